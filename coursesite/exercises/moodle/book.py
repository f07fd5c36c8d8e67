"""One question of a file on its way in: its texts as Markdown, what is said about it, where its files went."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element

from coursesite.text.shapes import shown

from ..comment import MOST_MARKS, is_id
from ..escaping import escape_within, markdown_of_text, settle
from ..exchange import Note, tag_of
from ..htmltext import markdown_of
from .pictures import Files, Store

_BREAK = re.compile(r"(</?(?:p|div|ul|ol|li|table|tr|td|th|h[1-6]|pre|blockquote|br|hr)\b[^<>]*>)\s*\n", re.IGNORECASE)
# A share or a mark that Moodle wrote with seven places is taken for the plain fraction that it stands for.
_NEAR = Fraction(1, 100_000)
MOST_PARTS = 100
_TRUE = {"true", "1", "yes"}
_STANDARD = {
    "your answer is correct.",
    "your answer is partially correct.",
    "your answer is incorrect.",
}
_OUTCOMES = {
    "correctfeedback": "If the answer is right",
    "partiallycorrectfeedback": "If it is partly right",
    "incorrectfeedback": "If it is wrong",
}


@dataclass
class Book:
    """What a file's questions share: images, ids taken, the category that questions stand in, notes."""

    store: Store = field(default_factory=Store)
    ids: set[str] = field(default_factory=set)
    category: str = ""
    notes: list[Note] = field(default_factory=list)
    tries: int = 0


@dataclass
class Question:
    """A question's element, in words of ours."""

    element: Element
    line: int
    book: Book
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.files = Files(self.book.store)
        for file in self.element.iter("file"):
            self.files.take(file.get("name", ""), file.text or "")

    @property
    def kind(self) -> str:
        """Moodle's name of the type."""
        return self.element.get("type", "").strip().lower()

    @property
    def title(self) -> str:
        """The question's name as Markdown of one line."""
        name = self.element.find("name")
        text = " ".join((self.element.findtext("name/text") or "").split())
        if name is not None and name.get("format") == "markdown":
            return text
        return settle(escape_within(text))

    @property
    def prompt(self) -> str:
        """The question's text as Markdown."""
        return self.markdown(self.element.find("questiontext"))

    @property
    def explanation(self) -> str | None:
        """What everyone is shown afterwards: the general feedback, and that for each outcome."""
        parts = [self.markdown(self.element.find("generalfeedback"))]
        for name, words in _OUTCOMES.items():
            text = self.markdown(self.element.find(name))
            if text and text.lower() not in _STANDARD:
                parts.append(f"{words}: {text}")
        return "\n\n".join(part for part in parts if part) or None

    def note(self, sentence: str) -> None:
        """Say something about this question."""
        self.notes.append(sentence)

    def markdown(self, element: Element | None, otherwise: str = "html") -> str:
        """Give an element's text as Markdown, by its format, with its images in place."""
        text = "" if element is None else element.findtext("text") or ""
        if element is None or not text.strip():
            return ""
        return self.converted(text, element.get("format", otherwise))

    def converted(self, text: str, form: str) -> str:
        """Give a text in one of Moodle's formats as Markdown, with its images in place."""
        if form == "markdown":
            return self.files.placed(text.replace("\r\n", "\n").strip("\n"))
        if form == "plain_text":
            return markdown_of_text(text)
        if form == "moodle_auto_format":
            text = _BREAK.sub(r"\1", text.strip()).replace("\n", "<br>\n")
        return self.files.placed(markdown_of(self.files.take_pasted(text)))

    def says(self, name: str, otherwise: str = "") -> str:
        """Give an element's own text, trimmed."""
        return (self.element.findtext(name) or otherwise).strip()

    def is_true(self, name: str, otherwise: str = "true") -> bool:
        """Read a yes or no."""
        return self.says(name, otherwise).lower() in _TRUE

    def tags(self) -> tuple[str, ...]:
        """The question's tags and its category's name."""
        found = [tag.text or "" for tag in self.element.iterfind("tags/tag/text")]
        return tuple(dict.fromkeys(filter(None, map(tag_of, [*found, self.book.category]))))

    def marks(self) -> Fraction:
        """What the question counts; 1 where the file doesn't say or says nothing that can be kept."""
        marks = number_of(self.says("defaultgrade", "1"))
        if marks is None or not 0 < marks <= MOST_MARKS:
            self.note(f"Its marks {shown(self.says('defaultgrade'))} became 1.")
            return Fraction(1)
        return rounded(marks)

    def take_id(self) -> str | None:
        """The ID number, where it can be an id here and no other question of the file has it."""
        wanted = self.says("idnumber")
        if not wanted:
            return None
        if not is_id(wanted) or wanted in self.book.ids:
            why = "is taken by an earlier question" if is_id(wanted) else "has letters that an id here cannot have"
            self.note(f"Its ID number {shown(wanted)} {why}, so it gets a new one.")
            return None
        self.book.ids.add(wanted)
        return wanted


def number_of(text: str) -> Fraction | None:
    """Read a number as Moodle writes it: digits, a point, perhaps an exponent. None if it is none."""
    text = text.strip()
    if len(text) > 40 or not re.fullmatch(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?", text):
        return None
    return Fraction(text)


def rounded(value: Fraction) -> Fraction:
    """Give the plain fraction that a rounded decimal stands for, 1/3 for 0.3333333, where there is one very near."""
    plain = value.limit_denominator(MOST_PARTS)
    return plain if abs(plain - value) < _NEAR else value


def share_of(element: Element) -> Fraction:
    """Give the part of the marks that an answer earns, from its `fraction` in per cent; 0 where it isn't a number."""
    return (number_of(element.get("fraction", "0")) or Fraction(0)) / 100
