"""How the words of a front matter become values: one small reader for each sort of value."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coursesite.text.slugs import slugify

Written = str | tuple[str, ...]
Reader = Callable[[Written], object]

KEY = re.compile(r"[a-z0-9]{4,16}")
_PERCENT = re.compile(r"(\d{1,3})\s*%")
_SPAN = re.compile(r"(\d{1,4})\s*(minute|hour|day|week)s?")
_METER = re.compile(r"(?P<name>[^\W\d_][\w-]*)\s+(?P<value>\d{1,3})")
_LESSON = re.compile(r"[\w-]+/(?!course$)[\w-]+")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?: ([01]\d|2[0-3]):([0-5]\d))?", re.ASCII)
_FILE = re.compile(r"[\w-]+")
_DRAW = re.compile(r"(?P<count>\d{1,3}) from (?P<pool>[\w-]+)(?: tagged (?P<tag>.+))?")
MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}


class Wrong(ValueError):
    """A value that doesn't fit its field: what was found, and what to write instead, one sentence each."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Spec:
    """One field of a kind: how it is read, whether it must be there, and an example of how it is written."""

    read: Reader
    example: str
    required: bool = False


def one(written: Written) -> str:
    """The value as one line of text. Raises `Wrong` for a list."""
    if isinstance(written, tuple):
        raise Wrong("Here stands a list where one value belongs.", "Write one value on the line of its name.")
    return " ".join(written.split())


def text(longest: int) -> Reader:
    """One line of text of at most so many characters."""

    def read(written: Written) -> str:
        value = one(written)
        if len(value) > longest:
            raise Wrong(f"This has {len(value):,} characters; there is room for {longest}.", "Shorten it.")
        return value

    return read


def several(longest: int = 300, most: int = 30) -> Reader:
    """A list of short texts; one line may hold several, divided by commas, as in `topics: listening, phone`."""

    def read(written: Written) -> tuple[str, ...]:
        return _short(written if isinstance(written, tuple) else tuple(written.split(",")), longest, most)

    return read


def sentences(longest: int = 300, most: int = 30) -> Reader:
    """A list of sentences, which may hold commas: a single line is a single sentence."""

    def read(written: Written) -> tuple[str, ...]:
        return _short(written if isinstance(written, tuple) else (written,), longest, most)

    return read


def _short(written: tuple[str, ...], longest: int, most: int) -> tuple[str, ...]:
    values = tuple(value for part in written if (value := " ".join(part.split())))
    if len(values) > most:
        raise Wrong(f"These are {len(values)} entries; there is room for {most}.", "Keep the ones that matter most.")
    if too_long := next((value for value in values if len(value) > longest), None):
        raise Wrong(f"“{too_long[:40]}…” is longer than {longest} characters.", "Shorten it.")
    return values


def whole(least: int, most: int) -> Reader:
    """A whole number within bounds."""

    def read(written: Written) -> int:
        value = one(written)
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise Wrong(f"“{value}” is not a whole number from {least} to {most}.", "Write the figure alone.")
        return int(value)

    return read


def choice(*words: str) -> Reader:
    """One of a few words, in whatever case it is written."""

    def read(written: Written) -> str:
        value = one(written)
        if value.lower() not in words:
            known = ", ".join(words[:-1]) + " or " + words[-1]
            raise Wrong(f"“{value}” is not one of the words for this.", f"Write {known}.")
        return value.lower()

    return read


def key(written: Written) -> str:
    """A piece's key."""
    value = one(written)
    if not KEY.fullmatch(value):
        raise Wrong(f"“{value}” can't be a key.", "Delete the line; push writes a new one.")
    return value


def share(written: Written) -> int:
    """A percentage from 0 to 100, written with its sign."""
    match = _PERCENT.fullmatch(one(written))
    if match is None or int(match[1]) > 100:
        raise Wrong(f"“{one(written)}” is not a share of 100.", "Write it as in 70%.")
    return int(match[1])


def span(written: Written) -> int:
    """A length of time, in minutes."""
    match = _SPAN.fullmatch(one(written).lower())
    if match is None:
        raise Wrong(f"“{one(written)}” is not a length of time.", "Write it as in 1 hour, 30 minutes or 2 days.")
    return int(match[1]) * MINUTES[match[2]]


def moment(written: Written) -> str:
    """A day, or a day and its time by UTC, as 2026-11-02 or 2026-11-02 09:30."""
    value = one(written)
    match = _MOMENT.fullmatch(value)
    try:
        if match is not None:
            datetime.fromisoformat(value)
            return value
    except ValueError:
        pass
    problem = f"“{value}” is not a day of the calendar, with or without a time."
    raise Wrong(problem, "Write it as in 2026-11-02 or, with the time by UTC, 2026-11-02 09:30.") from None


def draft(written: Written) -> str:
    """The one state that a file may name."""
    value = one(written)
    if value.lower() != "draft":
        problem = f"“{value}” is not a state that a post's file can give it."
        raise Wrong(problem, "Write “state: draft”, or delete the line: the post is published on its day.")
    return "draft"


def tags(longest: int, most: int) -> Reader:
    """A list of tags, no two of which would have the same address."""

    def read(written: Written) -> tuple[str, ...]:
        names = _short(written if isinstance(written, tuple) else tuple(written.split(",")), longest, most)
        first: dict[str, str] = {}
        for name in names:
            if not any(character.isalnum() for character in name):
                raise Wrong(f"“{name}” has no letter that an address could be made of.", "Write the tag as a word.")
            other = first.setdefault(slugify(name), name)
            if other is not name:
                problem = f"“{other}” and “{name}” would have one address, /blog/tags/{slugify(name)}/."
                raise Wrong(problem, "Keep one of the two.")
        return names

    return read


def lesson(written: Written) -> str:
    """A lesson or quiz of a course, as its folder and its file's name without the ending."""
    value = one(written)
    if not _LESSON.fullmatch(value):
        problem = f"“{value}” is not a course's folder and a lesson's file."
        raise Wrong(problem, "Write the two with a slash between and no ending: service-recovery/01-the-call.")
    return value


def beside(written: Written) -> str:
    """The name, without its ending, of a file in the same folder."""
    value = one(written)
    if not _FILE.fullmatch(value):
        raise Wrong(f"“{value}” is not the name of a file beside this one.", "Write it as in 09-final-check.")
    return value


def meters(written: Written) -> tuple[tuple[str, int], ...]:
    """A conversation's meters and where each starts, from 0 to 100."""
    found: dict[str, int] = {}
    for part in written if isinstance(written, tuple) else written.split(","):
        match = _METER.fullmatch(part.strip())
        if match is None or int(match["value"]) > 100 or match["name"] in found:
            problem = f"“{part.strip()}” is not a meter's name with a start from 0 to 100."
            raise Wrong(problem, "Write them as in trust 40, heat 70.")
        found[match["name"]] = int(match["value"])
    return tuple(found.items())


def draws(written: Written) -> tuple[tuple[int, str, str], ...]:
    """What a quiz draws: how many questions, from which pool's file, with which tag (empty for any)."""
    found = []
    for part in written if isinstance(written, tuple) else (written,):
        match = _DRAW.fullmatch(" ".join(part.split()))
        if match is None or not int(match["count"]):
            raise Wrong(
                f"“{part.strip()}” doesn't say what to draw.", "Write it as in 5 from 08-pool tagged listening."
            )
        found.append((int(match["count"]), match["pool"], (match["tag"] or "").strip()))
    return tuple(found)
