"""Bringing in a conversation from Twine or Twee, and taking one along as Twee."""

from dataclasses import dataclass

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts.session_views import count
from coursesite.conversations.exchange import LARGEST_FILE, Brought, Unreadable
from coursesite.library.desk_views import allowed
from coursesite.library.models import Kind
from coursesite.library.tree import LARGEST_TEXT
from coursesite.studio.addresses import WRITE, desk_href
from coursesite.studio.shelf import bringing, creating
from coursesite.studio.shelf import creating_queries as queries
from coursesite.studio.shelf.creating import Full
from coursesite.studio.shelf.creating_queries import Course
from coursesite.studio.shelf.new_desk import CourseIsFull
from coursesite.studio.shelf.new_forms import NewForm
from coursesite.studio.studio_desk import bp
from coursesite.studio.writing.bounds import STORIES
from coursesite.studio.written_desk import never_kept, written
from coursesite.text.frontmatter import FrontMatterError
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.filters import count_in_words
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

CHOOSE_FILE = "Choose a file: one that Twine published, or a Twee file."
MOST_TOLD = 200


class CantGoOut(Problem):
    """A conversation that can't be written as Twee."""

    status = 409
    title = "This can’t be downloaded as it is"
    kept = "Nothing was changed."
    do = "Put that right in the editor, and download it again."

    def __init__(self, unreadable: Unreadable) -> None:
        super().__init__(unreadable.sentence)
        line = f"Line {unreadable.line}: " if unreadable.line else ""
        self.happened = line + unreadable.sentence


@dataclass(frozen=True, slots=True)
class BringPage:
    """Choosing a file; `problem` says why it can't be read, `missing` that there is none."""

    course: Course
    problem: str = ""
    missing: str = ""

    @property
    def address(self) -> str:
        """Where it is sent."""
        return desk_href(self.course.key, "bring")

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        above: list[tuple[str, str | None]] = [("Write", WRITE), (self.course.title, desk_href(self.course.key))]
        return [*above, ("Bring in a conversation", None)]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What was read of a file, before the draft is made."""

    course: Course
    form: NewForm
    source: str
    brought: Brought | None = None

    @property
    def address(self) -> str:
        """Where it is sent."""
        return desk_href(self.course.key, "bring/draft")

    @property
    def again(self) -> str:
        """Where another file is chosen."""
        return desk_href(self.course.key, "bring")

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        above: list[tuple[str, str | None]] = [("Write", WRITE), (self.course.title, desk_href(self.course.key))]
        return [*above, ("Bring in a conversation", self.again), ("What was read", None)]

    @property
    def summary(self) -> str:
        """How much came; empty where the text is on its second way round."""
        if self.brought is None:
            return ""
        scenes = self.brought.script.scenes
        replies = count_in_words(sum(len(scene.replies) for scene in scenes), "reply", "replies")
        endings = count_in_words(len(self.brought.endings), "ending")
        return f"{count_in_words(len(scenes), 'scene').capitalize()} came, with {replies} and {endings}."

    @property
    def told(self) -> list[tuple[str, str]]:
        """The first of what did not come along: of which passage, and what."""
        return bringing.told(self.brought.notes)[:MOST_TOLD] if self.brought else []

    @property
    def untold(self) -> int:
        """How much more there is of that."""
        return max(len(self.brought.notes) - MOST_TOLD, 0) if self.brought else 0


@bp.get("/studio/write/<key>/bring")
@needs("coach")
def bring(key: str) -> Response:
    """Choose a file."""
    return _asked(BringPage(_course(key)))


@bp.post("/studio/write/<key>/bring")
@needs("coach")
def read_story(key: str) -> Response:
    """Read the file and show what came of it; nothing is begun yet."""
    course = _course(key)
    data, name = _sent_file()
    count(STORIES, str(current_user.id), clock.now())
    if not data:
        return _asked(BringPage(course, missing=CHOOSE_FILE), 422)
    try:
        brought = bringing.read(data)
    except Unreadable as unreadable:
        line = f"Line {unreadable.line}: " if unreadable.line else ""
        return _asked(BringPage(course, problem=line + unreadable.sentence), 422)
    form = NewForm(data={"title": bringing.title_of(brought, name)})
    return _read(ReadPage(course, form, bringing.source_of(brought), brought))


@bp.post("/studio/write/<key>/bring/draft")
@needs("coach")
def begin_brought(key: str) -> Response:
    """Begin the draft with what was read, and open it."""
    course, submission = _course(key), once.submitted()
    if led := outcome_of(read_db(), submission):
        return see(led)
    form, source = NewForm(request.form), request.form.get("source", "").replace("\r\n", "\n")
    if not source or len(source.encode(errors="replace")) > LARGEST_TEXT:
        return see(desk_href(course.key, "bring"))
    if not form.validate():
        return _read(ReadPage(course, form, source), 422)
    session, now = write_db(), clock.now()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or desk_href(course.key))
    user, text = (current_user.id, current_user.name), bringing.taken_apart(source)
    title, summary = form.title.data or "", text.fields.get("summary", "")
    try:
        piece = (Kind.CONVERSATION, title, user, now)
        begun = creating.create(session, *piece, summary=summary, course=course, body=text.body, said=text.fields)
    except FrontMatterError as error:
        session.rollback()
        form.title.errors = [str(error)]
        return _read(ReadPage(course, form, source), 422)
    except Full:
        session.rollback()
        raise CourseIsFull from None
    leads = desk_href(begun)
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


@bp.get("/studio/write/<key>/twee")
@needs("coach")
def download_twee(key: str) -> Response:
    """The draft, or what is published where there is none, as a Twee file."""
    found = written(key, "looks")
    if found.kind != Kind.CONVERSATION.value:
        raise NotHere
    try:
        data = bringing.twee_of(found.source, f"{settings().base_url}#{found.key}")
    except Unreadable as unreadable:
        raise CantGoOut(unreadable) from unreadable
    response = never_kept(make_response(data))
    response.mimetype = "text/plain"
    slug = creating.slug_of(found.slug)
    response.headers.set("Content-Disposition", "attachment", filename=f"{slug}.twee")
    return response


def _course(key: str) -> Course:
    found = queries.course_with(read_db(), key)
    if found is None:
        raise NotHere
    allowed(found.id, "writes")
    return found


def _sent_file() -> tuple[bytes, str]:
    """The bytes of the file that was chosen, one more than are allowed at most, and its name; empty without one."""
    file = request.files.get("file")
    if file is None:
        return b"", ""
    with file.stream:
        return file.stream.read(LARGEST_FILE + 1), file.filename or ""


def _asked(page: BringPage, status: int = 200) -> Response:
    return make_response(render_template("studio/bring.html", page=page), status)


def _read(page: ReadPage, status: int = 200) -> Response:
    return never_kept(make_response(render_template("studio/bring_read.html", page=page), status))
