"""Whether the pools hold what the quizzes draw from them, looked at whenever a quiz or a pool has changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from coursesite import exercises
from coursesite.library.faults import FileFault, file_fault
from coursesite.library.models import Kind, State
from coursesite.library.shelving import queries
from coursesite.library.shelving.entries import Entry
from coursesite.library.shelving.plan import Plan

JsonDict = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Draw:
    """So many questions from the pool at a path, with a tag or (empty) with any."""

    count: int
    path: str
    tag: str

    @property
    def words(self) -> str:
        """What is drawn, as a coach reads it."""
        name = self.path.rpartition("/")[2].removesuffix(".md")
        return f"{self.count} from {name} tagged {self.tag}" if self.tag else f"{self.count} from {name}"


def short_draws(plan: Plan, session: Session | None) -> Iterator[FileFault]:
    """Name the draws for which a pool has too few questions, at the quiz; at the pool, where only that has changed.

    Draws are made in their order and ask no question twice, so that what an earlier one may take is gone for a later
    one.
    """
    changed = {entry.source.path: entry for entry in plan.entries if entry.made is not None}
    folders = {path.rpartition("/")[0] for path, entry in changed.items() if _matters(plan, entry)}
    if not folders:
        return
    forms = _forms(plan, session, changed, folders)
    others = {place.path: place.kind for place in plan.after.values() if place.kind is not Kind.POOL}
    for path, compiled in sorted(forms.items()):
        if compiled["kind"] != Kind.QUIZ:
            continue
        for draw, problem, remedy in _short(_draws(path, compiled), forms, others):
            entry = changed.get(path)
            if entry is not None:
                line = entry.made.metadata.lines.get("draw", 1) if entry.made else 1
                yield file_fault(path, problem, remedy, line)
            elif draw.path in changed:
                told = f"The quiz “{compiled['title']}” ({path}) draws “{draw.words}”. {problem}"
                yield file_fault(draw.path, told, remedy)


def _matters(plan: Plan, entry: Entry) -> bool:
    before = plan.before.get(entry.key)
    return bool({entry.kind, before.kind if before else entry.kind} & {Kind.QUIZ, Kind.POOL})


def _forms(plan: Plan, session: Session | None, changed: Mapping[str, Entry], folders: set[str]) -> dict[str, JsonDict]:
    """The compiled quizzes and pools of these folders by their paths: as they are now made, else as published."""
    made = {path: entry.made.compiled for path, entry in changed.items() if entry.made is not None}
    # One with faults of its own has no form, and the one before doesn't speak for it.
    found = {path: form for path, form in made.items() if form and form["kind"] in (Kind.QUIZ, Kind.POOL)}
    known = {piece.key: piece for piece in plan.known}
    revisions = {}
    for key, place in plan.after.items():
        wanted = place.kind in (Kind.QUIZ, Kind.POOL) and place.state is State.PUBLISHED and place.path not in made
        revision = known[key].revision_id if key in known else None
        if wanted and revision is not None and place.path.rpartition("/")[0] in folders:
            revisions[revision] = place.path
    stored = queries.compiled_forms(session, revisions) if session is not None else ()
    return {**found, **{revisions[revision]: compiled for revision, compiled in stored}}


def _draws(path: str, compiled: JsonDict) -> list[Draw]:
    folder = path.rpartition("/")[0]
    return [Draw(count, f"{folder}/{pool}.md", tag) for count, pool, tag in compiled["values"].get("draw", ())]


def _short(
    draws: Sequence[Draw], forms: Mapping[str, JsonDict], others: Mapping[str, Kind]
) -> Iterator[tuple[Draw, str, str]]:
    """The draws that may come up short, each with what is wrong and what to do. A pool with faults is passed over."""
    fitting = [_fitting(forms[draw.path], draw.tag) if draw.path in forms else None for draw in draws]
    for number, (draw, fits) in enumerate(zip(draws, fitting, strict=True)):
        if draw.path in others:
            problem = f"“{draw.words}” can't be drawn: that file is a {others[draw.path]}."
            yield draw, problem, "Name a file that says “kind: pool”, or write that line into it."
            continue
        if fits is None:
            continue
        if len(fits) < draw.count:
            problem = f"“{draw.words}” can't be drawn: {_there_are(len(fits), draw.tag)} with a right answer."
            yield draw, problem, _more(draw)
            continue
        before = [(other, fitting[place] or set()) for place, other in enumerate(draws[:number])]
        taken = sum(min(other.count, len(theirs & fits)) for other, theirs in before if other.path == draw.path)
        if len(fits) - taken < draw.count:
            problem = f"“{draw.words}” may come up short: {_there_are(len(fits), draw.tag)}"
            problem += f", and the draws before it may take {taken} of them."
            yield draw, problem, "Write the draw with the rarest tag first, or more questions into the pool."


def _fitting(pool: JsonDict, tag: str) -> set[str]:
    """The ids of what may be drawn from a pool: whatever has a right answer, of all tags or of one."""
    found = [block["exercise"] for block in pool["blocks"] if "exercise" in block]
    return {one["id"] for one in found if exercises.Kind(one["kind"]).graded and (not tag or tag in one["tags"])}


def _more(draw: Draw) -> str:
    tag = "Check how the tag is written, write" if draw.tag else "Write"
    return f"{tag} more of them into the pool, or draw fewer."


def _there_are(number: int, tag: str) -> str:
    those = f"question tagged “{tag}”" if tag else "question"
    if number == 1:
        return f"there is 1 {those}"
    return f"there are {number or 'no'} {those.replace('question', 'questions', 1)}"
