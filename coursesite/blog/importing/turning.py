"""One entry's HTML made into the Markdown file that it will be, and into what pages are made of.

Runs in the helper process (`text.timed`): what comes from elsewhere may take longer than it may.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from coursesite.exercises.escaping import markdown_of_text
from coursesite.library.compiling import Compilation, compile_source
from coursesite.library.models import Kind
from coursesite.library.storing import JsonDict
from coursesite.library.surroundings import Surroundings
from coursesite.text import frontmatter
from coursesite.text.fromhtml import Source, markdown_of_post, words_only
from coursesite.text.frontmatter import FrontMatterError
from coursesite.text.markup import LONGEST, Picture, Unrendered, render
from coursesite.text.plain import excerpt, plain_text
from coursesite.text.results import Kind as TextKind
from coursesite.text.slugs import slugify

MOST_TAGS = 12
LONGEST_TAG = 40
LONGEST_SUMMARY = 300
LONGEST_EXCERPT = 1000
LONGEST_AUTHOR = 120
ROOM = 20_000
"""Bytes below the longest text that are left free, for marks that escaping adds."""
ENOUGH = 80
"""Characters that make a summary; a shorter beginning takes the next paragraph along."""
_NO_PROSE = re.compile(r"#|>|\||[-+*] |\d+[.)] |```|~~~|    |!?\[[^\]]*\]\([^()]*\)$|\*\[")
_SENTENCE = re.compile(r"(?<=[.!?…。])[\"”’)]*\s+")


@dataclass(frozen=True, slots=True)
class Work:
    """What is needed to turn one entry. `own` is its source where our export had it.

    `base` is where it stood. `links` are new targets by old addresses, `images` places beside the text by theirs.
    `addresses` and `pictures` are what stands around it, by paths under the content folder.
    """

    kind: str
    path: str
    key: str
    title: str
    html: str
    excerpt: str = ""
    author: str = ""
    published: str = ""
    is_draft: bool = False
    comments_open: bool = True
    tags: tuple[str, ...] = ()
    wordpress: bool = False
    base: str = ""
    own: bytes | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turned:
    """What came of it. `is_words_only`: the text could not be shown as it was, and only its words are kept.

    `has_own_summary`: the old blog had none, and it is the beginning of the text.
    """

    source: bytes
    compiled: JsonDict
    doubts: tuple[str, ...] = ()
    is_words_only: bool = False
    has_own_summary: bool = False


def turn(work: Work) -> Turned:
    """Turn one entry. Never raises for what stands in it: the last resort is its words, as a draft."""
    if work.own is not None:
        made = _compiled(work, work.own)
        return Turned(work.own, made.compiled) if made.compiled else words_only_of(work, _reason(made))
    doubts: list[str] = []
    source = Source.WORDPRESS if work.wordpress else Source.BLOGGER
    converted = markdown_of_post(
        work.html,
        links=lambda target: work.links.get(target) or _whole(work.base, target),
        images=lambda address, _alt: work.images.get(address),
        source=source,
    )
    doubts += converted.doubts
    summary, is_made = _summary(work, converted.markdown)
    if not converted.markdown.strip():
        doubts.append("It has no text.")
    data = _file(work, summary, _tags(work.tags, doubts), converted.markdown)
    made = _compiled(work, data)
    if not made.compiled:
        return words_only_of(work, _reason(made))
    return Turned(data, made.compiled, tuple(doubts), has_own_summary=is_made)


def _whole(base: str, target: str) -> str:
    """A target of the old blog as it is written from anywhere; here its relative ones would lead elsewhere."""
    try:
        return urljoin(base, target)
    except ValueError:
        return target


def words_only_of(work: Work, reason: str) -> Turned:
    """An entry's words as a draft, where its text can't be shown: `reason` is a sentence that says why."""
    text = work.html if work.own is None else frontmatter.read(work.own.decode("utf-8", "replace")).body
    words = plain_text(_without_tangle(text)) or words_only(text)
    shortened = words.encode()[: LONGEST[TextKind.LESSON] // 2 - ROOM].decode("utf-8", "ignore")
    doubts = [f"It comes as a draft with its words alone, since the text can't be shown as it was: {reason}"]
    if shortened != words:
        doubts.append("It is longer than a post may be, and is cut: divide it, and bring the rest over by hand.")
    draft = replace(work, kind=Kind.POST.value, is_draft=True, own=None)
    summary = _shortened(" ".join(work.excerpt.split()) or shortened) or work.title
    for body in (markdown_of_text(shortened), f"````\n{shortened.replace('````', '')}\n````"):
        data = _file(draft, summary, _tags(work.tags, []), body)
        made = _compiled(draft, data)
        if made.compiled:
            return Turned(data, made.compiled, tuple(doubts), is_words_only=True)
    data = _file(draft, work.title, (), "")
    return Turned(data, _compiled(draft, data).compiled, tuple(doubts), is_words_only=True)


def _without_tangle(html: str) -> str:
    """HTML that Python's own reader goes through in a straight line."""
    return re.sub(r"<!--.*?-->|<[!?][^<>]*>", "", html[:1_000_000], flags=re.DOTALL)


