"""`./dev bench quiz`: a class of 300 sits one quiz for ten minutes; how long does each wait, and is every answer there?

They read the quiz's front page one after the other and begin within the same five seconds. Then each answers one
question every 30 to 90 seconds as the page's script does (each change is one save), looks in on the page now and then,
and hands in at the end. The generator runs on the same machine. Asked for: 95 of 100 requests under 300 ms, 95 of 100
beginnings (from the button to the questions) under 3 s, no error, and every answer in the database as sent.
"""

import argparse
import random
import statistics
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.fresh import fresh_place
from bench.learner import Learner, Sheet, expected
from bench.processes import gunicorn
from bench.quizclass import QUIZ, Class, open_class, stored_answers

ARRIVE_WITHIN_S = 30.0
STARTS_WITHIN_S = 5.0
PAUSE_S = (30.0, 90.0)
HAND_IN_WITHIN_S = 10.0
LOOKS = 0.1
"""How often a learner loads the page again before an answer, as who comes back to it does."""
STARTING = ("button", "start")
"""A start from the button to the questions, and the part of it until the attempt is written down."""
MOST_MS, MOST_MS_TO_START = 300.0, 3000.0


@dataclass
class Timings:
    """Milliseconds by what was asked for, and what went wrong."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, began: float, error: str = "") -> None:
        """Write one request down."""
        with self.lock:
            self.taken[what].append((time.monotonic() - began) * 1000)
            if error:
                self.errors.append(f"{what}: {error}")

    def p95(self, *names: str) -> float:
        """The time under which 95 of 100 of these requests stayed."""
        found = sorted(value for name in names for value in self.taken[name])
        return statistics.quantiles(found, n=20)[-1] if len(found) > 1 else (found or [0.0])[0]


def main(arguments: Sequence[str]) -> int:
    """Run it on one database, print the table; 1 where a promise did not hold."""
    parser = argparse.ArgumentParser(prog="./dev bench quiz", description=__doc__)
    parser.add_argument("--learners", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options = parser.parse_args(arguments)
    with fresh_place("postgresql" if options.postgres else "sqlite") as (folder, address):
        return _run(folder, address, options.learners, options.minutes * 60, options.seed)


def _run(folder: Path, address: str, learners: int, seconds: float, seed: int) -> int:
    made = open_class(folder, address, learners)
    timings, sheets = Timings(), [Sheet() for _ in range(learners)]
    with gunicorn("coursesite", "coursesite.app:create_app()", "/robots.txt", made.environ) as site:
        began = time.monotonic()
        learners_at_it = [
            threading.Thread(target=_take, args=(site.address, made, number, sheet, timings, began, seconds, seed))
            for number, sheet in enumerate(sheets)
        ]
        for one in learners_at_it:
            one.start()
        for one in learners_at_it:
            one.join(seconds + 200)
        cpu = site.cpu_seconds()
    stored = stored_answers(made)
    wrong = [number for number, sheet in enumerate(sheets) if stored.get(number) != expected(sheet)]
    return _say(timings, sheets, wrong, cpu, seconds)


def _take(
    address: str, made: Class, number: int, sheet: Sheet, timings: Timings, began: float, seconds: float, seed: int
) -> None:
    """One learner from start to handing in; each request is noted with its time."""
    lots = random.Random(f"{seed}-{number}")  # a draw of lots, no secret
    learner = Learner(address, made.cookies[number], QUIZ, sheet, timings.note)
    time.sleep(lots.uniform(0, ARRIVE_WITHIN_S))
    learner.arrive()
    time.sleep(max(0.0, began + ARRIVE_WITHIN_S + lots.uniform(0, STARTS_WITHIN_S) - time.monotonic()))
    if not learner.start():
        return
    ends = began + ARRIVE_WITHIN_S + seconds + lots.uniform(0, HAND_IN_WITHIN_S)
    while (pause := lots.uniform(*PAUSE_S)) < ends - time.monotonic():
        time.sleep(pause)
        if lots.random() < LOOKS:
            learner.look()
        learner.answer(lots)
    time.sleep(max(0.0, ends - time.monotonic()))
    learner.hand_in()


def _say(timings: Timings, sheets: Sequence[Sheet], wrong: Sequence[int], cpu: float, seconds: float) -> int:
    print(f"{'request':<12}{'count':>8}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}")
    for what, taken in sorted(timings.taken.items()):
        print(f"{what:<12}{len(taken):>8}{statistics.median(taken):>9.0f}{timings.p95(what):>9.0f}{max(taken):>9.0f}")
    others = [what for what in timings.taken if what not in STARTING]
    later, starts = timings.p95(*others), timings.p95("start")
    answers = sum(len(expected(sheet)) for sheet in sheets)
    print(
        f"\np95 of starts {starts:.0f} ms (at most {MOST_MS_TO_START:.0f}), of all else {later:.0f} ms (at most "
        f"{MOST_MS:.0f}); {len(timings.errors)} errors; {answers} answers, {len(wrong)} learners whose answers in the "
        f"database are not what was sent; {cpu / seconds:.2f} processors busy on the average"
    )
    for error in timings.errors[:10]:
        print("  " + error)
    return int(bool(timings.errors or wrong) or later > MOST_MS or starts > MOST_MS_TO_START)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
