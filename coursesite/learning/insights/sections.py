"""How people go through a course, part by part: a finding in a sentence, what to look at, a picture and a table.

Every sentence is worked out from the figures. Fewer than `FEW` people are said to be few, and nothing is concluded.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from coursesite.learning.insights.figures import ByPost, Spent, Step, Stop
from coursesite.learning.insights.periods import in_days
from coursesite.learning.insights.pictures import boxes, columns
from coursesite.learning.insights.section import FEW, Row, Section, called, label_of, name_of, too_few
from coursesite.learning.quizzes.pages.words import in_quotes
from coursesite.library.reading import OutlineLesson
from coursesite.web.filters import count_in_words

MUCH, LITTLE, LEAST_MINUTES = Fraction(3, 2), Fraction(1, 2), 3
"""A lesson takes longer or less than it says from these shares of its estimate on, and by three minutes at least."""
PAUSE = 30
"""Minutes from which on a median holds a pause: the most that one counts for."""
NO_LESSON = "Before the first lesson"
GONE = "In a lesson that is no longer in the course"


def path(joined: int, completed: int, steps: Sequence[Step], lines: Sequence[OutlineLesson]) -> Section:
    """How far people come."""
    finding = too_few(joined) or f"{completed:,} of {joined:,} people have finished the course"
    rows = [Row("Joined", (joined, None))]
    rows += [Row(name_of(line), (one.begun, one.finished)) for line, one in zip(lines, steps, strict=True)]
    rows.append(Row("Finished the course", (None, completed)))
    marks = {label_of(line) for line in lines}
    shapes = [("in", joined, joined)]
    shapes += [(label_of(line), one.begun, one.finished) for line, one in zip(lines, steps, strict=True)]
    shapes.append(("end", completed, completed))
    others = "".join(
        f", {letter} a {word}" for letter, word in (("Q", "quiz"), ("C", "conversation")) if letter in marks
    )
    key = f"Each column is a lesson{others}: how many have begun it, and in the full colour how many finished it."
    head = ("", "Begun", "Finished")
    return Section(
        "path",
        "How far people come",
        finding,
        "" if joined < FEW else _largest_step(steps, lines),
        columns(shapes, key),
        "People on the way through the course",
        head,
        rows,
    )


def _largest_step(steps: Sequence[Step], lines: Sequence[OutlineLesson]) -> str:
    """Between which two neighbours most people are lost."""
    pairs = list(zip(steps, steps[1:], lines, lines[1:], strict=False))
    if not pairs:
        return ""
    one, other, before, after = max(pairs, key=lambda pair: pair[0].finished - pair[1].begun)
    lost = one.finished - other.begun
    if lost <= 0:
        return "Whoever finishes a lesson here begins the next one."
    return (
        f"The largest step down is between {called(before)} and {called(after)}: {lost:,} of {one.finished:,} who "
        f"finished the one have not begun the other. Look at how {called(before)} ends, and what it promises."
    )


def stops(found: Sequence[Stop], lines: Sequence[OutlineLesson], median: int) -> Section:
    """Where people stop, and for how long they have been away."""
    known = {line.id: line for line in lines}
    people = sum(one.people for one in found)
    rows = [Row(_stop_name(one, known), (one.people, one.weeks, one.months, one.longer)) for one in found]
    shapes = [(_stop_label(one, known), one.people, one.people) for one in found]
    return Section(
        "stops",
        "Where people stop",
        _stop_finding(found, known, people),
        _stop_look(found, known, people, median),
        columns(shapes, "Each column is the last lesson in which they did anything; – is before the first."),
        "People who have done nothing in the course for two weeks or longer, by how long",
        ("Last lesson they did anything in", "People", "2 to 4 weeks", "1 to 3 months", "Longer"),
        rows,
        "Who stops may come back: nobody is counted here again once they do.",
    )


def _stop_name(one: Stop, known: Mapping[int, OutlineLesson]) -> str:
    if not one.lesson_id:
        return NO_LESSON
    return name_of(known[one.lesson_id]) if one.lesson_id in known else GONE


def _stop_label(one: Stop, known: Mapping[int, OutlineLesson]) -> str:
    if not one.lesson_id:
        return "–"
    return label_of(known[one.lesson_id]) if one.lesson_id in known else "?"


def _stop_finding(found: Sequence[Stop], known: Mapping[int, OutlineLesson], people: int) -> str:
    if not people:
        return "Nobody has stopped: everybody was here in the last two weeks, or has finished"
    if few := too_few(people, "stopped so far"):
        return few
    first, second = sorted(found, key=lambda one: -one.people)[:2] if len(found) > 1 else (found[0], found[0])
    where = f"at {called(known.get(first.lesson_id))}" if first.lesson_id else "before they have done anything"
    if first is not second and first.people == second.people:
        return f"People stop in different places: nowhere more than {first.people:,} of {people:,}"
    if first.people * 2 > people:
        return f"Most people who stop, stop {where}: {first.people:,} of {people:,}"
    return f"More people stop {where} than anywhere else: {first.people:,} of {people:,}"


def _stop_look(found: Sequence[Stop], known: Mapping[int, OutlineLesson], people: int, median: int) -> str:
    if people < FEW:
        return ""
    most = max(found, key=lambda one: one.people)
    away = f"Half of all who stopped have been away for {in_days(median)} or longer."
    if not most.lesson_id:
        return f"{away} Open the first lesson as a newcomer: does it ask for something small in its first minute?"
    look = f"Go through {called(known.get(most.lesson_id))} as a newcomer: what does it ask, and why would one go on?"
    return f"{away} {look}" if most.lesson_id in known else away


def times(found: Sequence[Spent], lines: Sequence[OutlineLesson]) -> Section:
    """How long lessons take, against what they say."""
    pairs = list(zip(found, lines, strict=True))
    rows = [
        Row(
            name_of(line), (line.minutes, one.people, *((one.low, one.median, one.high) if one.people else (None,) * 3))
        )
        for one, line in pairs
    ]
    shapes = [(label_of(line), one.low, one.median, one.high, line.minutes if one.people else 0) for one, line in pairs]
    key = "The box is the middle half of those who finished it, the line the median; the dot is what the lesson says."
    return Section(
        "time",
        "How long it takes",
        *_time_words([(one, line) for one, line in pairs if one.people >= FEW]),
        boxes(shapes, key),
        "Minutes that a lesson takes those who finished it",
        ("", "It says", "People", "A quarter need up to", "Half up to", "Three quarters up to"),
        rows,
        "Counted is the time between one thing that somebody sends and the next, wherever on the site, half an hour "
        "at most: whoever reads on and sends nothing for longer is counted for half an hour.",
    )


def _time_words(pairs: Sequence[tuple[Spent, OutlineLesson]]) -> tuple[str, str]:
    if not pairs:
        return "Too few people have finished a lesson to conclude anything from", ""
    off = [
        (abs(one.median - line.minutes), one, line)
        for one, line in pairs
        if (one.median >= line.minutes * MUCH or one.median <= line.minutes * LITTLE)
        and abs(one.median - line.minutes) >= LEAST_MINUTES
    ]
    told = [found for found in off if found[1].median < PAUSE]
    if off and not told:
        _, one, line = max(off, key=lambda found: found[0])
        finding = f"Most people pause before {called(line)} or within it, so how long it takes can’t be told"
        return finding, (
            f"A pause counts as half an hour, and with theirs half need more than {_minutes(one.median - 1)}. "
            f"The lesson says {line.minutes}."
        )
    if not told:
        return "Every lesson takes about as long as it says", ""
    _, one, line = max(told, key=lambda found: found[0])
    name = called(line)
    name = name[0].upper() + name[1:]
    if one.median > line.minutes:
        finding = (
            f"{name} takes longer than it says: half need more than {_minutes(one.median - 1)}, it says {line.minutes}"
        )
        return finding, "Say the longer time in its settings, or divide it: people plan by what it says."
    finding = f"{name} takes less time than it says: half need {_minutes(one.median)} or less, it says {line.minutes}"
    return finding, "Is it skimmed? See whether its questions can be answered without reading it."


def _minutes(number: int) -> str:
    return count_in_words(number, "minute")


def posts(found: Sequence[ByPost], titles: Mapping[int, str]) -> Section:
    """The posts that bring people to the course."""
    people = sum(one.people for one in found)
    rows = [Row(titles.get(one.post_id, "A post that is gone"), (one.people, one.completed)) for one in found]
    finding, look = "Nobody has come by a post so far", ""
    if found:
        top = f"{in_quotes(rows[0].name)} brought {found[0].people:,} of the {people:,} who came by a post"
        finding = too_few(people, "came by a post so far") or top
        look = (
            "" if people < FEW else "What this post is about draws the people who stay to learn: write on from there."
        )
    shapes = [(str(at), one.people, one.completed) for at, one in enumerate(found, 1)]
    return Section(
        "posts",
        "Posts that bring people to this course",
        finding,
        look,
        columns(shapes, "Each column is a post, in the table’s order; in full colour those who finished the course."),
        "People who followed a link in a post and joined",
        ("Post", "Joined", "Finished the course"),
        rows,
        "Counted are those who joined from the page that the post’s link led to, also after signing up first.",
    )
