"""Images for tests."""

import io
import struct
import zlib

from PIL import Image


def picture(width: int, height: int, kind: str = "PNG", **options: object) -> bytes:
    """An image of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG of one colour."""
    return picture(width, height)


def moving() -> bytes:
    """A WebP of two frames."""
    out = io.BytesIO()
    second = Image.new("RGB", (9, 9), (30, 200, 30))
    Image.new("RGB", (9, 9)).save(out, "WEBP", save_all=True, append_images=[second], duration=100)
    return out.getvalue()


def png_that_says_it_is(width: int, height: int) -> bytes:
    """A few bytes that would take gigabytes to decode."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )
