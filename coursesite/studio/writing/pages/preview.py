"""A text that is being written, as a learner will see it: the very pages that learners read, on what is not published.

Each kind becomes the page object that its own room makes of a published piece, so that its own template draws it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from markupsafe import Markup

from coursesite.blog.posts.queries import TagRow
from coursesite.blog.posts.shelf import Around
from coursesite.blog.posts.showing import PostPage
from coursesite.learning.asking.section import Section
from coursesite.learning.conversing.pages.front import TalkPage
from coursesite.learning.lesson_queries import Mine
from coursesite.learning.pages.course import CoursePage
from coursesite.learning.pages.lesson import LessonPage, Part, parts_of
from coursesite.learning.pages.reader import Reader, Site
from coursesite.learning.queries import Standing
from coursesite.learning.quizzes.pages.frame import Frame
from coursesite.learning.quizzes.pages.front import FrontPage
from coursesite.learning.quizzes.policy import policy_of
from coursesite.learning.showing.exercise import Shown, show
from coursesite.learning.showing.prepared import PreparedLesson, prepare
from coursesite.library.addresses import address_of
from coursesite.library.models import Joining, Kind
from coursesite.library.outlines import Outline, OutlineLesson
from coursesite.library.post_queries import PostRow
from coursesite.library.posts import facts, published_at
from coursesite.library.queries import CourseRow, LessonRow
from coursesite.library.reading import Content
from coursesite.studio.writing.pages.scenes import Scenes
from coursesite.studio.writing.queries import Written
from coursesite.text.slugs import slugify
from coursesite.web.markup import safe

UNTITLED = "Without a title"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where the text stands and who looks: what a page says besides the text. `about` is of a post, title and address
    of the lesson that it names. `body_line` is the line with which the text below the fields begins, `wrong` holds its
    lines with faults.
    """

    written: Written
    slug: str
    course_slug: str
    outline: Outline
    reader: Reader
    site: Site
    now: datetime
    about: tuple[str, str] | None = None
    body_line: int = 1
    wrong: tuple[int, ...] = ()


@dataclass(frozen=True)
class Preview:
    """A page with the template that draws it; `values` are what the template takes besides the page."""

    template: str
    page: Any
    drawn: "Drawn"
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawn:
    """The exercises of a text that is being written, each as its page shows it to somebody who hasn't answered."""

    content: Content
    address: str

    @cached_property
    def prepared(self) -> PreparedLesson:
        """Made ready, and kept only as long as this page is."""
        return prepare(self.content)

    def shown(self, exercise_id: str) -> Shown:
        """One exercise."""
        return show(self.prepared.exercises[exercise_id], self.address, Mine(), None)

    def looks(self, exercise_id: str) -> str:
        """All that its looks depend on."""
        found = self.prepared.exercises[exercise_id]
        return json.dumps([self.address, self.content.key, found.level, found.compiled.to_dict()])


@dataclass(frozen=True)
class PoolPage:
    """The questions of a pool, which learners see only in the quizzes that draw them."""

    title: str
    course_title: str
    parts: list[Part]
    words: str


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of the site's own."""

    title: str
    summary: str
    body: Markup
    sources: Markup


def preview_of(content: Content, at: Standpoint) -> Preview:
    """The page that a learner or reader will see."""
    address = address_of(content.kind, at.slug, at.course_slug) or "/"
    drawn = Drawn(content, address)
    makers = {Kind.COURSE: _course, Kind.QUIZ: _quiz, Kind.POOL: _pool, Kind.POST: _post, Kind.PAGE: _page}
    makers[Kind.CONVERSATION] = _conversation
    template, page, values = makers.get(content.kind, _lesson)(content, at)
    return Preview(template, page, drawn, {"page_url": "", **values})


_Made = tuple[str, Any, dict[str, object]]


def _lesson_row(content: Content, at: Standpoint) -> LessonRow:
    written = at.written
    return LessonRow(
        id=written.id,
        key=written.key,
        kind=content.kind.value,
        slug=at.slug,
        title=content.title or UNTITLED,
        summary=content.summary,
        minutes=content.minutes,
        published_revision_id=0,
        course_id=written.course_id or 0,
        course_slug=at.course_slug,
        course_title=written.course_title or "",
        outline_version=0,
        changed_at=at.now,
        joining=Joining.OPEN.value,
    )


def _with_this(content: Content, at: Standpoint) -> Outline:
    """The course's outline with this text in its place."""
    row, found = _lesson_row(content, at), at.outline.lesson(at.written.id)
    line = OutlineLesson(
        id=row.id,
        kind=content.kind,
        place=found.place if found else len(at.outline.lessons) + 1,
        number=0 if content.kind is not Kind.LESSON else (found.number if found else 0) or at.outline.lesson_count + 1,
        slug=row.slug,
        address=address_of(content.kind, row.slug, row.course_slug),
        title=row.title,
        summary=row.summary,
        minutes=row.minutes,
        questions=content.questions,
        posts=found.posts if found else (),
    )
    if found is None:
        return Outline(at.outline.course_id, (*at.outline.lessons, line))
    return Outline(at.outline.course_id, tuple(line if one.id == line.id else one for one in at.outline.lessons))


def _lesson(content: Content, at: Standpoint) -> _Made:
    mine = Mine(enrolled_at=at.now)
    page = LessonPage(_lesson_row(content, at), content, _with_this(content, at), mine, at.reader, at.site)
    return "studio/preview_lesson.html", page, {"asks": Section(page.address)}


def _conversation(content: Content, at: Standpoint) -> _Made:
    talk = content.conversation
    if talk is None:
        return _lesson(content, at)
    outline, mine = _with_this(content, at), Mine(enrolled_at=at.now)
    wordings = {content.revision_id: talk}
    page = TalkPage(_lesson_row(content, at), content, outline, mine, at.reader, at.site, wordings=wordings)
    scenes = Scenes(content, talk, at.body_line, at.wrong) if talk.scenes else None
    return "studio/preview_conversation.html", page, {"scenes": scenes}


def _quiz(content: Content, at: Standpoint) -> _Made:
    frame = Frame(_lesson_row(content, at), at.reader)
    policy = policy_of(content.values)
    page = FrontPage(frame, content, _with_this(content, at), policy, (), None, at.now)
    return "studio/preview_quiz.html", page, {"parts_asked": parts_of(content)}


def _pool(content: Content, at: Standpoint) -> _Made:
    count = len(content.exercises)
    words = f"{count} question{'' if count == 1 else 's'} to draw from"
    page = PoolPage(content.title or UNTITLED, at.written.course_title or "", parts_of(content), words)
    return "studio/preview_pool.html", page, {}


def _course(content: Content, at: Standpoint) -> _Made:
    written = at.written
    row = CourseRow(
        id=written.id,
        key=written.key,
        slug=at.slug,
        title=content.title or UNTITLED,
        summary=content.summary,
        topic=next(iter(content.values.get("topics", ())), ""),
        level=content.values.get("level", ""),
        published_revision_id=0,
        outline_version=0,
        changed_at=at.now,
        joining=Joining.OPEN.value,
    )
    page = CoursePage(row, content, at.outline, Standing(written.id), at.reader, at.site)
    return "studio/preview_course.html", page, {}


def _post(content: Content, at: Standpoint) -> _Made:
    values, written = content.values, at.written
    said = facts(values)
    row = PostRow(
        id=written.id,
        key=written.key,
        slug=at.slug,
        title=content.title or UNTITLED,
        summary=content.summary,
        author=said["author"],
        author_slug=said["author_slug"],
        published_at=published_at(written.path, values) or at.now,
        minutes=content.minutes,
        comments_open=said["comments_open"],
        about_id=None,
        published_revision_id=0,
        changed_at=at.now,
    )
    tags = [TagRow(written.id, slugify(name), name) for name in values.get("tags", ())]
    around = Around(tags, (), None, None, at.about)
    page = PostPage(row, content, around, 0, at.site.base_url, at.site.name)
    return "studio/preview_post.html", page, {}


def _page(content: Content, _at: Standpoint) -> _Made:
    body = Markup("\n").join(safe(block.prose) for block in content.blocks)
    page = TextPage(content.title or UNTITLED, content.summary, body, safe(content.sources))
    return "studio/preview_page.html", page, {}
