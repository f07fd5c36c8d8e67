"""Conversations to practise: their grammar, what is wrong in one, and how one is played. Pure: no Flask, no SQL."""

from .checks import check
from .compiled import Condition, Conversation, Reply, Scene, Spoken, Verdict
from .compiling import compile_script as compile
from .grammar import is_name, parse
from .identity import carry_keys
from .lengths import steps_to_endings
from .map import Edge, Map, Node, layout, map_of
from .mood import Mood, good_when_high, mood
from .play import BadReply, State, begin, take, verdicts, walk
from .printing import print_scene, print_script
from .written import Script, WrittenPart, WrittenReply, WrittenScene, WrittenVerdict

__all__ = [
    "BadReply",
    "Condition",
    "Conversation",
    "Edge",
    "Map",
    "Mood",
    "Node",
    "Reply",
    "Scene",
    "Script",
    "Spoken",
    "State",
    "Verdict",
    "WrittenPart",
    "WrittenReply",
    "WrittenScene",
    "WrittenVerdict",
    "begin",
    "carry_keys",
    "check",
    "compile",
    "good_when_high",
    "is_name",
    "layout",
    "map_of",
    "mood",
    "parse",
    "print_scene",
    "print_script",
    "steps_to_endings",
    "take",
    "verdicts",
    "walk",
]
