"""A story of Twine as a conversation of ours: a draft, and all that did not come along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coursesite.conversations.compiled import HIGHEST
from coursesite.conversations.grammar import parse
from coursesite.conversations.printing import print_scene
from coursesite.conversations.written import Script, WrittenScene

from .dialects import SUGARCUBE, Dialect, dialect_of
from .going import FIELDS, INIT, INTRO_TAG, digest
from .leaving import shown
from .markup import read
from .merging import merged
from .naming import fit, names_of
from .notation import DEBRIEF, begun, named_in
from .scenes import Made, links_of, made_of, prose_of
from .story import Note, Passage, Story, Unreadable, own_of

LARGEST_BODY = 200_000
"""Bytes of the text that a story may become: 30,000 words or so, some ten evenings of talk."""
MOST_SHOWN = 8
LONGEST_FIELD = 1_000
_SPECIAL = {"StoryMenu", "StoryCaption", "StoryBanner", "StorySubtitle", "StoryAuthor", "StoryInterface", "StoryShare"}
_SPECIAL |= {"StorySettings", "StoryDisplayTitle", "StoryIncludes", "PassageHeader", "PassageFooter", "PassageReady"}
_SPECIAL |= {"PassageDone", "PassageStart", "StoryReady", INIT}
_SPECIAL_TAGS = {"widget", "init", "header", "footer", "startup", "debug-header", "debug-footer", "debug-startup"}
_OTHERS = {
    "script": "It is a script",
    "stylesheet": "It is a style sheet",
    "twine.private": "It is a note of Twine's own",
}
_OTHERS |= {"annotation": "It is a note", "twine.image": "It is a picture"}
_SELF = {"you", "me", "i"}


@dataclass(frozen=True)
class Brought:
    """What came of a file: a title, fields of the front matter, the text below it, and what did not come as it was.

    `names` lead from each passage to its scene.
    """

    title: str
    fields: Mapping[str, str]
    body: str
    script: Script
    names: Mapping[str, str]
    notes: tuple[Note, ...]

    @property
    def endings(self) -> Sequence[WrittenScene]:
        """The scenes that lead nowhere."""
        return [scene for scene in self.script.scenes if scene.is_ending]


def conversation_of(story: Story) -> Brought:
    """Make a story a conversation. Raises `Unreadable` where it has no passage to be played, or too much text."""
    return _Coming(story).brought()


class _Coming:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.notes = list(story.notes)
        self.dialect: Dialect = dialect_of(story.format)
        played = [passage for passage in story.passages if self._is_played(passage)]
        self.intro = next((passage for passage in played if INTRO_TAG in passage.tags), None)
        self.passages = self._in_order([passage for passage in played if passage is not self.intro])
        if not self.passages:
            raise Unreadable("No passage of this story can be played, so nothing was taken in.")
        _check_length(sum(len(passage.text) for passage in self.passages))
        self.names = names_of(self.passages)
        self.by_words = {" ".join(old.split()): new for old, new in self.names.items()}
        self.meters, self.begins = self._meters()

    def brought(self) -> Brought:
        """Everything that came."""
        blocks = [self._introduction(), *(self._block(passage) for passage in self.passages)]
        body = "\n\n".join(block for block in blocks if block) + "\n"
        _check_length(len(body.encode()))
        script = parse(body.split("\n"), 1)
        self._tell(script)
        return Brought(self.story.title, self._fields(script), body, script, self.names, tuple(self.notes))

    def _is_played(self, passage: Passage) -> bool:
        tags = {tag.casefold() for tag in passage.tags}
        what = next((words for tag, words in _OTHERS.items() if tag in tags), "")
        if not what and passage.name == INIT and self._is_ours(passage):
            return False
        if not what and (passage.name in _SPECIAL or tags & _SPECIAL_TAGS):
            what = "It belongs to the story format and not to the story"
        if what:
            self.notes.append(Note(passage.name, f"{what}, and was left out."))
        return not what

    def _is_ours(self, passage: Passage) -> bool:
        """Whether a passage sets meters of ours and nothing else."""
        return bool(self.story.own) and all(begun(line) for line in passage.text.split("\n") if line.strip())

    def _in_order(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages, that which starts first: a scene that nobody comes to stands where it stood."""
        first = self.story.start
        if self.intro is not None and first in ("", self.intro.name):
            target = next(iter(links_of(read(self.intro.text, self.dialect))), None)
            first = target.target if target else ""
        return sorted(passages, key=lambda passage: not _is_named(passage, first))

    def _meters(self) -> tuple[Mapping[str, str], Mapping[str, int]]:
        """Names of meters by the variables of our notation, and where each starts."""
        if self.dialect is not SUGARCUBE:
            return {}, {}
        written = self.story.own.get("variables")
        known = {str(name): str(meter) for name, meter in written.items()} if isinstance(written, dict) else {}
        changed = set().union(*(named_in(passage.text) for passage in self.passages))
        starts = begun(next((one.text for one in self.story.passages if one.name == INIT), ""))
        meters = {name: known.get(name, name) for name in sorted(changed | (known.keys() & starts.keys()))}
        return meters, {meters[name]: starts.get(name, HIGHEST // 2) for name in meters}

    def _introduction(self) -> str:
        if self.intro is None:
            return ""
        own = own_of(self.intro.metadata)
        source = own.get("intro")
        if isinstance(source, str) and own.get("shown") == digest(self.intro.text):
            script = parse([*source.split("\n"), "", "## start"], 1)
            if script.intro == source and not script.faults:
                return source
        reading = read(self.intro.text, self.dialect)
        self._tell_left(self.intro, reading.left, reading.variables)
        prose = prose_of(reading, self.dialect)
        return prose if parse([*prose.split("\n"), "", "## start"], 1).intro == prose else ""

    def _block(self, passage: Passage) -> str:
        """A scene of the text, its heading included."""
        name, before = self.names[passage.name], _before(passage, self.names[passage.name])
        if before is not None and own_of(passage.metadata).get("shown") == digest(passage.text):
            source = str(own_of(passage.metadata)["scene"])
            return f"## {name}\n\n{source}" if source else f"## {name}"
        text, found, spoken = passage.text.partition(DEBRIEF)
        made = made_of(name, text, self.dialect, self._name_of(passage), self.meters)
        self._tell_left(passage, made.left, made.variables)
        if not found and before is None:
            return made.source
        return self._merged(made, before, spoken if found else "")

    def _merged(self, made: Made, before: WrittenScene | None, spoken: str) -> str:
        scene = merged(made.scene, before, spoken, self.dialect, self.meters)
        return print_scene(scene) if scene else made.source

    def _name_of(self, passage: Passage) -> Callable[[str], str]:
        """Gives the scene for each passage that this one links to."""

        def named(target: str) -> str:
            name = self.by_words.get(" ".join(target.split()))
            if name is None:
                self.notes.append(Note(passage.name, f"It links to “{shown(target)}”, and there is no such passage."))
                return fit(target)
            return name

        return named

    def _tell_left(self, passage: Passage, left: Sequence[str], variables: Sequence[str]) -> None:
        if left:
            self.notes.append(Note(passage.name, f"Left out: {_listed(left)}."))
        if variables:
            sentence = f"It shows {_listed(variables)}, which has no value here: write what it should say."
            self.notes.append(Note(passage.name, sentence))

    def _tell(self, script: Script) -> None:
        """What the coach has to do next, whatever came."""
        silent = sum(scene.is_ending and not scene.verdicts for scene in script.scenes)
        if silent:
            words = "One ending has" if silent == 1 else f"{silent} endings have"
            self.notes.append(Note("", f"{words} no debrief: Twine knows none. The checks in the editor say where."))
        renamed = sum(old != new for old, new in self.names.items())
        if renamed:
            words = "One passage has" if renamed == 1 else f"{renamed} passages have"
            sentence = f"{words} another name now, since scenes are named with letters, digits and hyphens."
            self.notes.append(Note("", sentence))

    def _fields(self, script: Script) -> dict[str, str]:
        """What stands in the front matter: what an export of ours says, else what can be read from the scenes."""
        said = self.story.own.get("fields")
        if isinstance(said, dict):
            texts = {name: " ".join(str(said[name]).split()) for name in FIELDS if isinstance(said.get(name), str)}
            return {name: text for name, text in texts.items() if 0 < len(text) <= LONGEST_FIELD}
        found = {}
        speakers = Counter(part.speaker for scene in script.scenes for part in scene.parts if part.speaker)
        others = [name for name, _times in speakers.most_common() if name.casefold() not in _SELF]
        if others:
            found["with"] = others[0]
        if self.begins:
            found["meters"] = ", ".join(f"{name} {value}" for name, value in self.begins.items())
        return found


def _check_length(length: int) -> None:
    if length > LARGEST_BODY:
        raise Unreadable(
            "The story's text is longer than a conversation can be here, so nothing was taken in. Divide it into "
            "several stories, and bring in each."
        )


def _is_named(passage: Passage, name: str) -> bool:
    return bool(name) and " ".join(passage.name.split()) == " ".join(name.split())


def _before(passage: Passage, name: str) -> WrittenScene | None:
    """The scene that an export of ours made this passage from; None where that can't be read."""
    source = own_of(passage.metadata).get("scene")
    if not isinstance(source, str):
        return None
    script = parse([f"## {name}", *source.split("\n")], 1)
    return script.scenes[0] if len(script.scenes) == 1 and not script.intro else None


def _listed(things: Sequence[str]) -> str:
    """Things by their first few, each once."""
    different = list(dict.fromkeys(things))
    more = f" and {len(different) - MOST_SHOWN:,} more" if len(different) > MOST_SHOWN else ""
    return ", ".join(different[:MOST_SHOWN]) + more
