"""Conversations that come from Twine and go there: files read with an end, drafts' texts, files to take along."""

from collections.abc import Mapping
from dataclasses import dataclass

from coursesite.conversations import exchange
from coursesite.conversations.exchange import Brought, Note, Unreadable
from coursesite.library.metadata import read_source
from coursesite.library.models import Kind
from coursesite.studio.shelf.starting import starting_text
from coursesite.text import frontmatter
from coursesite.text.frontmatter import FrontMatterError
from coursesite.text.markup import Unrendered
from coursesite.text.timed import run_limited

SECONDS = 5.0
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Text:
    """What a draft begins with besides its title: fields of the front matter, and the text below it."""

    fields: Mapping[str, str]
    body: str


def read(data: bytes) -> Brought:
    """What a file becomes, worked out apart from the site and stopped if it takes too long. Raises `Unreadable`."""
    try:
        return run_limited(exchange.bring_in, data, seconds=SECONDS)
    except Unrendered as slow:
        raise Unreadable(str(slow)) from slow


def title_of(brought: Brought, filename: str) -> str:
    """What it is called: by its story, else by its file."""
    title = brought.title or filename.rpartition(".")[0] or filename
    return " ".join("".join(sign for sign in title if sign.isprintable()).split())[:LONGEST_TITLE].strip()


def source_of(brought: Brought) -> str:
    """The text of the draft to come. Fields that a front matter can't hold are left out."""
    fields = dict(brought.fields)
    try:
        return starting_text(Kind.CONVERSATION, "Untitled", body=brought.body, said=fields)
    except FrontMatterError:
        return starting_text(Kind.CONVERSATION, "Untitled", body=brought.body, said={})


def taken_apart(source: str) -> Text:
    """The same text as a form brought it back."""
    front = frontmatter.read(source)
    fields = {name: front.fields[name].value for name in exchange.FIELDS if name in front.fields}
    return Text({name: value for name, value in fields.items() if isinstance(value, str)}, front.body)


def twee_of(source: bytes, address: str) -> bytes:
    """A conversation as Twee; `address` is what tells it from all others. Raises `Unreadable`."""
    front, metadata, _faults = read_source(source, Kind.CONVERSATION)
    fields = {name: front.fields[name].value for name in exchange.FIELDS if name in front.fields}
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    meters = dict(metadata.values.get("meters", ()))
    story = exchange.story_of(metadata.title, texts, meters, front.body, address)
    return exchange.write_twee(story).encode()


def told(notes: tuple[Note, ...]) -> list[tuple[str, str]]:
    """What did not come along: of which passage, and what. What concerns the whole file comes first."""
    return sorted(((note.passage, note.sentence) for note in notes), key=lambda one: one[0] != "")
