"""Answers to a question that changed, in words: how often each was given, and by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coursesite.exercises import Compiled, Kind, in_keys_of
from coursesite.learning.quizzes.corrections.telling_queries import Chosen, Given
from coursesite.learning.quizzes.marks import OPEN
from coursesite.learning.quizzes.pages.answers import said
from coursesite.learning.quizzes.pages.studio import Desk
from coursesite.learning.quizzes.pages.words import percent

MOST_COUNTED = 30
LEFT_OPEN = "left open"
MARKED = {"partly": "partly right", OPEN: LEFT_OPEN}


@dataclass(frozen=True, slots=True)
class Count:
    """How many gave an answer."""

    answer: str
    people: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's answer."""

    name: str
    href: str
    number: int
    words: str
    verdict: str
    share: str


def counted_whole(revisions: Mapping[int, Compiled], chosen: Sequence[Chosen]) -> list[Count]:
    """The commonest answers, and how many others there were."""
    found: dict[str, int] = {}
    for one in chosen:
        words = short_in_words(revisions[one.revision_id], one.chosen) or LEFT_OPEN
        found[words] = found.get(words, 0) + one.answers
    commonest = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    counts = [Count(words, number) for words, number in commonest[:MOST_COUNTED]]
    rest = sum(number for _words, number in commonest[MOST_COUNTED:])
    return [*counts, Count("other answers", rest)] if rest else counts


def counted_by_option(revisions: Mapping[int, Compiled], new: Compiled | None, chosen: Sequence[Chosen]) -> list[Count]:
    """How often each option was picked; what is taken for the same option counts together."""
    texts: dict[str, str] = {}
    keys: dict[tuple[int, str], str] = {}
    for revision_id, compiled in revisions.items():
        aligned = in_keys_of(compiled, new) if new else compiled
        for option, known in zip(compiled.options, aligned.options, strict=True):
            keys[revision_id, option.key] = known.key
            texts[known.key] = option.text
    by_key: dict[str, int] = {}
    for one in chosen:
        for key in one.chosen.split(",") if one.chosen else ("",):
            known_as = keys.get((one.revision_id, key), key)
            by_key[known_as] = by_key.get(known_as, 0) + one.answers
    found = [Count(text, by_key.get(key, 0)) for key, text in texts.items()]
    return [*found, Count(LEFT_OPEN, by_key[""])] if "" in by_key else found


def answer_of(desk: Desk, compiled: Compiled, one: Given) -> Answer:
    """One person's answer in the words of its wording."""
    return Answer(
        one.name or ("somebody who left" if one.erased else "somebody without a name"),
        "" if one.erased else f"{desk.people_href}/{one.user_key}/{one.number}",
        one.number,
        said(compiled, one.given) or LEFT_OPEN,
        MARKED.get(one.outcome, one.outcome),
        percent(Fraction(one.share)),
    )


def short_in_words(compiled: Compiled, chosen: str) -> str:
    """An answer in short (see `chosen.chosen`) in the words of its wording; empty where nothing was answered."""
    texts = {option.key: option.text for option in compiled.options}
    match compiled.kind:
        case Kind.pick_one | Kind.pick_several | Kind.poll:
            return "; ".join(texts.get(key, key) for key in chosen.split(",")) if chosen else ""
        case Kind.order:
            return " → ".join(texts.get(key, key) for key in chosen.split(">")) if chosen else ""
        case Kind.match:
            lefts = {left.key: left.text for left in compiled.lefts}
            pairs = [pair.partition("=") for pair in chosen.split(",")] if chosen else []
            return "; ".join(f"{lefts.get(left, left)}: {texts.get(right, right)}" for left, _, right in pairs)
        case Kind.gaps:
            return "; ".join(word or "…" for word in chosen.split("|")) if chosen else ""
    return chosen
