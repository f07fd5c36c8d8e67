"""`./dev bench`: the site under its production server beside yardsticks B and C, as ratios within one run.

Other measurements have a word of their own: `./dev bench kills` looks at what a site has acknowledged, after all of it
was killed (bench/kills.py), `./dev bench figures` at what the figures of a large quiz cost (bench/figures.py),
`./dev bench quiz` at a class that sits one quiz (bench/quiz.py), `./dev bench spam` at what becomes of honest
comments and of spam (bench/spam.py), `./dev bench comments` at fifty people who comment at once (bench/comments.py),
`./dev bench import` at a blog of 500 MB that is brought along (bench/importing.py),
`./dev bench insights` at what the figures of a course with a million answers cost (bench/insights.py),
`./dev bench review` at what review keeps in memory, in a simulation (bench/review.py),
`./dev bench studio` at how long a coach waits for the page beside a long text (bench/studio.py).
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from bench import comments, figures, importing, insights, kills, quiz, review, site, spam, studio, talk, yardsticks
from bench.load import NoWrk, Reading, Shot, measure
from bench.processes import Server, gunicorn

ROUNDS = 3
SECONDS = 5
COLUMNS = ("bytes", "req/s", "errors", "×B req/s", "×B CPU", "×B p50", "×B p99", "×B MiB", "C CPU", "C req/s")

OTHERS = {
    "comments": comments.main,
    "figures": figures.main,
    "import": importing.main,
    "insights": insights.main,
    "kills": kills.main,
    "quiz": quiz.main,
    "review": review.main,
    "spam": spam.main,
    "studio": studio.main,
}
"""Measurements with a word of their own."""


@dataclass(frozen=True, slots=True)
class Case:
    """One page to measure, and how many bytes the yardsticks beside it must have."""

    name: str
    shot: Shot
    size: int


def main() -> int:
    """Measure, print the table, and give the exit code: 1 if any answer was an error."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="measurements of each page; the median counts")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="length of one measurement")
    parser.add_argument("--only", default="", help="measure only pages whose name holds this word")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _demo_site(Path(folder)) as (server, learner, post):
        cases = [case for case in _cases(server, learner, post) if options.only in case.name]
        print(
            f"{options.rounds} rounds of {options.seconds} s at 16 connections; ratios to B in the same round (B = 1)\n"
        )
        print(f"{'page':<24}" + "".join(f"{title:>9}" for title in COLUMNS))
        wrong = sum(_compare(server, case, options.rounds, options.seconds, Path(folder)) for case in cases)
    print("\nCPU is processor time a request; a ratio above 1 in req/s is better than B, in the others worse.")
    return 1 if wrong else 0


@contextmanager
def _demo_site(folder: Path) -> Iterator[tuple[Server, site.Browser, str]]:
    """The running site, a learner signed in to it, and the address of a post with twenty comments."""
    sign_ins = site.fill(folder / "site")
    post = talk.twenty_below(folder / "site")
    with gunicorn("coursesite", site.APPLICATION, "/robots.txt", site.environ(folder / "site")) as server:
        yield server, site.signed_in(server, *sign_ins["learner"]), post


def _cases(server: Server, learner: site.Browser, post: str) -> Iterator[Case]:
    guest = site.Browser(server.address)
    lessons = site.lesson_paths(learner)
    for name, path, browser in (
        ("front page, guest", "/", guest),
        ("course page, guest", site.COURSE, guest),
        ("lesson page, guest", lessons[0], guest),
        ("post page, guest", post, guest),
        ("front page, learner", "/", learner),
        ("course page, learner", site.COURSE, learner),
        ("lesson page, learner", lessons[1], learner),
        ("post page, learner", post, learner),
        # With a question mark it's made anew for every guest, as right after each new comment.
        ("post page, guest, anew", f"{post}?comments=1", guest),
        ("search, learner", "/search?q=listening", learner),
    ):
        yield Case(name, Shot(path, browser.headers()), len(browser.get(path).encode()))
    asking = site.asking_lesson(learner)
    yield Case("answer, learner", site.answer_shot(learner, asking), len(learner.get(asking).encode()))


def _compare(server: Server, case: Case, rounds: int, seconds: int, folder: Path) -> int:
    """Measure one page beside B and C, print its row, and give the number of answers that were errors."""
    database = folder / f"yardstick-{case.size}.db"
    if not database.exists():
        yardsticks.fill(str(database), case.size)
    environ = {"YARDSTICK_BYTES": str(case.size), "YARDSTICK_DATABASE": str(database)}
    ours, bare, loaded = [], [], []
    with (
        gunicorn("B", "bench.yardsticks:bare()", "/lesson/1", environ) as b,
        gunicorn("C", "bench.yardsticks:with_database()", "/sign-in", environ) as c,
    ):
        visitor = site.Browser(c.address)
        visitor.get("/sign-in")
        shot_c = Shot("/lesson/1", {"Cookie": visitor.headers()["Cookie"]})
        for _round in range(rounds):
            ours.append(measure(server, case.shot, seconds))
            bare.append(measure(b, Shot("/lesson/1", {}), seconds))
            loaded.append(measure(c, shot_c, seconds))
    to_b, c_to_b = _ratios(ours, bare), _ratios(loaded, bare)
    errors = sum(reading.errors for reading in ours)
    throughput = statistics.median(reading.throughput for reading in ours)
    ratios = (to_b.throughput, to_b.cpu, to_b.p50, to_b.p99, to_b.memory, c_to_b.cpu, c_to_b.throughput)
    counts = f"{case.size:>9}{throughput:>9.0f}{errors:>9}"
    print(f"{case.name:<24}{counts}" + "".join(f"{ratio:>9.2f}" for ratio in ratios), flush=True)
    return errors


def _ratios(readings: list[Reading], yardstick: list[Reading]) -> Reading:
    """The median over rounds of each figure, divided by the yardstick's of the same round."""
    figures = {
        spec.name: statistics.median(
            getattr(ours, spec.name) / max(1e-9, getattr(theirs, spec.name))
            for ours, theirs in zip(readings, yardstick, strict=True)
        )
        for spec in fields(Reading)
        if spec.name != "errors"
    }
    return Reading(**figures, errors=0)


if __name__ == "__main__":
    try:
        measurement = OTHERS.get(sys.argv[1]) if sys.argv[1:] else None
        sys.exit(measurement(sys.argv[2:]) if measurement else main())
    except NoWrk as trouble:
        sys.exit(str(trouble))
