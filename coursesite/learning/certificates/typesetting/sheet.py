"""A certificate on paper: A4, lying, for a frame."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any

from reportlab.graphics.barcode import qrencoder
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr
from reportlab.pdfgen.canvas import Canvas

from coursesite.drawing.colours import WHITE, Rgb, mixed
from coursesite.learning.certificates.printed import Printed
from coursesite.learning.certificates.typesetting.embedding import Codes, Embedded
from coursesite.learning.certificates.typesetting.fonts import Font, FontShelf
from coursesite.learning.certificates.typesetting.shaping import Line, fitted, set_line, without_pictures, wrapped

WIDTH, HEIGHT = landscape(A4)
MIDDLE = WIDTH / 2
ROOM = 640
"""How wide a line may be, in points."""
INK, SOFT = (0x22, 0x2A, 0x29), (0x5A, 0x64, 0x62)
NAME_SIZES, TITLE_SIZES = (44, 40, 36, 32, 28, 24, 20, 16, 13), (25, 22, 20, 18, 16, 14, 12)
SMALL = 10
LEADING = 1.34
FRAME, INNER = 26, 32
FOOT = 62
SQUARE = 66

_one_at_a_time = Lock()
"""reportlab keeps fonts by name for the whole process; and one certificate's fonts are memory enough."""


@dataclass(frozen=True)
class Block:
    """Lines of one size, one below the other; `before` is the room above them, in points."""

    lines: Sequence[Line]
    size: float
    colour: Rgb
    before: float = 0

    @property
    def height(self) -> float:
        """How high it is, with the room above it."""
        return self.before + len(self.lines) * self.size * LEADING


@dataclass
class Sheet:
    """The page while it is being made: what stands where, and which glyphs are used."""

    placed: list[tuple[Line, float, float, float, Rgb]] = field(default_factory=list)
    codes: dict[Font, Codes] = field(default_factory=dict)

    def put(self, line: Line, size: float, middle: float, base: float, colour: Rgb) -> None:
        """Put a line on the page around its middle; all lengths in points."""
        self.put_from(line, size, middle - line.width * size / 2000, base, colour)

    def put_from(self, line: Line, size: float, left: float, base: float, colour: Rgb) -> None:
        """Put a line on the page from here to the right."""
        self.placed.append((line, size, left, base, colour))
        for glyph in line.glyphs:
            self.codes.setdefault(glyph.font, Codes(glyph.font)).of(glyph)

    def draw(self, canvas: Any) -> None:
        """Draw all of it."""
        names = {font: f"letters{at}" for at, font in enumerate(self.codes)}
        fonts = {font: Embedded(names[font], codes) for font, codes in self.codes.items()}
        for font in fonts.values():
            pdfmetrics.registerFont(font)
        try:
            for line, size, left, base, colour in self.placed:
                canvas.setFillColorRGB(*_shares(colour))
                canvas.drawText(self._text(canvas, line, size, (left, base), names, fonts))
            canvas.showPage()
            canvas.save()
        finally:
            for font in fonts.values():
                font.unregister()

    def _text(
        self,
        canvas: Any,
        line: Line,
        size: float,
        start: tuple[float, float],
        names: dict[Font, str],
        fonts: dict[Font, Embedded],
    ) -> Any:
        text, (left, base) = canvas.beginText(), start
        for font, glyphs in groupby(line.glyphs, key=lambda glyph: glyph.font):
            same = list(glyphs)
            written = "".join(self.codes[font].of(glyph) for glyph in same)
            widths = [fonts[font].face.getCharWidth(ord(code)) for code in written]
            shapes = [
                ShapeData(0, glyph.advance, 0, glyph.right, glyph.up, width)
                for glyph, width in zip(same, widths, strict=True)
            ]
            text.setTextOrigin(left, base)
            text.setFont(names[font], size)
            text.textOut(ShapedStr(written, shapes))
            left += sum(glyph.advance for glyph in same) * size / 1000
        return text


