"""Twine 2's published HTML and its archives: stories as elements `tw-storydata`, their passages inside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from .story import LONGEST_NAME, SCRIPT_TAG, STYLESHEET_TAG, Note, Passage, Story, Unreadable, check_count, cleaned

STORY, PASSAGE = "tw-storydata", "tw-passagedata"
_KEPT = ("ifid", "format", "format-version", "creator", "creator-version", "zoom")
_OWN_TEXTS = {"twine-user-script": SCRIPT_TAG, "twine-user-stylesheet": STYLESHEET_TAG}


def read(text: str) -> Story:
    """Read a published story, or an archive of several, of which the first is taken. Raises `Unreadable`."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except AssertionError as broken:
        # What Python's own reader gives up on, such as “<![![”.
        raise Unreadable(
            "The page is broken where a “<!” stands, so nothing was taken in. Export the story from Twine once more."
        ) from broken
    if not reader.stories:
        raise Unreadable(
            "No story of Twine 2 was found in this page, so nothing was taken in. In Twine choose “Publish to File” or "
            "“Export As Twee”, and bring in that file. A story of Twine 1 has to be opened in Twine 2 first."
        )
    first, *others = reader.stories
    check_count(len(first.passages))
    if others:
        named = ", ".join(f"“{other.title}”" for other in others[:MOST_NAMED])
        more = f" and {len(others) - MOST_NAMED:,} more" if len(others) > MOST_NAMED else ""
        said = f"The file holds {len(others) + 1:,} stories. The first, “{first.title}”, was taken; the others are "
        first.notes.append(Note("", f"{said}{named}{more}."))
    return first.story()


MOST_NAMED = 5


@dataclass
class _Found:
    """A story while it is read. `numbers` lead from a passage's number to its name."""

    title: str
    start_number: str
    data: dict[str, object]
    passages: dict[str, Passage] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def add(self, attributes: dict[str, str], text: str) -> None:
        name = " ".join(attributes.get("name", "").split())
        if not name:
            name = f"Passage {attributes.get('pid') or len(self.passages) + 1}"
            self.notes.append(Note(name, "It has no name of its own, so it was called by its number."))
        if len(name) > LONGEST_NAME:
            raise Unreadable(f"A passage's name has more than {LONGEST_NAME} characters, so nothing was taken in.")
        if name in self.passages:
            del self.passages[name]
            self.notes.append(Note(name, "It stands there twice: the later one was taken."))
        metadata = {key: attributes[key] for key in ("position", "size") if attributes.get(key)}
        self.passages[name] = Passage(name, text.strip(), tuple(attributes.get("tags", "").split()), metadata)
        self.numbers.setdefault(attributes.get("pid", ""), name)

    def story(self) -> Story:
        started = self.numbers.get(self.start_number) if self.start_number else None
        if started:
            self.data["start"] = started
        return Story(self.title, tuple(self.passages.values()), self.data, tuple(self.notes))


class _Reader(HTMLParser):
    """Collects stories. Everything outside of them, such as the program that plays them, is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stories: list[_Found] = []
        self.open: _Found | None = None
        self.inside: dict[str, str] | None = None
        self.ends_with = ""
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: cleaned(value or "") for name, value in attrs}
        if tag == STORY:
            self._finish()
            data: dict[str, object] = {key: attributes[key] for key in _KEPT if attributes.get(key)}
            title = " ".join(attributes.get("name", "").split())
            self.open = _Found(title, attributes.get("startnode", ""), data)
            self.stories.append(self.open)
        elif self.open is None:
            return
        elif tag == PASSAGE:
            self._finish()
            self._begin(tag, attributes)
        elif attributes.get("id") in _OWN_TEXTS and tag in ("script", "style"):
            self._finish()
            kind = _OWN_TEXTS[attributes["id"]]
            self._begin(tag, {"name": f"Story {kind}", "tags": kind})
        elif self.inside is not None:
            # Twine escapes what a passage says; another program may not have, and its writer meant the tag as text.
            self.pieces.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == STORY:
            self._finish()
            self.open = None
        elif self.inside is not None and tag == self.ends_with:
            self._finish()
        elif self.inside is not None:
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.inside is not None:
            self.pieces.append(data)

    def close(self) -> None:
        """The end of the file ends what stands open."""
        super().close()
        self._finish()

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.inside, self.ends_with, self.pieces = attributes, tag, []

    def _finish(self) -> None:
        inside, self.inside = self.inside, None
        text = cleaned("".join(self.pieces))
        if inside is None or self.open is None:
            return
        if "tags" in inside and inside["tags"] in (SCRIPT_TAG, STYLESHEET_TAG) and not text.strip():
            return
        self.open.add(inside, text)
