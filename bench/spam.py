"""`./dev bench spam`: what becomes of 200 honest comments and 200 of spam, sent to a site one after the other.

The site learns first what its coach decides about bench/data/tuning.jsonl, comments written beside the rules. What is
measured stands in bench/data/comments.jsonl, written by somebody who had not seen the rules, and held apart from them.
Every comment is sent through the site's own form. Asked for: no spam shown before a coach has seen it, under 5 % of
honest comments of people known here held, and everybody who speaks of harming themselves held apart.

What the last of these says is no longer measured blind: the first run noticed two of four, and the phrases were widened
after that. `--known` asks something harder than the promise: what if all spam came from accounts that are known here?
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.spamsite import Site, open_site
from coursesite.blog.models import Comment, State
from coursesite.blog.moderation.filter import HONEST_TO, SPAM_FROM

DATA = Path(__file__).parent / "data"
MOST_HELD = 0.05
REFUSED = "refused"
COLUMNS = (State.APPROVED.value, State.HELD.value, State.SPAM.value, REFUSED)


@dataclass(frozen=True)
class Sent:
    """One comment of the data, and what became of it; no row where the form refused it."""

    row: dict[str, Any]
    comment: Comment | None

    @property
    def state(self) -> str:
        """Where it stands."""
        return REFUSED if self.comment is None else self.comment.state

    @property
    def sort(self) -> str:
        """Its line in the table."""
        if self.row["spam"]:
            return str(self.row["sort"])
        return "honest, known here" if self.row["trusted"] else "honest, not known yet"

    @property
    def is_apart(self) -> bool:
        """Whether it was noticed that it speaks of harming oneself."""
        return self.comment is not None and self.comment.apart

    @property
    def misjudged(self) -> str:
        """What went wrong with it; empty where nothing did."""
        if self.row["spam"] and self.state == State.APPROVED:
            return "SPAM SHOWN"
        if self.row["harm"] and not self.is_apart:
            return "NOT NOTICED"
        if not self.row["harm"] and self.is_apart:
            return "apart without need"
        if not self.row["spam"] and self.state == State.SPAM:
            return "honest, taken for spam"
        if not self.row["spam"] and self.row["trusted"] and self.state != State.APPROVED and not self.row["harm"]:
            return "known here, held"
        return ""


def main(arguments: Sequence[str]) -> int:
    """Run it, print the table; 1 where a promise did not hold."""
    parser = argparse.ArgumentParser(prog="./dev bench spam", description=__doc__)
    parser.add_argument("--on", default="comments", help="the data to measure: comments, or tuning itself")
    parser.add_argument("--known", action="store_true", help="let the spam come from accounts with an approved comment")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        site = open_site(Path(folder))
        if options.on != "tuning":
            _teach(site, _rows("tuning"))
        rows = _rows(options.on)
        if options.known:
            rows = [{**row, "trusted": row["trusted"] or row["spam"]} for row in rows]
        sent = [Sent(row, site.writes(row)) for row in rows]
        site.app.extensions["database"].dispose()
        site.database.dispose()
    _print_table(sent)
    return _print_promises(sent)


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


def _teach(site: Site, rows: Iterable[dict[str, Any]]) -> None:
    """Let the coach decide about each comment as a coach would."""
    for row in rows:
        comment = site.writes(row)
        if comment is not None:
            site.decides(comment, "spam" if row["spam"] else "approve")


def _print_table(sent: Sequence[Sent]) -> None:
    counts: dict[str, Counter[str]] = {}
    for one in sorted(sent, key=lambda one: (one.row["spam"], one.sort)):
        counts.setdefault(one.sort, Counter())[one.state] += 1
    print(f"{'sort':<24}" + "".join(f"{title:>10}" for title in COLUMNS))
    for sort, counted in counts.items():
        print(f"{sort:<24}" + "".join(f"{counted[column]:>10}" for column in COLUMNS))
    for is_spam, word in ((False, "honest"), (True, "spam")):
        percents = [one.comment.likely_spam for one in sent if one.row["spam"] is is_spam and one.comment is not None]
        said = [percent for percent in percents if percent is not None]
        likely = sum(1 for percent in said if percent >= SPAM_FROM)
        unlike = sum(1 for percent in said if percent <= HONEST_TO)
        print(f"\nThe filter, of {len(said)} {word}: {likely} like spam, {unlike} like honest comments.", end="")
    print("\n")
    for one in sent:
        if one.misjudged:
            score, reasons = (one.comment.score, " ".join(one.comment.reasons)) if one.comment else (0, "")
            words = " ".join(one.row["text"].split())
            print(f"{one.row['id']:>4} {one.misjudged}: {words[:90]}… [{score}] {reasons[:160]}")


def _print_promises(sent: Sequence[Sent]) -> int:
    spam = [one for one in sent if one.row["spam"]]
    known = [one for one in sent if not one.row["spam"] and one.row["trusted"]]
    harm = [one for one in sent if one.row["harm"]]
    shown = sum(1 for one in spam if one.state == State.APPROVED)
    held = sum(1 for one in known if one.state != State.APPROVED and not one.row["harm"])
    noticed = sum(1 for one in harm if one.is_apart and one.state == State.HELD)
    kept = (
        (f"spam shown unseen: {shown} of {len(spam)}", shown == 0),
        (f"honest comments of people known here held: {held} of {len(known)}", held < MOST_HELD * max(len(known), 1)),
        (f"who speaks of harming themselves held apart: {noticed} of {len(harm)}", noticed == len(harm)),
    )
    print()
    for sentence, holds in kept:
        print(f"{'kept  ' if holds else 'BROKEN'} {sentence}")
    return 0 if all(holds for _, holds in kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
