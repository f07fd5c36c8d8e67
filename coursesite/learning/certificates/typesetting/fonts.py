"""Fonts: those that come with the site, and those that lie on the machine, each looked for only when it is needed.

A file is mapped, not read: of the 16 MB with the letters of China, Japan and Korea only the pages that are drawn come
into memory. All fonts are let go with the shelf, which lives as long as one certificate is being set.
"""

import importlib
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from unicodedata import category, normalize

import uharfbuzz

log = logging.getLogger(__name__)

OUTLINES = {"glyf", "CFF ", "CFF2"}
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
SYSTEM = Path("/usr/share/fonts")
MOST_FILES = 4000
IN_PACKAGE = ("FiraGO_Regular", "NotoSans_Regular")
JAPANESE = "noto_cjk_sans_jp_regular"


@dataclass(frozen=True, eq=False)
class Font:
    """One font, for shaping and for drawing."""

    name: str
    face: uharfbuzz.Face
    font: uharfbuzz.Font

    @property
    def scale(self) -> float:
        """What its units are multiplied with for thousandths of the letters' size."""
        return 1000 / int(self.face.upem)

    def covers(self, cluster: str) -> bool:
        """Whether it has a drawn letter for everything in it, composed or taken apart."""
        return any(all(self._has(one) for one in normalize(form, cluster)) for form in ("NFC", "NFD"))

    def _has(self, character: str) -> bool:
        if is_unseen(character):
            return True
        glyph = self.font.get_nominal_glyph(ord(character))
        if not glyph:
            return False
        # A font of pictures names its letters and draws nothing where outlines are asked for.
        extents = self.font.get_glyph_extents(glyph)
        return category(character)[0] == "Z" or bool(extents and extents.width and extents.height)


@dataclass
class FontShelf:
    """All fonts that letters can come from, in the order in which they are asked; `folder` is the owner's."""

    folder: Path | None = None
    _opened: list[Font] = field(default_factory=list)

    def font_for(self, cluster: str) -> Font | None:
        """The first font that has it; None where none does."""
        for font in self._opened:
            if font.covers(cluster):
                return font
        for font in self._more:
            self._opened.append(font)
            if font.covers(cluster):
                return font
        return None

    @cached_property
    def _more(self) -> Iterator[Font]:
        return self._each()

    def _each(self) -> Iterator[Font]:
        for name in IN_PACKAGE:
            yield _opened(name, uharfbuzz.Blob(_from_package(name)))
        path = importlib.import_module(JAPANESE).FONT_PATH
        yield _opened("NotoSansCJK", uharfbuzz.Blob.from_file_path(str(path)))
        for found in files_in([*([self.folder] if self.folder else []), SYSTEM]):
            if font := _read(found):
                yield font


def is_unseen(character: str) -> bool:
    """Whether a character leaves no mark of its own: a joiner, or a wish for another form of the letter before."""
    return category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


def files_in(folders: Sequence[Path]) -> list[Path]:
    """The font files in these folders and below, each folder's in the order of their names."""
    found: list[Path] = []
    for folder in folders:
        try:
            paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
        except OSError as error:
            log.warning("the folder of fonts %s could not be read: %s", folder, error)
            continue
        found += paths
    return found[:MOST_FILES]


def _read(path: Path) -> Font | None:
    try:
        font = _opened(path.stem, uharfbuzz.Blob.from_file_path(str(path)))
    except (OSError, ValueError, MemoryError, uharfbuzz.HarfBuzzError) as error:
        log.warning("the font %s could not be read: %s", path.name, error)
        return None
    # Without outlines there is nothing to put into a PDF.
    return font if OUTLINES & set(font.face.table_tags) else None


def _opened(name: str, blob: uharfbuzz.Blob) -> Font:
    face = uharfbuzz.Face(blob)
    return Font(name, face, uharfbuzz.Font(face))


def _from_package(name: str) -> bytes:
    module = f"pymupdf_fonts.{name}"
    buffer: bytes = importlib.import_module(module).fontbuffer
    # The module would keep its megabyte for as long as the process lives.
    del sys.modules[module]
    return buffer
