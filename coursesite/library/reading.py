"""Published pieces for pages: compiled content and outlines, kept in the process under keys that never go stale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from coursesite import exercises
from coursesite.conversations import Conversation
from coursesite.library import outline_queries, queries
from coursesite.library.addresses import address_of
from coursesite.library.compiling import COMPILER, compile_source
from coursesite.library.keeping import Kept
from coursesite.library.models import Joining, Kind
from coursesite.library.outlines import Outline, OutlineLesson, outline_of
from coursesite.library.paths import parsed_path
from coursesite.library.surroundings import Surroundings
from coursesite.text.markup import Picture

__all__ = [
    "Block",
    "Content",
    "CourseCard",
    "Heading",
    "Outline",
    "OutlineLesson",
    "content",
    "content_of",
    "contents",
    "courses",
    "every_course",
    "listed",
    "outline",
]

MOST_CONTENTS = 512
MOST_OUTLINES = 64


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading for the page's own outline: its level from 2 to 6, its text, its id."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a lesson: safe HTML, or an exercise."""

    prose: str = ""
    exercise: exercises.Compiled | None = None


@dataclass(frozen=True)
class Content:
    """One revision as pages show it. `values` holds the front matter's other fields, `sources` the list of sources,
    `sources_after` the whole list of a quiz or a conversation, with what explains its answers or is told afterwards.
    `conversation` is one's own scenes; its blocks are what stands before them. `scene_lines` say, of one that is being
    written, where in the file its scenes begin."""

    revision_id: int
    kind: Kind
    key: str
    title: str
    summary: str
    description: str
    values: Mapping[str, Any]
    blocks: tuple[Block, ...]
    sources: str
    headings: tuple[Heading, ...]
    questions: tuple[str, ...]
    minutes: int
    words: int
    sources_after: str = ""
    conversation: Conversation | None = None
    scene_lines: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def exercises(self) -> dict[str, exercises.Compiled]:
        """The exercises by their ids, in the order in which they stand."""
        return {block.exercise.id: block.exercise for block in self.blocks if block.exercise is not None}


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course in the list of courses. `lessons`, `quizzes` and `conversations` count them, `needed` what completes
    the course.

    `joining` is how people come in.
    """

    id: int
    slug: str
    address: str
    title: str
    summary: str
    topic: str
    level: str
    lessons: int
    quizzes: int
    needed: int
    minutes: int
    key: str
    outline_version: int
    joining: str = Joining.OPEN.value
    conversations: int = 0

    @property
    def is_listed(self) -> bool:
        """Whether everybody may know of it: a course by link is found by whoever has the link, and nowhere else."""
        return self.joining != Joining.LINK


class _Caches:
    """What this process keeps of one database."""

    def __init__(self) -> None:
        self.contents: Kept[Content] = Kept(MOST_CONTENTS)
        self.outlines: Kept[Outline] = Kept(MOST_OUTLINES)
        self.courses: Kept[tuple[CourseCard, ...]] = Kept(4)


# By engine, since ids mean something only within one database; a test sees many.
_caches: WeakKeyDictionary[Engine, _Caches] = WeakKeyDictionary()


def content(session: Session, revision_id: int) -> Content:
    """A revision's content, from the process's cache or by one query. Raises `LookupError` where there is none."""
    return contents(session, [revision_id])[0]


def contents(session: Session, revision_ids: Sequence[int]) -> list[Content]:
    """The contents of several revisions in the same order, by one query for all that the process hasn't kept.

    Raises `LookupError` where there is none.
    """
    kept = _kept(session).contents
    missing = [revision_id for revision_id in revision_ids if revision_id not in kept]
    rows = queries.compiled_of(session, missing) if missing else {}
    return [kept.get(found, partial(_read_content, session, found, rows)) for found in revision_ids]


def outline(session: Session, course_id: int, outline_version: int) -> Outline:
    """A course's outline as it was at this version, from the process's cache or by one query."""
    key = (course_id, outline_version)
    return _kept(session).outlines.get(key, lambda: _read_outline(session, course_id))


def courses(session: Session, version: int | None = None) -> tuple[CourseCard, ...]:
    """The published courses that are listed, by topic: topics in the order of their first course, courses in their own.

    `version` is the shelf's where the caller has just read it, and saves asking again.
    """
    return listed(every_course(session, version))


def listed(courses: Sequence[CourseCard]) -> tuple[CourseCard, ...]:
    """Those of these courses that everybody may know of."""
    return tuple(course for course in courses if course.is_listed)


def every_course(session: Session, version: int | None = None) -> tuple[CourseCard, ...]:
    """The same with the courses by link, for pages that show somebody their own."""
    version = queries.shelf_version(session) if version is None else version
    return _kept(session).courses.get(version, lambda: _read_courses(session))


def _kept(session: Session) -> _Caches:
    engine = session.get_bind().engine
    caches = _caches.get(engine)
    return caches if caches is not None else _caches.setdefault(engine, _Caches())


def _read_content(session: Session, revision_id: int, rows: Mapping[int, tuple[dict[str, Any], int]]) -> Content:
    # Another thread may have pushed it out since it was seen among the kept ones.
    found = rows.get(revision_id) or queries.compiled_of(session, [revision_id]).get(revision_id)
    if found is None:
        raise LookupError(f"there is no revision {revision_id}")
    compiled, compiler = found
    if compiler < COMPILER:
        compiled = _compiled_again(session, revision_id, compiled)
    return content_of(revision_id, compiled)


def _compiled_again(session: Session, revision_id: int, old: dict[str, Any]) -> dict[str, Any]:
    """What today's compiler makes of the same source; what the old one made, where today's finds a fault in it."""
    source = queries.source_of(session, revision_id)
    parsed = parsed_path(source[0]) if source else None
    if source is None or parsed is None:
        return old
    pictures = {path: Picture(*served) for path, served in old.get("pictures", {}).items()}
    made = compile_source(source[0], parsed[0], source[1], Surroundings(old.get("links", {}), pictures), old)
    return made.compiled or old


def content_of(revision_id: int, compiled: Mapping[str, Any]) -> Content:
    """What pages show of a compiled form; 0 for one that is no revision yet."""
    return Content(
        revision_id=revision_id,
        kind=Kind(compiled["kind"]),
        key=compiled["key"],
        title=compiled["title"],
        summary=compiled["summary"],
        description=compiled["description"],
        values=compiled["values"],
        blocks=tuple(_block(block) for block in compiled["blocks"]),
        sources=compiled["sources"],
        headings=tuple(Heading(*heading) for heading in compiled["headings"]),
        questions=tuple(compiled["questions"]),
        minutes=compiled["minutes"],
        words=compiled["words"],
        sources_after=compiled.get("sources_after", ""),
        conversation=Conversation.from_dict(compiled["conversation"]) if "conversation" in compiled else None,
        scene_lines=compiled.get("scene_lines", {}),
    )


def _block(block: Mapping[str, Any]) -> Block:
    if "prose" in block:
        return Block(prose=block["prose"])
    return Block(exercise=exercises.Compiled.from_dict(block["exercise"]))


def _read_outline(session: Session, course_id: int) -> Outline:
    return outline_of(course_id, outline_queries.outline_rows(session, course_id))


def _read_courses(session: Session) -> tuple[CourseCard, ...]:
    cards = [
        CourseCard(row[0], row[1], address_of(Kind.COURSE, row[1], None), *row[2:])
        for row in outline_queries.course_rows(session)
    ]
    topics = list(dict.fromkeys(card.topic for card in cards))
    return tuple(sorted(cards, key=lambda card: topics.index(card.topic)))
