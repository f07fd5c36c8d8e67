"""GIFT's backslash: which characters it takes the meaning from, and how they are held apart meanwhile."""

from __future__ import annotations

import re

_MEANINGS = {":": ":", "#": "#", "=": "=", "{": "{", "}": "}", "~": "~", "n": "\n", "\\": "\\"}
# While a question is taken apart, an escaped character is one of these: code points that are no characters, ever.
_HELD = {letter: chr(0xFDD0 + place) for place, letter in enumerate(_MEANINGS)}
# Stands for the answers in a text that they are in the middle of.
PLACE = "\ufddf"
_FREE = str.maketrans({held: _MEANINGS[letter] for letter, held in _HELD.items()})
_LOST = str.maketrans(dict.fromkeys([*_HELD.values(), PLACE], "\ufffd"))
_ESCAPED = re.compile(r"\\([:#={}~n\\])")
_RESERVED = re.compile(r"[\\:#={}~\n]")


def hold(text: str) -> str:
    """Hold escaped characters apart from those with a meaning. A backslash before any other character is text."""
    return _ESCAPED.sub(lambda match: _HELD[match[1]], text.translate(_LOST))


def free(text: str) -> str:
    """Give held text as it was meant."""
    return text.translate(_FREE)


def escaped(text: str) -> str:
    """Write text so that nothing in it has a meaning in GIFT; it comes out on one line."""
    return _RESERVED.sub(lambda match: "\\n" if match[0] == "\n" else "\\" + match[0], text)
