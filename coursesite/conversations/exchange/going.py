"""A conversation of ours as a story that SugarCube plays, and from which an import here makes it again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from coursesite.conversations.grammar import is_name, parse
from coursesite.conversations.map import layout
from coursesite.conversations.written import Script, WrittenScene, same
from coursesite.text.lines import split_lines

from .notation import beginnings, debrief, setter, variables_of
from .story import OWN_KEY, Passage, Story, Unreadable
from .sugaring import sugared, words_of

FORMAT, FORMAT_VERSION = "SugarCube", "2.37.3"
FIELDS = ("summary", "you", "with", "meters", "feedback")
"""What goes along of a conversation's front matter besides its title."""
INTRO_NAME, INTRO_TAG, INTRO_LINK = "Before you begin", "coursesite-intro", "Begin"
INIT = "StoryInit"
BOX = "100,100"
_SCALE = 1.6


def story_of(title: str, fields: Mapping[str, str], meters: Mapping[str, int], body: str, address: str) -> Story:
    """Make a conversation's text a story. `fields` are those of FIELDS that it has, `address` tells it from all others.

    Raises `Unreadable` for a text without scenes, and where a scene's name is none or stands twice.
    """
    lines = split_lines(body)
    script = parse(lines, 1)
    _check(script)
    variables = variables_of(meters)
    places = _places(script)
    names = {same(scene.name): scene.name for scene in script.scenes}
    passages = [*_beginning(script, meters, variables)]
    ends = [*(scene.line - 1 for scene in script.scenes[1:]), len(lines)]
    for scene, end in zip(script.scenes, ends, strict=True):
        source = "\n".join(lines[scene.line : end]).strip("\n")
        text = _text(scene, names, variables)
        own = {OWN_KEY: {"scene": source, "shown": digest(text)}, **places[scene.name]}
        passages.append(Passage(scene.name, text, metadata=own))
    data = {
        "ifid": str(uuid5(NAMESPACE_URL, address)).upper(),
        "format": FORMAT,
        "format-version": FORMAT_VERSION,
        "start": INTRO_NAME if script.intro else script.scenes[0].name,
        OWN_KEY: {"fields": dict(fields), "variables": {variable: name for name, variable in variables.items()}},
    }
    return Story(" ".join(title.split()), tuple(passages), data)


def digest(text: str) -> str:
    """What tells whether a passage still says what was written there."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:32]


def _check(script: Script) -> None:
    if not script.scenes:
        raise Unreadable("The conversation has no scenes yet, so there is nothing to download.")
    seen: set[str] = set()
    for scene in script.scenes:
        if not is_name(scene.name) or same(scene.name) in seen:
            sentence = f"“{scene.name}” is no scene's name, or stands twice." if scene.name else "A scene has no name."
            raise Unreadable(f"{sentence} Twine tells passages apart by their names.", scene.line)
        seen.add(same(scene.name))


def _beginning(script: Script, meters: Mapping[str, int], variables: Mapping[str, str]) -> Sequence[Passage]:
    """What stands before the first scene, and what sets the meters."""
    found = []
    if script.intro:
        text = f"{sugared(script.intro)}\n\n[[{INTRO_LINK}|{script.scenes[0].name}]]"
        own = {OWN_KEY: {"intro": script.intro, "shown": digest(text)}, "position": "100,100", "size": BOX}
        found.append(Passage(INTRO_NAME, text, (INTRO_TAG,), own))
    if meters:
        found.append(Passage(INIT, beginnings(meters, variables)))
    return found


def _text(scene: WrittenScene, names: Mapping[str, str], variables: Mapping[str, str]) -> str:
    """A scene as SugarCube shows it."""
    parts = [
        f"''{words_of(part.speaker)}:'' {sugared(part.text)}" if part.speaker else sugared(part.text)
        for part in scene.parts
    ]
    by_name = {same(name): variable for name, variable in variables.items()}
    links = []
    for reply in scene.replies:
        sets = setter([(same(name), by) for name, by in reply.changes], by_name)
        target = names.get(same(reply.to), reply.to)
        links.append(f"[[{words_of(reply.text)}|{target}]{f'[{sets}]' if sets else ''}]")
    parts.append("\n".join(links))
    conditions = [verdict.conditions for verdict in scene.verdicts]
    known = {one.meter: by_name[same(one.meter)] for said in conditions for one in said if same(one.meter) in by_name}
    said = [" ".join(sugared(verdict.text).split()) for verdict in scene.verdicts]
    parts.append(debrief(scene.verdicts, said, known))
    return "\n\n".join(filter(None, parts))


def _places(script: Script) -> Mapping[str, dict[str, object]]:
    """Where each passage lies on Twine's map: as on ours, below what stands before the first scene."""
    links = {same(scene.name): [same(reply.to) for reply in scene.replies] for scene in script.scenes}
    nodes = {node.name: node for node in layout(links).nodes}
    found: dict[str, dict[str, object]] = {}
    for scene in script.scenes:
        node = nodes[same(scene.name)]
        found[scene.name] = {"position": f"{100 + round(node.left * _SCALE)},{275 + round(node.top * 3)}", "size": BOX}
    return found
