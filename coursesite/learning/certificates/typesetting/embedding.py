"""The glyphs that a page uses, as small TrueType fonts that reportlab puts into the PDF.

Outlines come from HarfBuzz, whatever kind of font they stand in; cubic ones, which reportlab can't embed, become
quadratic ones within a thousandth of the letters' size. Each pair of glyph and text gets a code of its own, and the
PDF's table from codes to text (ISO 32000-1, 9.10.3) says what it spells, so that a name can be found and copied.
"""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from reportlab.pdfbase import ttfonts

from coursesite.learning.certificates.typesetting.fonts import Font
from coursesite.learning.certificates.typesetting.shaping import BLANK, Glyph

FIRST_CODE = 0xE000
SPACE = 0x20
UNITS = 1000
EPOCH = 2082844800
"""1970, as a font's header counts seconds: the same letters are the same bytes whenever they are made."""


class Codes:
    """The codes of the glyphs of one font that a document uses."""

    def __init__(self, font: Font) -> None:
        self._font = font
        self._codes: dict[tuple[int, str], int] = {}

    def of(self, glyph: Glyph) -> str:
        """The character that reportlab is given for a glyph."""
        key = (glyph.number, glyph.text)
        if key not in self._codes:
            self._codes[key] = SPACE if glyph.text in (" ", "\xa0") else FIRST_CODE + len(self._codes)
        return chr(self._codes[key])

    @property
    def texts(self) -> Mapping[int, str]:
        """What each code spells."""
        return {code: text for (_, text), code in self._codes.items()}

    def truetype(self) -> bytes:
        """A TrueType font with these glyphs alone."""
        names = {number: "blank" if number == BLANK else f"g{number}" for number, _ in self._codes}
        glyphs: dict[str, Any] = {".notdef": TTGlyphPen(None).glyph()}
        for number, name in names.items():
            glyphs[name] = self._drawn(number)
        made = FontBuilder(UNITS, isTTF=True)
        made.setupGlyphOrder([".notdef", *names.values()])
        made.setupCharacterMap({code: names[number] for (number, _), code in self._codes.items()})
        made.setupGlyf(glyphs)
        wide = {".notdef": 500} | {name: self._advance(number) for number, name in names.items()}
        made.setupHorizontalMetrics({name: (wide[name], getattr(glyph, "xMin", 0)) for name, glyph in glyphs.items()})
        made.setupHorizontalHeader(ascent=900, descent=-300)
        plain = "".join(one for one in self._font.name if one.isascii() and one.isalnum())[:40] or "Letters"
        made.setupNameTable({"familyName": plain, "styleName": "Regular", "psName": plain, "fullName": plain})
        made.setupOS2(sTypoAscender=900, sTypoDescender=-300, usWinAscent=900, usWinDescent=300)
        made.setupPost()
        made.font["head"].created = made.font["head"].modified = EPOCH
        made.font.recalcTimestamp = False
        written = io.BytesIO()
        made.save(written)
        return written.getvalue()

    def _advance(self, number: int) -> int:
        return 0 if number == BLANK else round(self._font.font.get_glyph_h_advance(number) * self._font.scale)

    def _drawn(self, number: int) -> Any:
        pen = TTGlyphPen(None)
        if number != BLANK:
            quadratic = Cu2QuPen(pen, 1.0, reverse_direction=self._is_cubic)
            self._font.font.draw_glyph_with_pen(number, _Scaled(quadratic, self._font.scale))
        return pen.glyph()

    @property
    def _is_cubic(self) -> bool:
        # The two kinds of fonts draw their outlines in opposite directions.
        return "glyf" not in self._font.face.table_tags


class _Scaled:
    """A pen in front of another that brings a font's units to ours."""

    def __init__(self, pen: Any, scale: float) -> None:
        self._pen = pen
        self._scale = scale

    def __getattr__(self, name: str) -> Any:
        draw = getattr(self._pen, name)
        return lambda *points: draw(*((x * self._scale, y * self._scale) for x, y in points))


class Embedded(ttfonts.TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font of ours as reportlab embeds it, with our own table from codes to text."""

    def __init__(self, name: str, codes: Codes) -> None:
        super().__init__(name, io.BytesIO(codes.truetype()), asciiReadable=False)
        self._texts = {0: "", SPACE: " "} | dict(codes.texts)

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab's own name
        """Put the font into the document."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (ttfonts.SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = spelling(name, [self._texts[code] for code in subset])


def spelling(name: str, texts: Iterable[str]) -> str:
    """The table from codes to text, in the form of Adobe's Technical Note 5411."""
    rows = [f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts)]
    parts = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    listed = [f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *listed,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )
