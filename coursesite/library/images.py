"""Images of content folders: checked before they are decoded, drawn anew, served under hashed names.

The original is kept privately, so that `content pull` gives it back byte for byte; what is served holds no metadata
(no place, no camera) and nothing that a decoder of ours didn't write itself.
"""

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from coursesite.disk import write_whole
from coursesite.library import svg
from coursesite.library.tree import LARGEST_IMAGE, fingerprint, read_file

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 12_000
WIDEST = 1600
QUALITY = 82
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "svg": "image/svg+xml"}
_FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
_REMEDY = "Export it again as PNG, JPEG, WebP or plain SVG."


class BadImage(ValueError):
    """This image can't be taken in: what is wrong, and what to do."""

    def __init__(self, problem: str, remedy: str = _REMEDY) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image as it will be served. `original_hash` is the SHA-256 of the coach's file; sizes in pixels."""

    original_hash: str
    served_name: str
    media_type: str
    width: int
    height: int


def is_served(name: str, data_dir: Path | None) -> bool:
    """Whether the image of this name is where the site serves it from."""
    return data_dir is None or (data_dir / "images" / name).is_file()


def prepare(source: Path, data_dir: Path | None) -> Prepared:
    """Check an image file, keep its original, and write what is served; see `prepare_bytes`. Raises `BadImage`."""
    try:
        data = read_file(source, LARGEST_IMAGE)
    except (OSError, ValueError) as error:
        raise BadImage(
            f"The file can't be read ({error}).", "Put a plain file of at most 12 MB in its place."
        ) from error
    return prepare_bytes(data, source.name, data_dir)


def prepare_bytes(data: bytes, name: str, data_dir: Path | None) -> Prepared:
    """Check an image, keep its original, and write what is served; without a data folder, check it only.

    Files are named by what is in them, so that the same image twice is one file, and a push that ends early leaves
    nothing wrong behind. Raises `BadImage`.
    """
    if len(data) > LARGEST_IMAGE:
        raise BadImage("The image is larger than 12 MB.", "Make it smaller.")
    ending = _ending(data, name)
    served, width, height = _drawing(data) if ending == "svg" else _photograph(data, ending)
    original = fingerprint(data)
    served_name = f"{fingerprint(served)[:32]}.{ending}"
    if data_dir is not None:
        _keep(data_dir / "originals" / original, data, private=True)
        _keep(data_dir / "images" / served_name, served, private=False)
    return Prepared(original, served_name, MEDIA_TYPES[ending], width, height)


def true_ending(data: bytes, name: str) -> str:
    """The ending that an image's name should have, by its first bytes. Raises `BadImage`."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        ending = "png"
    elif data.startswith(b"\xff\xd8\xff"):
        ending = "jpg"
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        ending = "webp"
    elif name.lower().endswith(".svg"):
        ending = "svg"
    else:
        raise BadImage("The file is not the image that its name says.")
    return ending


def _ending(data: bytes, name: str) -> str:
    """The true kind of an image; its name must agree."""
    ending = true_ending(data, name)
    named = name.lower().rpartition(".")[2].replace("jpeg", "jpg")
    if named != ending:
        raise BadImage(f"The file is named .{named} and holds a {ending.upper()} image.", f"Name it .{ending}.")
    return ending


def _drawing(data: bytes) -> tuple[bytes, int, int]:
    try:
        clean = svg.cleaned(data)
    except svg.BadSvg as error:
        raise BadImage(str(error), "Export it as plain SVG, or as a PNG.") from error
    return clean.data, clean.width, clean.height


def _photograph(data: bytes, ending: str) -> tuple[bytes, int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[_FORMATS[ending]]) as image:
                _check_size(image)
                return _drawn_anew(image, ending)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadImage(*_too_large()) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, BadImage):
            raise
        raise BadImage("The image is damaged or cut off.") from error


def _check_size(image: Image.Image) -> None:
    """Refuse by the header alone what would take too much memory to decode."""
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise BadImage(*_too_large())
    if getattr(image, "n_frames", 1) > 1:
        raise BadImage("The image moves.", "Use a still one: moving pictures keep people from reading.")


def _too_large() -> tuple[str, str]:
    problem = f"The image has more than {MOST_PIXELS // 1_000_000} million pixels, or a side beyond {LONGEST_SIDE:,}."
    return problem, f"Make it smaller: nothing wider than {WIDEST} pixels is shown."


def _drawn_anew(image: Image.Image, ending: str) -> tuple[bytes, int, int]:
    drawn = ImageOps.exif_transpose(image)
    see_through = "A" in drawn.getbands() or "transparency" in drawn.info
    drawn = drawn.convert("RGBA" if see_through and ending != "jpg" else "RGB")
    if drawn.width > WIDEST:
        height = max(1, round(drawn.height * WIDEST / drawn.width))
        drawn = drawn.resize((WIDEST, height), Image.Resampling.LANCZOS)
    drawn.info.clear()
    out = io.BytesIO()
    if ending == "png":
        drawn.save(out, "PNG", optimize=True)
    elif ending == "jpg":
        drawn.save(out, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    else:
        drawn.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue(), drawn.width, drawn.height


def _keep(path: Path, data: bytes, *, private: bool) -> None:
    """Write a file. What stands there already is the same: its name is its content's."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o755)
    write_whole(path, data, 0o600 if private else 0o644)
