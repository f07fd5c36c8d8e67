"""The coach's pages for questions that come from other programs."""

from collections.abc import Mapping, Sequence

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.exercises.exchange import LARGEST_FILE, Unreadable
from coursesite.exercises.exchanging import PieceKind, TakenIn, beside
from coursesite.learning.course_views import bp
from coursesite.learning.quizzes import desk_queries, incoming
from coursesite.learning.quizzes.desk_queries import CourseLine
from coursesite.learning.quizzes.export_desk import originals
from coursesite.learning.quizzes.incoming import Carried, Target
from coursesite.learning.quizzes.pages.exchange import ImportPage, ReadPage
from coursesite.learning.quizzes.pages.studio import QUIZZES
from coursesite.library import publishing
from coursesite.library.models import Kind
from coursesite.library.publishing import Plan, Stale
from coursesite.library.rights import may_in
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.setup import LONGEST_REQUEST
from coursesite.web.state import read_db, settings, write_db

MOST_COURSES = 500
CHOOSE_FILE = "Choose a file with questions in it."
CHOOSE_COURSE = "Choose the course that they are for."
NAME_IT = "Give it a title of at most 200 characters, such as “Questions about listening”."


MOST_PARTS = 20_000
"""Fields of that form: each note on what was read takes two."""


@bp.url_value_preprocessor
def _room_for_pictures(endpoint: str | None, _values: Mapping[str, object] | None) -> None:
    """A form that carries pictures on is larger than what anybody types; said before anything reads the form."""
    if endpoint == "learning.publish_import":
        request.max_form_memory_size = LONGEST_REQUEST
        request.max_form_parts = MOST_PARTS


@bp.get("/studio/quizzes/import")
@needs("coach")
def import_questions() -> str:
    """Choose a file."""
    page = ImportPage(_courses(), course=request.args.get("course", ""))
    return render_template("learning/desk_import.html", page=page)


@bp.post("/studio/quizzes/import")
@needs("coach")
def read_import() -> Response:
    """Read the file and show what was read; nothing is published yet."""
    courses = _courses()
    course, target = _target(courses)
    data, name = _sent_file()
    wanted = request.form.get("format", "")
    missing = _missing(course, target)
    if not data:
        missing["file"] = CHOOSE_FILE
    problem = ""
    if not missing:
        try:
            taken = incoming.read(data, name, wanted, target)
            there = originals(f"courses/{target.course}", [picture.name for picture in taken.pictures])
            taken = beside(taken, there.get)
            return _read_page(course, target, taken)
        except Unreadable as unreadable:
            line = f"Line {unreadable.line}: " if unreadable.line else ""
            problem = line + unreadable.sentence
    page = ImportPage(courses, target.course, target.kind, target.title, wanted, problem, missing)
    return make_response(render_template("learning/desk_import.html", page=page), 422)


@bp.post("/studio/quizzes/import/publish")
@needs("coach")
def publish_import() -> Response:
    """Publish what was read, as it was changed here; what is wrong with it comes back with its line."""
    if led := outcome_of(read_db(), once.submitted()):
        return see(led)
    courses = _courses()
    course, target = _target(courses)
    if course is None or _missing(course, target):
        return see("/studio/quizzes/import")
    source = request.form.get("source", "").replace("\r\n", "\n")
    carried = [Carried(*one) for one in zip(*map(request.form.getlist, ("picture", "picture_data")), strict=False)]
    problem = incoming.refused_as_slow(target.path, source.encode())
    try:
        pictures = incoming.unpacked(carried)
    except Unreadable as unreadable:
        problem, pictures = unreadable.sentence, {}
    if problem:
        return _again(course, target, source, carried, problem=problem)
    plan = publishing.plan_one(read_db(), target.path, source.encode(), settings().data_dir, pictures, now=clock.now())
    if plan.report.faults:
        return _again(course, target, source, carried, plan=plan)
    return _published(course, target, source, carried, plan)


def _published(course: CourseLine, target: Target, source: str, carried: list[Carried], plan: Plan) -> Response:
    session, now, submission = write_db(), clock.now(), once.submitted()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or QUIZZES)
    try:
        publishing.carry_out(session, plan, now, author_id=current_user.id)
    except Stale:
        session.rollback()
        problem = "Somebody else published at the same moment, so nothing was published. Send it once more."
        return _again(course, target, source, carried, problem=problem)
    found = desk_queries.piece_at(session, target.path)
    leads = f"{QUIZZES}?done=published"
    if found is not None and found[0] == Kind.QUIZ.value:
        leads = f"/courses/{target.course}/{found[1]}/"
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def _courses() -> Sequence[CourseLine]:
    """The published courses in which who asks may publish."""
    session = read_db()
    mine = may_in(session, current_user.id, current_user.role, "publishes")
    return [one for one in desk_queries.courses(session, MOST_COURSES) if one.id in mine]


def _target(courses: Sequence[CourseLine]) -> tuple[CourseLine | None, Target]:
    """Where the form says that questions go; the course is none where it names no published one."""
    wanted = request.form.get("course", "")
    course = next((one for one in courses if _folder(one) == wanted), None)
    kind: PieceKind = "quiz" if request.form.get("kind") == "quiz" else "pool"
    title = " ".join(request.form.get("title", "").split())
    return course, Target(wanted, kind, title, course.last_place + 1 if course else 1)


def _sent_file() -> tuple[bytes, str]:
    """The bytes of the file that was chosen, one more than are allowed at most, and its name; empty without one."""
    file = request.files.get("file")
    if file is None:
        return b"", ""
    with file.stream:
        return file.stream.read(LARGEST_FILE + 1), file.filename or ""


def _missing(course: CourseLine | None, target: Target) -> dict[str, str]:
    found = {} if course else {"course": CHOOSE_COURSE}
    if not 0 < len(target.title) <= 200:
        found["title"] = NAME_IT
    return found


def _folder(course: CourseLine) -> str:
    return course.path.split("/")[1] if "/" in course.path else ""


def _read_page(course: CourseLine | None, target: Target, taken: TakenIn) -> Response:
    page = ReadPage(
        target.course,
        course.title if course else target.course,
        target.kind,
        target.title,
        taken.source.decode(),
        incoming.kinds_in(taken.source),
        incoming.notes_by_line(taken.notes),
        incoming.packed(taken.pictures),
    )
    return make_response(render_template("learning/desk_import_read.html", page=page))


def _again(
    course: CourseLine,
    target: Target,
    source: str,
    carried: list[Carried],
    *,
    plan: Plan | None = None,
    problem: str = "",
) -> Response:
    """The same text once more, with what is wrong with it."""
    notes = list(zip(*map(request.form.getlist, ("note_line", "note")), strict=False))
    faults = plan.report.faults if plan else ()
    page = ReadPage(
        target.course,
        course.title,
        target.kind,
        target.title,
        source,
        incoming.kinds_in(source.encode()),
        notes,
        carried,
        faults,
        problem,
    )
    return make_response(render_template("learning/desk_import_read.html", page=page), 422)
