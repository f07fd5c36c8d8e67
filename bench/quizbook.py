"""A quiz of every kind of question and a pool beside it, and how people of different ability answer them."""

import random
from collections.abc import Iterator
from fractions import Fraction

from coursesite.exercises import Compiled, Kind
from coursesite.learning.quizzes.chosen import chosen
from coursesite.learning.quizzes.marks import Wording, worth
from tests.learning.quizzes.attempts import Graded, Told, graded

ATTEMPTS, PEOPLE, DRAWN, POOL_SIZE = 50_000, 30_000, 10, 40

HEAD = """---
kind: {kind}
key: {key}
title: {title}
summary: What was learned.
{more}---
"""
SHAPES = (
    "What do you say?\n\n- [ ] Your number, please.\n- [x] Three calls.\n- [ ] It says delivered.\n- [~] I'm sorry.",
    "What helps?\n\n- [x] Saying it back\n- [x] Asking once\n- [x] Waiting\n- [ ] Explaining\n- [ ] Hurrying",
    "What is it called?\n\n- [=] naming\n- [~ 30%] describing",
    "How many rang?\n\n- [=] 31 ± 2",
    "I hear that you are [[frustrated|fed up]]. That sounds [[*exhausting|fine|funny]].",
    "1. Name it.\n2. Say it back.\n3. Say what you do.\n4. Ask for the number.\n5. Call back.",
    "| feeling | message | why |\n|---|---|---|\n| anger | a line | it guards |\n| fear | a loss ahead | it looks |\n"
    "| sadness | a loss | it looks back |\n| | nothing | no |",
)
WORDS = 400
"""So many different words are typed by many; one answer in five is typed by nobody else."""


def quiz_text(key: str) -> str:
    """A quiz of ten questions that draws ten more."""
    more = f"pass: 70%\ndraw:\n  - {DRAWN} from 08-pool\n"
    return HEAD.format(kind="quiz", key=key, title="Final check", more=more) + _questions("q", 10)


def pool_text(key: str) -> str:
    """A pool of forty."""
    return HEAD.format(kind="pool", key=key, title="Pool", more="") + _questions("p", POOL_SIZE)


def _questions(name: str, number: int) -> str:
    return "\n\n".join(
        f"### Question: About {name} {at}\n<!-- id: {name}-{at}; marks: {1 + at % 2} -->\n\n{SHAPES[at % len(SHAPES)]}"
        for at in range(number)
    )


def attempts_at(quiz: tuple[int, list[Compiled]], pool: tuple[int, list[Compiled]], attempts: int) -> Iterator[Graded]:
    """So many graded attempts; three people in five come once, the others more often. Always the same ones."""
    lots = random.Random(3)  # a measurement's data
    people = max(1, attempts * PEOPLE // ATTEMPTS)
    times = [1] * people
    for at in range(attempts - people):
        times[at % (people * 2 // 5 or 1)] += 1
    return graded(_person(lots, quiz, pool, often) for often in times)


def _person(
    lots: random.Random, quiz: tuple[int, list[Compiled]], pool: tuple[int, list[Compiled]], often: int
) -> list[list[Told]]:
    ability = lots.gauss(0, 1)
    found = []
    for at in range(often):
        asked = [(quiz[0], place, one) for place, one in enumerate(quiz[1], 1)]
        asked += [(pool[0], len(quiz[1]) + 1, one) for one in lots.sample(pool[1], DRAWN)]
        found.append([_told(lots, source, slot, one, ability + 0.3 * at) for source, slot, one in asked])
    return found


_worths: dict[tuple[str, str], tuple[Fraction, Fraction]] = {}


def _told(lots: random.Random, source: int, slot: int, compiled: Compiled, ability: float) -> Told:
    right = ability + lots.gauss(0, 1) > (sum(map(ord, compiled.id)) % 7 - 3) / 2
    given = None if lots.random() < 0.04 else _given(lots, compiled, right=right)
    short = chosen(compiled, given)
    if (compiled.id, short) not in _worths:
        found = worth(Wording(1, compiled), given)
        if len(_worths) < 100_000:
            _worths[compiled.id, short] = (found.credit, found.marks)
        return Told(source, compiled.id, slot, short, found.credit, found.marks)
    return Told(source, compiled.id, slot, short, *_worths[compiled.id, short])


def _given(lots: random.Random, compiled: Compiled, *, right: bool) -> dict[str, object]:
    options = [option.key for option in compiled.options]
    rights = [option.key for option in compiled.options if option.right]
    if compiled.kind is Kind.pick_one:
        return {"picks": rights if right else [lots.choice(options)]}
    if compiled.kind is Kind.pick_several:
        return {"picks": rights if right else lots.sample(options, lots.randint(1, len(options)))}
    if compiled.kind is Kind.order:
        return {"order": options if right else lots.sample(options, len(options))}
    if compiled.kind is Kind.match:
        return {"pairs": {left.key: left.partner if right else lots.choice(options) for left in compiled.lefts}}
    if compiled.kind is Kind.number:
        return {"text": "31" if right else str(lots.randint(0, 900))}
    if compiled.kind is Kind.gaps:
        return {"gaps": ["fed up", "exhausting"] if right else [_word(lots), lots.choice(["fine", "funny"])]}
    return {"text": "naming" if right else _word(lots)}


def _word(lots: random.Random) -> str:
    if lots.random() < 0.2:
        return f"somebody's own word {lots.getrandbits(48):x}"
    return f"word {int(lots.paretovariate(1)) % WORDS}"