def _compiled(work: Work, data: bytes) -> Compilation:
    pictures = {path: Picture(*served) for path, served in work.pictures.items()}
    return compile_source(work.path, Kind(work.kind), data, Surroundings(work.addresses, pictures))


def _reason(made: Compilation) -> str:
    fault = made.faults[0]
    return f"{fault.problem} (line {fault.line})"


def _file(work: Work, summary: str, tags: Iterable[str], body: str) -> bytes:
    """The Markdown file: what it says about itself, line by line, and its text."""
    text = f"---\nkey: {work.key}\n---\n"
    fields = [("title", work.title), ("summary", summary)]
    if work.kind == Kind.POST:
        fields += [("tags", ", ".join(tags)), ("author", _shortened(work.author, LONGEST_AUTHOR))]
        fields += [("published", work.published), ("state", "draft" if work.is_draft else "")]
        fields += [("comments", "" if work.comments_open else "closed")]
    for name, value in fields:
        if value:
            text = _with_field(text, name, value)
    return f"{text}\n{body.strip()}\n".encode()


def _with_field(text: str, name: str, value: str) -> str:
    try:
        return frontmatter.with_field(text, name, value)
    except FrontMatterError:
        words = " ".join(re.findall(r"[^\W_]+", value))
        return frontmatter.with_field(text, name, words or "…")


def _tags(names: Iterable[str], doubts: list[str]) -> tuple[str, ...]:
    """Tags as a post may have them: twelve at most, none twice, no comma, which divides them."""
    kept: dict[str, str] = {}
    for name in names:
        short = _shortened(" ".join(name.replace(",", " ").split()), LONGEST_TAG)
        if short != name:
            doubts.append(f"The tag “{name[:60]}” became “{short}”.")
        if any(character.isalnum() for character in short):
            kept.setdefault(slugify(short), short)
    if len(kept) > MOST_TAGS:
        left = ", ".join(list(kept.values())[MOST_TAGS:])
        doubts.append(f"It has {len(kept)} tags and categories, and a post may have {MOST_TAGS}. Left out: {left}.")
    return tuple(kept.values())[:MOST_TAGS]


def _summary(work: Work, markdown: str) -> tuple[str, bool]:
    """The excerpt, or the first sentences of the text, and whether it is those."""
    given = words_only(work.excerpt)
    if given:
        return excerpt(given, LONGEST_EXCERPT), False
    if work.kind == Kind.PAGE:
        return "", False
    return _shortened(" ".join(_beginning(markdown).split())) or work.title, True


def _beginning(markdown: str) -> str:
    """The first paragraph of a text that is nothing but words, and those after it while it is short."""
    found: list[str] = []
    for paragraph in markdown.split("\n\n"):
        if _NO_PROSE.match(paragraph):
            continue
        try:
            found.append(plain_text(render(paragraph[:5000]).html))
        except Unrendered:
            continue
        if sum(map(len, found)) >= ENOUGH:
            break
    return " ".join(found)


def _shortened(text: str, longest: int = LONGEST_SUMMARY) -> str:
    """As many whole sentences as there is room for, else the beginning of the first."""
    if len(text) <= longest:
        return text
    end = max((found.start() for found in _SENTENCE.finditer(text, 0, longest + 1)), default=0)
    return text[:end].rstrip() if end > longest // 3 else excerpt(text, longest)


def beside(path: str, target: str) -> str:
    """How a text at one path of the content folder writes a link to another."""
    return posixpath.relpath(target, posixpath.dirname(path))


def named_files(path: str, source: bytes) -> Iterator[str]:
    """The other Markdown files that a source may link to or be about, by their paths in the content folder."""
    text = source.decode("utf-8", "replace")
    for found in set(re.findall(r"[^\s()\[\]<>\"']+\.md", text)):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(path), found))
    lesson = frontmatter.read(text).fields.get("lesson")
    if lesson is not None and isinstance(lesson.value, str):
        yield f"courses/{lesson.value.strip()}.md"


def named_pictures(path: str, source: bytes) -> Iterator[str]:
    """The pictures that a source may show, by their paths in the content folder."""
    text = source.decode("utf-8", "replace")
    for found in set(re.findall(r"!\[[^\]]*\]\(\s*<?([^\s()<>]+)", text)):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(path), found))
