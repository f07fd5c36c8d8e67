"""What each lesson gives to the workbook: what it asks for, and room for a pen or the words that stand there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from coursesite.exercises import Choice, Compiled, Kind
from coursesite.learning.intending.wording import halves_of, sentence_of
from coursesite.learning.workbook.prompts import out_of_its_lesson
from coursesite.learning.workbook.queries import Key, Mine
from coursesite.library.addresses import exercise_anchor
from coursesite.library.reading import Content, OutlineLesson

FOR_THINKING, FOR_A_TEXT, FOR_AN_ANSWER, FOR_A_SENTENCE = 7, 9, 3, 2
"""Ruled lines, about 8 mm apart on paper."""


@dataclass(frozen=True, slots=True)
class Room:
    """A place to write: its label, and either ruled lines or what its reader wrote there. A list is of sentences."""

    label: str
    lines: int = 0
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One exercise on paper. `items` are its rubric or its offers, `items_words` what they are for."""

    word: str
    title: str
    href: str
    prompt: Markup
    rooms: Sequence[Room]
    items: Sequence[Markup] = ()
    items_words: str = ""
    is_plan: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One lesson or conversation. `opens` says what comes before it, where it isn't open yet to who reads."""

    word: str
    title: str
    href: str
    summary: str
    tasks: Sequence[Task] = ()
    rooms: Sequence[Room] = ()
    opens: str = ""

    @property
    def all_rooms(self) -> Iterator[Room]:
        """Its places to write, those of its exercises among them."""
        yield from self.rooms
        for task in self.tasks:
            yield from task.rooms


def sheet_of(line: OutlineLesson, content: Content | None, mine: Mine) -> Sheet:
    """What stands in the workbook of a lesson or a conversation, whose content isn't asked for."""
    if line.is_conversation:
        sentence = Room("A sentence that I want to take with me", FOR_A_SENTENCE)
        return Sheet(line.word, line.title, line.address, line.summary, rooms=[sentence])
    exercises = content.exercises.values() if content else ()
    found = [task for one in exercises if (task := _task(one, line, mine)) is not None]
    rooms = [] if found else [Room("What I want to remember of it", FOR_AN_ANSWER)]
    return Sheet(f"Lesson {line.number}", line.title, line.address, line.summary, found, rooms)


def closed_sheet(line: OutlineLesson, opens: str) -> Sheet:
    """A lesson that isn't open yet: its title, and what opens it."""
    return Sheet(line.word or f"Lesson {line.number}", line.title, "", line.summary, opens=opens)


def _task(exercise: Compiled, line: OutlineLesson, mine: Mine) -> Task | None:
    make = MAKERS.get(exercise.kind)
    return None if make is None else make(exercise, line, mine)


def _written(label: str, lines: int, words: Sequence[str]) -> Room:
    said = tuple(text for text in words if text.strip())
    return Room(label, 0 if said else lines, said)


def _key(exercise: Compiled, line: OutlineLesson) -> Key:
    return line.id, exercise.id


def _plain(word: str, exercise: Compiled, line: OutlineLesson, rooms: Sequence[Room]) -> Task:
    href = f"{line.address}#{exercise_anchor(exercise.id)}"
    # The title stands in a link, and no link can hold another.
    return Task(word, exercise.title_text, href, out_of_its_lesson(exercise.prompt, line.address), rooms)


def _items(options: Iterable[Choice], line: OutlineLesson) -> tuple[Markup, ...]:
    return tuple(out_of_its_lesson(option.html, line.address) for option in options)


def _reflect(exercise: Compiled, line: OutlineLesson, mine: Mine) -> Task:
    entry = mine.entries.get(_key(exercise, line), "")
    return _plain("Reflect", exercise, line, [_written("", FOR_THINKING, [entry])])


def _write(exercise: Compiled, line: OutlineLesson, mine: Mine) -> Task:
    text = mine.writings.get(_key(exercise, line), "")
    found = _plain("Write", exercise, line, [_written("", FOR_A_TEXT, [text])])
    return replace(found, items=_items(exercise.options, line), items_words="Once it stands, tick what it does")


def _try(exercise: Compiled, line: OutlineLesson, mine: Mine) -> Task:
    promises = mine.promises.get(_key(exercise, line), [])
    tried = [room for text, told in promises for room in (Room("What I mean to try", 0, [text]), *_tried(told))]
    return _plain("Try", exercise, line, tried or _tried(""))


def _tried(told: str) -> list[Room]:
    return [Room("What I did", FOR_AN_ANSWER), _written("What happened", FOR_AN_ANSWER, [told])]


def _plan(exercise: Compiled, line: OutlineLesson, mine: Mine) -> Task:
    plans = mine.plans.get(_key(exercise, line), [])
    rooms = [Room("My plans", 0, [sentence_of(plan) for plan in plans])] if plans else []
    # An offer without either half is what stands below them all, with lines to write on.
    offers = [one for one in exercise.options if any(halves_of(one.text))]
    found = replace(_plain("Plan", exercise, line, rooms), items=_items(offers, line), is_plan=True)
    return replace(found, items_words="Tick one that fits, or write your own") if found.items else found


MAKERS: Mapping[Kind, Callable[[Compiled, OutlineLesson, Mine], Task]] = {
    Kind.reflect: _reflect,
    Kind.write: _write,
    Kind.try_: _try,
    Kind.plan: _plan,
}
