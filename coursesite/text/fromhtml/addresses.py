"""Where links and pictures of another blog lead, and how that is written in Markdown."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from coursesite.text.targets import cleaned, resolved

_BEYOND_MARKDOWN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\s()<>\[\]\\`\"'|{}^*]")
_PLAIN = r"https?://[A-Za-z0-9_.~/?=%#:,+&-]*[A-Za-z0-9_/]"
# A whole address, not the beginning of one that goes on with other signs.
BARE = re.compile(rf"(?<![\w/])(?>{_PLAIN})(?=[\s.,;:!?)\]'\"”’]|$)")
_TUBE = re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]+)")
_VIMEO = re.compile(r"https?://player\.vimeo\.com/video/(\d+)")
_SIZE = re.compile(r"-\d{2,5}x\d{2,5}$")


def whole(address: str) -> str:
    """Give an address as a browser reads it; one that leaves the scheme to the page gets https."""
    address = cleaned(address)
    address = re.sub(r"[\t\r\n]", "", address)
    return f"https:{address}" if re.match(r"//[^/\\]", address) else address


def written(target: str) -> str:
    """Give a target with nothing in it that would end it in Markdown or mean something there."""
    address = _BEYOND_MARKDOWN.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), target)
    return address if resolved(address) == address else address.replace("&", "&amp;")


def is_plain(address: str) -> bool:
    """Whether an address may stand in `<…>` and come out as it went in."""
    return re.fullmatch(_PLAIN, address) is not None and resolved(address) == address


def watched(address: str) -> str:
    """Give the page of a film for the address under which it is embedded."""
    tube, vimeo = _TUBE.match(address), _VIMEO.match(address)
    if tube:
        return f"https://www.youtube.com/watch?v={tube[1]}"
    return f"https://vimeo.com/{vimeo[1]}" if vimeo else address


def host_of(address: str) -> str:
    """Give the site that an address leads to, or an empty string."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def file_words(address: str) -> str:
    """Make words of a file's name: "https://example.org/my_desk-300x200.jpg" gives "my desk"."""
    name = unquote(re.split("[?#]", address, maxsplit=1)[0]).rstrip("/").rpartition("/")[2]
    stem = _SIZE.sub("", name.rpartition(".")[0] or name)
    return " ".join(re.sub(r"[\W_]+", " ", stem).split()) or "picture"
