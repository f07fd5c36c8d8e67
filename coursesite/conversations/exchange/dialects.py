"""How the story formats of Twine differ in what a passage's text may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """A story format. `block` matches what a line begins with: an item, a heading, a quote or a rule.

    What it does: `macros` are those in `<<…>>`, `changers` those in `(…: …)[…]`, `inserts` stand in `{…}`, `scriptlets`
    in `<% … %>`. `quotes`: two straight ones make bold, two strokes italic. `markdown`: it knows Markdown's emphasis.
    `ends_lines`: each line is a paragraph of its own.
    """

    name: str
    block: re.Pattern[str]
    macros: bool = False
    changers: bool = False
    inserts: bool = False
    scriptlets: bool = False
    quotes: bool = True
    markdown: bool = False
    ends_lines: bool = True

    @property
    def has_variables(self) -> bool:
        """Whether `$name` in a text shows what a variable holds."""
        return self.macros or self.changers

    @property
    def literal(self) -> str:
        """The signs of Markdown that mean nothing to this format, and so have to be kept from meaning something."""
        return "[]<" if self.markdown else "[]<*_`"


_RULE = r"(?P<rule>(?:-[ \t]*){3,}$)"
_QUOTE = r"(?P<quote>>+)"
_MARKDOWN = re.compile(rf"[ \t]*(?:{_RULE}|(?P<item>[-*+][ \t]+)|(?P<heading>#{{1,6}}[ \t]+)|{_QUOTE})", re.MULTILINE)
_HARLOWE = re.compile(rf"[ \t]*(?:{_RULE}|(?P<item>(?:\*+|(?:0\.)+)[ \t]+)|(?P<heading>#{{1,6}}))", re.MULTILINE)
_WIKI = re.compile(rf"[ \t]*(?:{_RULE}|(?P<item>\*+(?!\*)|#+)|(?P<heading>!{{1,6}})|{_QUOTE})", re.MULTILINE)
_ANY = re.compile(rf"[ \t]*(?:{_RULE}|(?P<item>[*+-][ \t]+)|(?P<heading>[#!]{{1,6}}[ \t]+)|{_QUOTE})", re.MULTILINE)

SUGARCUBE = Dialect("SugarCube", _WIKI, macros=True)
HARLOWE = Dialect("Harlowe", _HARLOWE, changers=True, markdown=True)
CHAPBOOK = Dialect("Chapbook", _MARKDOWN, inserts=True, quotes=False, markdown=True, ends_lines=False)
SNOWMAN = Dialect("Snowman", _MARKDOWN, scriptlets=True, quotes=False, markdown=True, ends_lines=False)
UNKNOWN = Dialect("", _ANY, macros=True)

_BY_NAME = {"sugarcube": SUGARCUBE, "harlowe": HARLOWE, "chapbook": CHAPBOOK, "snowman": SNOWMAN}


def dialect_of(story_format: str) -> Dialect:
    """The format with this name; what Twine's formats have in common, where it is none that is known here."""
    found = re.match(r"[a-z]+", story_format.strip().casefold())
    return _BY_NAME.get(found[0] if found else "", UNKNOWN)
