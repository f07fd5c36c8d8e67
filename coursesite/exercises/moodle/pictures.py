"""Images that come inside a file: known by their first bytes, named so that the name is only a name."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import unquote

from ..exchange import Picture

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 80
FOLDER = "images/"
# How Moodle's texts refer to a file that comes with them.
INSIDE = "@@PLUGINFILE@@/"

_REFERENCE = re.compile(r"@@PLUGINFILE@@/(?P<name>[^\s()<>\"']+)")
_WHOLE = re.compile(r"(?P<bang>!?)\[(?P<text>(?:\\.|[^\[\]\\]){0,1000})\]\(@@PLUGINFILE@@/(?P<name>[^\s()]+)[^()]*\)")
_PASTED = re.compile(r"data:image/(?P<kind>png|jpe?g|gif|webp);base64,(?P<data>[A-Za-z0-9+/=\s%]+)")


@dataclass
class Store:
    """The pictures of a file so far, each once."""

    pictures: dict[str, Picture] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> str | None:
        """Keep an image and give the name that it got; None if it is none, or too large."""
        ending = kind_of(data)
        if ending is None or len(data) > LARGEST:
            return None
        stem = safe_stem(name)
        number = 1
        while True:
            free = f"{stem}{'' if number == 1 else f'-{number}'}.{ending}"
            taken = self.pictures.get(free.casefold())
            if taken is None or taken.data == data:
                self.pictures.setdefault(free.casefold(), Picture(free, data))
                return self.pictures[free.casefold()].name
            number += 1


@dataclass
class Files:
    """The files of one question: what each is called in its texts, and the picture that it became."""

    store: Store
    names: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def take(self, name: str, encoded: str) -> None:
        """Take in a file as it stands in the XML, in base64."""
        try:
            data = base64.b64decode("".join(encoded.split()), validate=True)
        except (binascii.Error, ValueError):
            self.refused.append(name)
            return
        kept = self.store.add(name, data)
        if kept is None:
            self.refused.append(name)
        else:
            self.names[name] = kept

    def take_pasted(self, html: str) -> str:
        """Take images out that stand in the text itself, and refer to them like to the others."""

        def taken(match: re.Match[str]) -> str:
            name = f"pasted.{match['kind']}"
            before = len(self.refused)
            self.take(name, unquote(match["data"]))
            return match[0] if len(self.refused) > before else FOLDER + self.names.pop(name)

        return _PASTED.sub(taken, html)

    def placed(self, markdown: str) -> str:
        """Lead references to files to the pictures; what refers to no picture becomes its words."""

        def whole(match: re.Match[str]) -> str:
            if self._name(match["name"]):
                return match[0]
            return match["text"] or unquote(match["name"])

        def name(match: re.Match[str]) -> str:
            kept = self._name(match["name"])
            return FOLDER + kept if kept else unquote(match["name"])

        return _REFERENCE.sub(name, _WHOLE.sub(whole, markdown))

    def _name(self, reference: str) -> str | None:
        wanted = unquote(reference.split("?", 1)[0])
        return self.names.get(wanted) or self.names.get(wanted.rsplit("/", 1)[-1])


def kind_of(data: bytes) -> str | None:
    """Give the ending for an image, by its first bytes; None if it is none that can be shown."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    beginning = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "svg" if beginning.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in beginning else None


def safe_stem(name: str) -> str:
    """Give a file's name without folders, leading dots, its ending, and whatever isn't a letter, digit or hyphen."""
    last = re.split(r"[/\\]", unquote(name))[-1].lstrip(".")
    stem = unicodedata.normalize("NFC", last.rsplit(".", 1)[0])
    stem = re.sub(r"[^\w-]+", "-", stem).strip("-")[:LONGEST_NAME]
    return stem or "image"
