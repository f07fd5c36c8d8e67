"""Numbers of people and the like, in the words of the desk."""

from coursesite.library.models import Kind
from coursesite.studio.addresses import kind_in_words
from coursesite.studio.publishing.effects import Effects
from coursesite.studio.shelf.starting import examples_left
from coursesite.studio.writing.composing import take_apart

MANY = 13


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number in figures with its noun: "1 person", "1,204 people"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def people(number: int) -> str:
    """A number of people."""
    return counted(number, "person", "people")


def whom_in_words(effects: Effects) -> list[str]:
    """Whom a new wording reaches, in sentences, the most touched first; then what was left as it began."""
    return [*_whom(effects), *_left(effects)]


def _left(effects: Effects) -> list[str]:
    kind = Kind(effects.subject.kind)
    found = take_apart(effects.text, kind)
    match examples_left(kind, found.fields.get("summary", ""), found.body):
        case []:
            return []
        case ["summary"]:
            return ["Its summary is still the example that it began with: put your own in its place first."]
        case ["text"]:
            return ["Sentences of the example that it began with still stand in it: put your own in their place first."]
        case _:
            return ["Its summary and sentences of its text are still the example: put your own in their place first."]


def _whom(effects: Effects) -> list[str]:
    subject, reach = effects.subject, effects.reach
    if subject.kind == Kind.POST:
        return [
            "It appears on the blog and in its feeds." if subject.is_new else "Readers see the new wording at once."
        ]
    if subject.kind == Kind.PAGE:
        return ["Everybody who comes to the page sees this wording."]
    if subject.kind == Kind.POOL:
        return _of_pool(effects)
    if subject.kind == Kind.COURSE:
        return _of_course(effects)
    if subject.is_new:
        return _of_new(effects)
    kind = kind_in_words(subject.kind)
    found = []
    if reach.attempts:
        verb = "is" if reach.attempts == 1 else "are"
        goes = "it goes on in the wording it began with" if reach.attempts == 1 else "they go on as they began"
        found.append(f"{counted(reach.attempts, 'attempt')} {verb} in progress: {goes}.")
    if reach.graded:
        found.append(f"{counted(reach.graded, 'attempt')} over: results stay, and you decide about changed questions.")
    if reach.begun:
        verb = "is" if reach.begun == 1 else "are"
        found.append(f"{people(reach.begun)} {verb} in the middle of this {kind}, and will see the new wording.")
    if reach.finished:
        verb, they = ("has", "that") if reach.finished == 1 else ("have", "that")
        found.append(f"{people(reach.finished)} {verb} finished it; {they} stays so.")
    ahead = max(reach.enrolled - reach.finished - reach.begun, 0)
    if ahead:
        verb = "has" if ahead == 1 else "have"
        found.append(f"{people(ahead)} of the course {verb} it still ahead.")
    return found or [f"Nobody has begun this {kind} yet."]


def _of_new(effects: Effects) -> list[str]:
    reach, kind = effects.reach, kind_in_words(effects.subject.kind)
    if not reach.enrolled:
        return [f"The {kind} is new, and nobody has joined the course yet."]
    takes = "takes" if reach.enrolled == 1 else "take"
    return [
        f"{people(reach.enrolled)} {takes} the course, and will find this {kind} as new. "
        "Whoever has completed the course stays at that."
    ]


def _of_course(effects: Effects) -> list[str]:
    reach = effects.reach
    if effects.subject.is_new:
        return ["The course appears in the list of courses, and its first lesson is open to everybody."]
    if not reach.enrolled:
        return ["Nobody takes this course yet."]
    takes, has = ("takes", "has") if reach.enrolled == 1 else ("take", "have")
    done = (
        f"; {people(reach.completed)} {'has' if reach.completed == 1 else 'have'} completed it"
        if reach.completed
        else ""
    )
    return [f"{people(reach.enrolled)} {takes} this course{done}. What they {has} done stays as it is."]


def _of_pool(effects: Effects) -> list[str]:
    if not effects.drawn_by:
        return ["No quiz draws from this pool yet."]
    quizzes = " and ".join(f"“{title}”" for title in effects.drawn_by)
    return [f"{quizzes} will draw from it as it is now; attempts in progress keep the questions that they have."]
