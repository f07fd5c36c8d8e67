"""One's story in five sentences: what each of them is for, its versions, and what changed between two of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from sqlalchemy.orm import Session

from coursesite.learning.days import queries
from coursesite.learning.days.bounds import MOST_VERSIONS
from coursesite.learning.days.models import Story

COUNT = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """One of the five: its heading, what to write, why, and how one sounds."""

    title: str
    prompt: str
    why: str
    example: str


FIVE = (
    Sentence(
        "Where you have been",
        "What you did, for how long, and with which thing in your hands.",
        "A number and a noun that a child would understand stay in the mind. “Quality” alone could be anything.",
        "I’ve made tyres for seventeen years, the last nine of them in quality control.",
    ),
    Sentence(
        "One thing you did",
        "A single moment at work that you were good at, small enough to be seen.",
        "Anybody may say that they are thorough. A small true story says it for you.",
        "Once, when one tyre in four hundred came back, I found out that all the bad ones were made at night.",
    ),
    Sentence(
        "What happened",
        "How it ended, in as few words as the truth needs, without blame.",
        "It answers the question nobody likes to ask, and then the talk can go on. If the loss was yours alone, “I had "
        "a part in that” is a complete sentence. If your voice doesn’t hold yet, leave this one for later.",
        "In April the plant closed, with three hundred and ten jobs, and one was mine.",
    ),
    Sentence(
        "What you are looking for",
        "A direction, and if you like what you have learned or done since that leads there.",
        "“Open to anything” leaves the work to the listener. A direction may always be changed later.",
        "I’m looking for work where something has to be right before it leaves the building, and it needn’t be round.",
    ),
    Sentence(
        "One question",
        "Something that a stranger could answer. In an interview: what you bring them, and a question about the work.",
        "Nobody at a bus stop can give you a job, but plenty of people know somebody who could.",
        "Do you know anybody who tests things for a living?",
    ),
)


class Full(Exception):
    """There are as many versions as are kept; the message says what to do."""


def keep(session: Session, user_id: int, sentences: Sequence[str], once: str, now: datetime) -> Story:
    """Keep a version; the same sentences as the latest are no new one. The caller took the turn. Raises `Full`."""
    if (before := queries.version_sent_as(session, user_id, once)) is not None:
        return before
    last = queries.last_version(session, user_id)
    if last is not None and five_of(last) == list(sentences):
        return last
    if queries.count_versions(session, user_id) >= MOST_VERSIONS:
        raise Full(
            f"There are {MOST_VERSIONS} versions here, which is as many as we keep. Delete one first. This one wasn’t "
            "kept; what you wrote is still here."
        )
    number = last.number + 1 if last is not None else 1
    row = Story(user_id=user_id, number=number, sentences=list(sentences), written_at=now, once=once)
    session.add(row)
    session.flush()
    return row


def five_of(story: Story | None) -> list[str]:
    """A version's sentences, as many as there are to write."""
    kept = [str(text) for text in story.sentences] if story is not None else []
    return [*kept, *([""] * COUNT)][:COUNT]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence: "same" in both versions, "gone" from the earlier one, "new" in the later one."""

    state: str
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """What became of a sentence, word by word: what was taken out stands before what came in its place.

    A single word that happens to be in both, between two changes, is part of the change: nobody reads crumbs.
    """
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    for is_same, a, b, c, d in _stretches(old, new):
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if is_same:
            pieces.append(Piece("same", come))
        else:
            pieces += [Piece(state, text) for state, text in (("gone", gone), ("new", come)) if text]
    return pieces


def _stretches(old: list[str], new: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Stretches of both versions that are the same or not, by their beginnings and ends."""
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    stretches: list[tuple[bool, int, int, int, int]] = []
    for place, (what, a, b, c, d) in enumerate(found):
        is_crumb = b - a == 1 and 0 < place < len(found) - 1
        is_same = what == "equal" and not is_crumb
        if stretches and not is_same and not stretches[-1][0]:
            _, a, _, c, _ = stretches.pop()
        stretches.append((is_same, a, b, c, d))
    return stretches


def _words(text: str) -> list[str]:
    """The words with the blanks after them."""
    return re.findall(r"\S+\s*", text.strip() + " ") if text.strip() else []
