"""A question on its way out: elements with their texts in Markdown, the images these show, what is said about it."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement

from ..kinds import Exercise
from ..numbers import write_rounded
from .pictures import FOLDER, INSIDE, Store, safe_stem

PLACES = 7
NOTHING: Mapping[str, str] = MappingProxyType({})
# The only parts of the marks that an answer can earn in Moodle, in per cent; others are refused at import unless the
# person who imports chooses the nearest (Moodle's question/engine/bank.php, fraction_options).
SHARES = tuple(
    Fraction(share)
    for share in ("100", "90", "250/3", "80", "75", "70", "200/3", "60", "50", "40", "100/3", "30", "25", "20")
) + tuple(Fraction(share) for share in ("50/3", "100/7", "25/2", "100/9", "10", "5", "0"))

_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TARGET = re.compile(r"\]\((?P<path>[^\s()<>]+)(?=[\s)])")


@dataclass
class Gallery:
    """Images by the paths that texts give, and what each is called in the file."""

    names: dict[str, str] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, pictures: Mapping[str, bytes]) -> Gallery:
        """Name each image so that the name is only a name; what is no image is left out."""
        store, names = Store(), {}
        for path, data in sorted(pictures.items(), key=lambda item: (item[0] != FOLDER + safe_name(item[0]), item[0])):
            name = store.add(path, data)
            if name:
                names[path] = name
        return cls(names, {picture.name: picture.data for picture in store.pictures.values()})

    def led_home(self, markdown: str) -> str:
        """Lead references to the images to the one folder that they come back to."""

        def home(match: re.Match[str]) -> str:
            name = self.names.get(match["path"])
            return f"]({FOLDER}{name}" if name else match[0]

        return _TARGET.sub(home, markdown)

    def inside(self, markdown: str) -> tuple[str, list[str]]:
        """Refer to the images as Moodle does; give the text and the names that it uses."""
        used: list[str] = []

        def into(match: re.Match[str]) -> str:
            name = match["path"].removeprefix(FOLDER)
            if not match["path"].startswith(FOLDER) or name not in self.data:
                return match[0]
            used.append(name)
            return f"]({INSIDE}{name}"

        text = _TARGET.sub(into, markdown)
        return text, list(dict.fromkeys(used))


@dataclass
class Outgoing:
    """An element that is being filled, and the notes about it."""

    element: Element
    gallery: Gallery
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, kind: str, title: str, gallery: Gallery) -> Outgoing:
        """Begin a question of a type of Moodle's."""
        element = Element("question", {"type": kind})
        name = SubElement(element, "name", {"format": "markdown"})
        SubElement(name, "text").text = title
        return cls(element, gallery)

    def text(
        self, name: str, markdown: str, parent: Element | None = None, attributes: Mapping[str, str] = NOTHING
    ) -> Element:
        """Add an element with a text in Markdown and the images that it shows."""
        above = self.element if parent is None else parent
        element = SubElement(above, name, {**attributes, "format": "markdown"})
        return self.fill(element, markdown)

    def fill(self, element: Element, markdown: str) -> Element:
        """Put a text and its images into an element."""
        text, used = self.gallery.inside(markdown)
        SubElement(element, "text").text = text
        for picture in used:
            file = SubElement(element, "file", {"name": picture, "path": "/", "encoding": "base64"})
            file.text = base64.b64encode(self.gallery.data[picture]).decode("ascii")
        return element

    def says(self, name: str, text: str) -> None:
        """Add an element of one word."""
        SubElement(self.element, name).text = text

    def head(self, exercise: Exercise, prompt: str) -> None:
        """Add what all questions begin with."""
        self.text("questiontext", prompt)
        self.text("generalfeedback", exercise.explanation or "")
        self.says("defaultgrade", write_rounded(exercise.settings.marks, PLACES))
        self.says("penalty", "0")
        self.says("hidden", "0")
        self.says("idnumber", exercise.id or "")

    def foot(self, exercise: Exercise) -> None:
        """Add the tags."""
        if exercise.settings.tags:
            tags = SubElement(self.element, "tags")
            for tag in exercise.settings.tags:
                SubElement(SubElement(tags, "tag"), "text").text = tag

    def answer(self, share: Fraction, markdown: str, feedback: str | None, **attributes: str) -> Element:
        """Add an answer that earns `share` of the marks, which may be below 0."""
        if abs(share) * 100 not in SHARES:
            self.note(
                f"Moodle knows no answer worth {write_rounded(share * 100, 2)} %: "
                "choose “Nearest grade if not listed” when you import the file there."
            )
        element = self.text(
            "answer", markdown, attributes={"fraction": write_rounded(share * 100, PLACES), **attributes}
        )
        self.text("feedback", feedback or "", element)
        return element

    def note(self, sentence: str) -> None:
        """Say something about this question, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


def safe_name(path: str) -> str:
    """The name that an image would have if none were like it; its ending as it is."""
    return f"{safe_stem(path)}.{path.rsplit('.', 1)[-1]}"


def speakable(text: str) -> str:
    """Take out what XML cannot say: control characters and halves of surrogate pairs. A return becomes a blank."""
    return _UNSPEAKABLE.sub("", text.replace("\r", " "))
