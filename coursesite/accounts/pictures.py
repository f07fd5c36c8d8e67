"""People's pictures: looked at before decoding, made small and square, written again without any remark in them."""

import secrets
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from coursesite.disk import write_whole

FOLDER = "pictures"
SIDE_PX = 256
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 24_000_000
QUALITY = 85
KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF87a": "GIF", b"GIF89a": "GIF"}
MIME_TYPE = "image/webp"
# What Pillow's decoders raise on a broken file.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError)


class BadPicture(ValueError):
    """This file can't become a picture here; the message says why and what to do."""


def kind_of(data: bytes) -> str | None:
    """PNG, JPEG, GIF or WEBP by the file's first bytes; None for anything else, whatever its name says."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for sign, kind in KINDS.items() if data.startswith(sign)), None)


def square(data: bytes) -> bytes:
    """The middle of a picture as a WebP file of 256 by 256 pixels, without place, camera or any other remark.

    Raises `BadPicture`.
    """
    if len(data) > MOST_BYTES:
        raise BadPicture("That file is larger than 5 MB. Make it smaller, or choose another.")
    kind = kind_of(data)
    if kind is None:
        raise BadPicture("That is not a PNG, JPEG, GIF or WebP picture. Save it as one of these and choose it again.")
    try:
        with Image.open(BytesIO(data), formats=[kind]) as picture:
            is_small = picture.width * picture.height <= MOST_PIXELS
            encoded = _encoded(picture) if is_small else None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        encoded = None
    except BROKEN as error:
        raise BadPicture("That picture could not be read to its end. Choose another, or save it again.") from error
    if encoded is None:
        raise BadPicture("That picture has more than 24 million pixels. Make it smaller, or choose another.")
    return encoded


def _encoded(picture: Image.Image) -> bytes:
    if picture.format == "JPEG":
        # The decoder can leave out detail that a small square would lose anyway, which saves most of the memory.
        picture.draft("RGB", (2 * SIDE_PX, 2 * SIDE_PX))
    upright = ImageOps.exif_transpose(picture)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    small = ImageOps.fit(upright.convert(mode), (SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    bare = Image.new(mode, small.size)
    bare.paste(small)
    out = BytesIO()
    bare.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


def keep(data_dir: Path, encoded: bytes) -> str:
    """Write a picture into the data folder under a random name and give the name. Nothing typed is ever part of it."""
    folder = data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{secrets.token_hex(16)}.webp"
    write_whole(folder / name, encoded)
    return name


def path_of(data_dir: Path, name: str) -> Path:
    """Where the picture of this name (one that `keep` gave) lies."""
    return data_dir / FOLDER / name


def unused(data_dir: Path, used: set[str], older_than: float) -> list[Path]:
    """Files that belong to nobody and are older than a POSIX time: left over where a commit failed."""
    folder = data_dir / FOLDER
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.name not in used and path.stat().st_mtime < older_than]
