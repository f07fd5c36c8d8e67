"""A file of unknown health as characters that XML allows: read piece by piece, so that its size does not matter.

Exports hold what years of copying left in their databases: control characters, bytes of another encoding, HTML's own
entities. Each is mended or taken out, and counted.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import IO

from coursesite.blog.importing.records import Refused

CHUNK = 256 * 1024
_HELD_BACK = 40
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|us-?ascii|iso-?8859-?\d{1,2}|latin-?1|windows-?125\d|cp125\d|koi8-?[ru]|shift_?jis|"
    r"euc-?(jp|kr)|iso-?2022-?jp|gb2312|gbk|gb18030|big5|tis-?620",
    re.IGNORECASE,
)
_STRAY = re.compile("[\udc80-\udcff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITY = re.compile(r"&(?:#(x[0-9a-fA-F]{1,8}|[0-9]{1,8})|([A-Za-z][A-Za-z0-9]{1,31}));")
_MARKS = ("<![CDATA[", "]]>")
_CDATA = re.compile(r"(<!\[CDATA\[|\]\]>)")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(slots=True)
class Damage:
    """What was mended: characters taken out because no text may hold them, and bytes of another encoding."""

    removed: int = 0
    foreign: int = 0


def characters(file: IO[bytes], damage: Damage) -> Iterator[str]:
    """The file's text in pieces, fit for an XML reader. Raises `Refused` for what is no text at all."""
    first = file.read(CHUNK)
    _refuse_by_magic(first)
    decoder = codecs.getincrementaldecoder(_encoding(first))("surrogateescape")
    waiting = ""
    data = first
    started = is_cdata = False
    while data:
        text = waiting + decoder.decode(data)
        data = file.read(CHUNK)
        text += "" if data else decoder.decode(b"", final=True)
        text, waiting = _divided(text) if data else (text, "")
        if not started:
            text = text.lstrip("\ufeff \t\r\n")
            started = bool(text)
        if text:
            mended, is_cdata = _mended(text, damage, is_cdata=is_cdata)
            yield mended


def _refuse_by_magic(first: bytes) -> None:
    if not first.strip():
        raise Refused("The file is empty. Export the blog again, and choose the file that you get.")
    if first.startswith(b"\x1f\x8b"):
        raise Refused("The file is compressed (gzip). Unpack it first, and choose the file inside.")
    if first.startswith(b"PK\x03\x04"):
        raise Refused("The file is a ZIP archive. Unpack it first, and choose the .xml or feed.atom file inside.")
    if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return
    if not first.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise Refused("The file is not XML, which blogs are exported in. Choose the file that the old blog gave you.")


def _encoding(first: bytes) -> str:
    if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    declared = _DECLARED.search(first[:1000])
    name = declared[1].decode("ascii") if declared else "utf-8"
    if not _ENCODINGS.fullmatch(name):
        raise Refused(f"The file says that its encoding is “{name}”, which is not read here. Save it as UTF-8.")
    # UTF-16 without its mark is a wrong declaration: the bytes above began with a plain “<”.
    return "utf-8" if name.lower().startswith(("utf-16", "utf16")) else codecs.lookup(name).name


def _divided(text: str) -> tuple[str, str]:
    """Hold the last few characters back where an entity, or a mark of CDATA, may go on in the next piece."""
    start = text.rfind("&", -_HELD_BACK)
    places = [start] if start >= 0 and ";" not in text[start:] else []
    places += [
        place for mark in _MARKS for place in range(len(text) - len(mark) + 1, len(text)) if _may_go_on(text, place)
    ]
    cut = min((place for place in places if place >= 0), default=len(text))
    return text[:cut], text[cut:]


def _may_go_on(text: str, place: int) -> bool:
    return place >= 0 and any(mark.startswith(text[place:]) for mark in _MARKS)


def _mended(text: str, damage: Damage, *, is_cdata: bool) -> tuple[str, bool]:
    """A piece of the file in order, and whether it ends within CDATA, where an entity is only text."""
    text, count = _STRAY.subn(_foreign, text)
    damage.foreign += count
    text, count = _FORBIDDEN.subn("", text)
    damage.removed += count
    pieces = _CDATA.split(text)
    for number, piece in enumerate(pieces):
        if piece in _MARKS:
            is_cdata = piece == _MARKS[0] or (is_cdata and piece != _MARKS[1])
        elif not is_cdata and "&" in piece:
            pieces[number] = _ENTITY.sub(lambda found: _entity(found, damage), piece)
    return "".join(pieces), is_cdata


def _foreign(found: re.Match[str]) -> str:
    """A byte that is not UTF-8 was nearly always written by a Windows program of the West."""
    return bytes((ord(found[0]) - 0xDC00,)).decode("cp1252", "replace")


def _entity(found: re.Match[str], damage: Damage) -> str:
    number, name = found.groups()
    if name is not None:
        # HTML's own names mean nothing to XML; in HTML within XML the character says the same.
        return found[0] if name in _XML_ENTITIES else html5.get(f"{name};", found[0])
    code = int(number[1:], 16) if number[0] == "x" else int(number)
    allowed = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    if allowed:
        return found[0]
    damage.removed += 1
    return ""
