"""`./dev bench comments`: fifty people comment below two posts for two minutes; is everything there, and once?

Half of them have accounts, half write as guests from networks of their own; one in five clicks twice, one in three
answers somebody, some take back what they wrote, and a coach approves whatever waits, in bulk, all the while. Asked
for: no error, every acknowledged comment in the database once, every count what counting gives, no mail twice, 95 of
100 sendings under a second.
"""

import argparse
import random
import statistics
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bench.commenter import Commenter
from bench.commenting import Talk, approve_waiting, faults_in, open_talk
from bench.fresh import fresh_place
from bench.processes import gunicorn

PAUSE_S = (2.0, 6.0)
COACH_PAUSE_S = 1.0
TWICE, ANSWERS, WITHDRAWS = 0.2, 0.33, 0.05
COMMENTS_EACH = 8
"""A person writes so many comments and then another one takes over, so that no limit on one person is met."""
MOST_MS = 1000.0


@dataclass
class Ledger:
    """What was sent and acknowledged, how long each request took, and what went wrong."""

    acknowledged: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    withdrawn: set[int] = field(default_factory=set)
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, began: float, error: str = "") -> None:
        """Write one request down."""
        with self.lock:
            self.taken[what].append((time.monotonic() - began) * 1000)
            if error:
                self.errors.append(f"{what}: {error}")


def main(arguments: Sequence[str]) -> int:
    """Run it on one database, print the table; 1 where a promise did not hold."""
    parser = argparse.ArgumentParser(prog="./dev bench comments", description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options = parser.parse_args(arguments)
    with fresh_place("postgresql" if options.postgres else "sqlite") as (folder, address):
        return _run(folder, address, options.people, options.seconds, options.seed)


def _run(folder: Path, address: str, people: int, seconds: float, seed: int) -> int:
    each = int(seconds / sum(PAUSE_S) * 2 / COMMENTS_EACH) + 2
    made, ledger, over = open_talk(folder, address, people * each), Ledger(), threading.Event()
    with gunicorn("coursesite", "coursesite.app:create_app()", "/robots.txt", made.environ) as site:
        coach = threading.Thread(target=_coach, args=(made, over))
        crowd = [
            threading.Thread(target=_talk, args=(site.address, made, number, each, ledger, seconds, seed))
            for number in range(people)
        ]
        for thread in (coach, *crowd):
            thread.start()
        for thread in crowd:
            thread.join(seconds + 120)
        over.set()
        coach.join(60)
        cpu = site.cpu_seconds()
    return _say(made, ledger, cpu, seconds)


def _coach(made: Talk, over: threading.Event) -> None:
    while not over.wait(COACH_PAUSE_S):
        approve_waiting(made)


def _talk(address: str, made: Talk, number: int, each: int, ledger: Ledger, seconds: float, seed: int) -> None:
    """One seat, in which one person after the other writes until the time is over."""
    lots = random.Random(f"{seed}-{number}")  # a draw of lots, no secret
    ends = time.monotonic() + seconds
    for turn in range(each):
        person = Commenter(address, made.person(number * each + turn), ledger.note)
        for count in range(COMMENTS_EACH):
            time.sleep(lots.uniform(*PAUSE_S))
            if time.monotonic() > ends:
                return
            _write(person, made, f"Seat {number}, person {turn}, comment {count}: an honest day.", ledger, lots)


def _write(person: Commenter, made: Talk, text: str, ledger: Ledger, lots: random.Random) -> None:
    slug = lots.choice(made.slugs)
    to = lots.choice(made.shown[slug]) if made.shown[slug] and lots.random() < ANSWERS else None
    form = person.form(slug, to)
    if form is None:
        return
    with ledger.lock:
        ledger.sent.add(text)
    clicks = 2 if lots.random() < TWICE else 1
    with ThreadPoolExecutor(clicks) as pool:
        places = list(pool.map(lambda _click: person.sends(slug, form, text), range(clicks)))
    if not all(places):
        return
    if len({place for place in places if place}) > 1:
        ledger.note("send", time.monotonic(), f"two clicks led to {places}")
    with ledger.lock:
        ledger.acknowledged.add(text)
    comment_id = int(places[0].rpartition("-")[2])
    if lots.random() < WITHDRAWS and person.withdraws(comment_id):
        with ledger.lock:
            ledger.withdrawn.add(comment_id)


def _say(made: Talk, ledger: Ledger, cpu: float, seconds: float) -> int:
    print(f"{'request':<12}{'count':>8}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}")
    for what, taken in sorted(ledger.taken.items()):
        ninety_five = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
        print(f"{what:<12}{len(taken):>8}{statistics.median(taken):>9.0f}{ninety_five:>9.0f}{max(taken):>9.0f}")
    faults = [*ledger.errors, *faults_in(made, ledger.acknowledged, ledger.sent, ledger.withdrawn)]
    sendings = ledger.taken["send"]
    slow = statistics.quantiles(sendings, n=20)[-1] if len(sendings) > 1 else 0.0
    print(
        f"\n{len(ledger.acknowledged)} comments acknowledged, {len(ledger.withdrawn)} taken back; "
        f"{len(faults)} faults; p95 of sending {slow:.0f} ms (at most {MOST_MS:.0f}); "
        f"{cpu / seconds:.2f} processors busy on the average"
    )
    for fault in faults[:10]:
        print("  " + fault)
    return int(bool(faults) or slow > MOST_MS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
