"""The pictures of a blog: brought along where the file holds them or they may be fetched, else named as missing."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from html import unescape
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from coursesite.blog.importing.records import Doubt
from coursesite.blog.importing.spool_queries import Spool
from coursesite.blog.importing.turning import beside
from coursesite.library.images import BadImage, prepare_bytes
from coursesite.library.paths import IMAGE_ENDINGS, is_picture_name
from coursesite.library.tree import LARGEST_IMAGE
from coursesite.text.slugs import slugify

Fetch = Callable[[str], bytes]
"""Gives the bytes at an address, or raises `NotFetched` with why not."""
FOLDER = "blog/images/"
_SOURCE = re.compile(
    r"""<img\b[^<>]{0,5000}?\bsrc\s*=\s*(?:"([^"]{1,17000000})"|'([^']{1,17000000})'|([^\s"'>]{1,2000}))""",
    re.IGNORECASE,
)
_INLINE = re.compile(r"data:image/(png|jpe?g|webp|svg\+xml)((?:;[\w=-]+)*),(.*)", re.IGNORECASE | re.DOTALL)


class NotFetched(Exception):
    """A picture could not be fetched; the message says why, as the end of a sentence."""


class Pictures:
    """What is known of a blog's pictures while it is brought along. `here` are those beside posts, by path."""

    def __init__(self, spool: Spool, here: Mapping[str, Mapping[str, Any]], fetch: Fetch | None) -> None:
        self._spool = spool
        self._here = here
        self._fetch = fetch
        self._names: set[str] = {path.lower() for path in here}

    def of(self, html: str, path: str, title: str, base: str = "") -> tuple[dict[str, str], dict[str, Any]]:
        """Where each picture of a text stands beside it, by its address there; and how those are served, by path."""
        places: dict[str, str] = {}
        shown: dict[str, Any] = {}
        for written in _addresses(html):
            found = self._place(written, urljoin(base, written) if base else written, title)
            if found is not None:
                picture, served = found
                places[written] = beside(path, picture)
                if written.startswith("//"):
                    places[f"https:{written}"] = places[written]
                shown[picture] = served
        return places, shown

    def own(self, paths: Iterable[str]) -> dict[str, Any]:
        """How the pictures are served that a text of our own export shows, as far as they came along or are here."""
        found = {}
        for path in paths:
            if path in self._here:
                found[path] = _served(self._here[path])
            elif (kept := self._spool.picture_at(path)) is not None and kept[1] is not None:
                served = self._prepared(kept[0], path, kept[1], "")
                if served is not None:
                    found[path] = served
        return found

    def _place(self, written: str, whole: str, title: str) -> tuple[str, Any] | None:
        known = self._spool.picture(written)
        if known is not None and known[0] and known[1]:
            found = self._served_now(known[0])
            return None if found is None else (known[0], found)
        data, name = self._bytes(written, whole, title)
        if not data:
            self._spool.note("missing", self._spool.fact("missing", 0) + 1)
            return None
        path = self._free(name)
        served = self._prepared(written, path, data, title)
        return None if served is None else (path, served)

    def _served_now(self, path: str) -> Any:
        served = self._spool.served_at(path)
        return None if served is None else _served(served)

    def _bytes(self, written: str, whole: str, title: str) -> tuple[bytes, str]:
        """A picture's bytes and a name for it; none where it can't be had."""
        inline = _INLINE.fullmatch(written)
        if inline is not None:
            ending = inline[1].lower().replace("jpeg", "jpg").replace("svg+xml", "svg")
            return _unpacked(inline[3], is_base64=";base64" in inline[2].lower()), f"picture.{ending}"
        if self._fetch is None or not whole.startswith(("http://", "https://")):
            return b"", ""
        try:
            return self._fetch(whole), unquote(urlsplit(whole).path).rpartition("/")[2]
        except NotFetched as error:
            self._spool.doubt(Doubt(f"The picture {whole[:200]} was not fetched: {error}.", title))
            return b"", ""

    def _prepared(self, address: str, path: str, data: bytes, title: str) -> Any:
        """Check a picture and note how it will be served; nothing is written to the site's folders yet."""
        try:
            prepared = asdict(prepare_bytes(data, path, None))
        except BadImage as bad:
            self._spool.doubt(Doubt(f"The picture {address[:200]} can't be taken in: {bad.problem}", title))
            return None
        self._spool.keep_picture(address, path, data, prepared)
        self._spool.note("brought", self._spool.fact("brought", 0) + 1)
        return _served(prepared)

    def _free(self, name: str) -> str:
        """A path for a picture of this name that no other has."""
        stem, dot, ending = name.rpartition(".")
        ending = ending.lower() if dot else ""
        stem = slugify(stem if dot and f".{ending}" in IMAGE_ENDINGS else name)[:60]
        ending = ending if f".{ending}" in IMAGE_ENDINGS else "jpg"
        path, number = f"{FOLDER}{stem}.{ending}", 1
        while path.lower() in self._names or not is_picture_name(path.removeprefix(FOLDER)):
            number += 1
            path = f"{FOLDER}{stem}-{number}.{ending}"
        self._names.add(path.lower())
        return path


def _addresses(html: str) -> Iterator[str]:
    seen: set[str] = set()
    for found in _SOURCE.finditer(html):
        address = unescape(next(filter(None, found.groups()))).strip()
        if address not in seen:
            seen.add(address)
            yield address


def _unpacked(written: str, *, is_base64: bool) -> bytes:
    if not is_base64:
        return unquote_to_bytes(written)[: LARGEST_IMAGE + 1]
    try:
        return base64.b64decode(re.sub(r"\s", "", unquote(written)), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _served(row: Mapping[str, Any]) -> tuple[str, int, int]:
    return f"/images/{row['served_name']}", row["width"], row["height"]
