"""What is wrong with a conversation as a whole: lost links, scenes nobody sees, circles, ends without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from coursesite.text.faults import Fault

from .graph import distances, traps
from .reaching import without_verdict
from .written import Script, WrittenScene, same

SAMPLE = "“- if heat > 60: What is said of it.”"
MOST_GUESSES = 100
"""For so many names that there are not it is guessed which were meant; by then something else is wrong."""


def check(script: Script, meters: Mapping[str, int] | None) -> list[Fault]:
    """Name everything that is wrong with a conversation as a whole; `meters` are those of its front matter, None where
    they could not be read.

    What only follows from another fault is not named: a scene whose one link is misspelt counts as reached.
    """
    scenes = {same(scene.name): scene for scene in reversed(script.scenes)}
    scenes = {same(scene.name): scenes[same(scene.name)] for scene in script.scenes}
    guesses = _Guesses(scenes)
    faults = list(_lost_links(script, scenes, guesses))
    if meters is not None:
        faults += _unknown_meters(script, {same(name): name for name in meters})
    if scenes:
        links = {name: [guesses.meant(reply.to) for reply in scene.replies] for name, scene in scenes.items()}
        faults += _unreached(scenes, links)
        faults += _circles(scenes, links)
        amiss = {fault.line for fault in (*script.faults, *faults)}
        faults += _silent(scenes, {same(name): value for name, value in (meters or {}).items()}, amiss)
    return sorted(set(faults))


class _Guesses:
    """Which of the known names a misspelt one seems to mean, each found out once."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._made: dict[str, str] = {}

    def close(self, name: str) -> str:
        """The known name nearest to this one; empty where none is near."""
        if name not in self._made and len(self._made) < MOST_GUESSES:
            self._made[name] = next(iter(get_close_matches(name, self._known, n=1)), "")
        return self._made.get(name, "")

    def meant(self, to: str) -> str:
        """The scene that a link leads to, or seems to mean."""
        name = same(to)
        return name if name in self._known else self.close(name) or name


def _lost_links(script: Script, scenes: Mapping[str, WrittenScene], guesses: _Guesses) -> Iterator[Fault]:
    for scene in script.scenes:
        for reply in scene.replies:
            if same(reply.to) in scenes:
                continue
            close = guesses.close(same(reply.to))
            problem = f"The reply leads to “#{reply.to}”, and there is no such scene."
            if close:
                remedy = f"Did you mean “#{scenes[close].name}”?"
            else:
                remedy = f"Write the scene, beginning with “## {reply.to}”, or link to another one."
            yield Fault(reply.line, problem, remedy)


def _unknown_meters(script: Script, known: Mapping[str, str]) -> Iterator[Fault]:
    guesses = _Guesses(known)
    for scene in script.scenes:
        named = [(name, reply.line) for reply in scene.replies for name, _ in reply.changes]
        named += [(one.meter, verdict.line) for verdict in scene.verdicts for one in verdict.conditions]
        for name, line in dict.fromkeys(named):
            if same(name) in known:
                continue
            close = guesses.close(same(name))
            if close:
                remedy = f"Did you mean “{known[close]}”?"
            elif known:
                remedy = f"Write one of the meters, {', '.join(known.values())}, or add it to the front matter."
            else:
                remedy = f"Say in the front matter where it starts, as in “meters: {name} 50”."
            yield Fault(line, f"The front matter has no meter “{name}”.", remedy)


def _unreached(scenes: Mapping[str, WrittenScene], links: Mapping[str, list[str]]) -> Iterator[Fault]:
    found = distances(links, [next(iter(scenes))])
    for name, scene in scenes.items():
        if name not in found:
            problem = f"Nobody reaches the scene “{scene.name}”."
            remedy = f"Let a reply of a scene that is reached lead to “#{scene.name}”, or delete the scene."
            yield Fault(scene.line, problem, remedy)


def _circles(scenes: Mapping[str, WrittenScene], links: Mapping[str, list[str]]) -> Iterator[Fault]:
    found = distances(links, [next(iter(scenes))])
    ends = {name for name, scene in scenes.items() if not scene.replies}
    for circle in traps({name: links[name] for name in links if name in found}, ends):
        names = [f"“{scenes[name].name}”" for name in circle]
        if len(names) == 1:
            problem = f"The scene {names[0]} leads only to itself, so nobody who comes here gets to an end."
        else:
            among = ", ".join(names[:-1])
            problem = f"{among} and {names[-1]} lead only to one another, so nobody who comes here gets to an end."
        remedy = "Give one of their replies another scene to lead to, or write an ending: a scene without replies."
        yield Fault(scenes[circle[0]].line, problem, remedy)


def _silent(scenes: Mapping[str, WrittenScene], meters: Mapping[str, int], amiss: set[int]) -> Iterator[Fault]:
    """Name the endings after which somebody reads nothing; in the lines `amiss` something else is to be put right."""
    for scene in scenes.values():
        if scene.is_ending and not scene.verdicts:
            problem = f"The scene “{scene.name}” is an ending, as it has no replies, and nothing is said of it after."
            remedy = f"Write a debrief, such as “- What made the difference.” or {SAMPLE}, or replies that lead on."
            yield Fault(scene.line, problem, remedy)
    for scene, arrived in without_verdict(scenes, next(iter(scenes)), meters):
        if any(verdict.line in amiss for verdict in scene.verdicts):
            continue
        remedy = "End its list with “- otherwise: …”, which fits when nothing else does."
        if arrived:
            how = " and ".join(f"{name} {value}" for name, value in arrived.items())
            problem = f"Whoever comes to “{scene.name}” with {how} gets no debrief, for no line fits."
        else:
            problem = (
                f"Somebody may come to “{scene.name}” and get no debrief: there are too many ways to try them all."
            )
        yield Fault(scene.line, problem, remedy)