def certificate(printed: Printed, folder: Path | None) -> bytes:
    """The certificate as a PDF, the same bytes for the same words. `folder` holds the owner's own fonts.

    Raises `NotPrinted` where no font has a letter.
    """
    with _one_at_a_time:
        shelf, sheet = FontShelf(folder), Sheet()
        accent = printed.accent
        foot = _put_foot(sheet, shelf, printed)
        _put_middle(sheet, _blocks(shelf, printed), foot)
        written = io.BytesIO()
        canvas = Canvas(written, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang="en")
        canvas.setTitle(f"{printed.name}: {printed.title}")
        canvas.setAuthor(printed.site_name)
        canvas.setSubject("Certificate of completion")
        canvas.setCreator(printed.site_name)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        _draw_frame(canvas, accent)
        if printed.address:
            _draw_square(canvas, printed.address)
        sheet.draw(canvas)
        return written.getvalue()


def _blocks(shelf: FontShelf, printed: Printed) -> list[Block]:
    accent = printed.accent
    size, lines = fitted(shelf, printed.name, ROOM, NAME_SIZES, 3)
    title_size, title = fitted(shelf, without_pictures(shelf, printed.title), ROOM, TITLE_SIZES, 3)
    said = [line for words in printed.statement for line in wrapped(shelf, words, ROOM * 1000 / SMALL)]
    return [
        Block([set_line(shelf, "CERTIFICATE OF COMPLETION").spaced(130)], 10.5, SOFT),
        Block(lines, size, INK, before=30),
        Block([set_line(shelf, "has completed the course")], 13, SOFT, before=20),
        Block(title, title_size, accent, before=10),
        Block([set_line(shelf, printed.day)], 13, SOFT, before=10),
        Block(said, SMALL, SOFT, before=24),
    ]


def _put_middle(sheet: Sheet, blocks: Sequence[Block], foot: float) -> None:
    """Put the blocks below each other, their middle in the middle of the room between frame and foot."""
    top = HEIGHT - INNER
    high = sum(block.height for block in blocks)
    base = top - (top - foot - high) * 0.52
    for block in blocks:
        base -= block.before
        for line in block.lines:
            base -= block.size * LEADING
            sheet.put(line, block.size, MIDDLE, base + block.size * (LEADING - 1), block.colour)


def _put_foot(sheet: Sheet, shelf: FontShelf, printed: Printed) -> float:
    """Put the site's name and where the certificate is verified below all else; gives the height at which that ends."""
    _, name = fitted(shelf, without_pictures(shelf, printed.site_name), 300, (15,), 1)
    left, base = FRAME + 46, FOOT
    for line in reversed([*name, set_line(shelf, printed.site_address)]):
        is_name = line in name
        sheet.put_from(line, 15 if is_name else 9, left, base, printed.accent if is_name else SOFT)
        base += 18
    if printed.address:
        right = WIDTH - FRAME - 46 - SQUARE - 14
        lines = [set_line(shelf, "Anybody can verify it at"), *wrapped(shelf, printed.address, 380 * 1000 / 9)]
        for at, line in enumerate(reversed(lines)):
            sheet.put_from(line, 9, right - line.width * 9 / 1000, FOOT + at * 13, SOFT)
    return max(base, FOOT + (SQUARE if printed.address else 0))


def _draw_frame(canvas: Any, accent: Rgb) -> None:
    for inset, width, share in ((FRAME, 1.4, 0.25), (INNER, 0.5, 0.45)):
        canvas.setStrokeColorRGB(*_shares(mixed(accent, WHITE, share)))
        canvas.setLineWidth(width)
        canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)


def _draw_square(canvas: Any, address: str) -> None:
    """Draw the address as a QR code, which needs dark on light whatever the site's colours."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(address)
    code.make()
    count = code.getModuleCount()
    side, left, bottom = SQUARE / count, WIDTH - FRAME - 46 - SQUARE, FOOT - 6
    canvas.setFillColorRGB(*_shares(INK))
    path = canvas.beginPath()
    for row in range(count):
        for column in range(count):
            if code.isDark(row, column):
                path.rect(left + column * side, bottom + (count - 1 - row) * side, side, side)
    canvas.drawPath(path, stroke=0, fill=1)


def _shares(colour: Rgb) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in colour)
    return red, green, blue
