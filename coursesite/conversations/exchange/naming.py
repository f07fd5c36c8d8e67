"""Names of scenes for Twine's passages, which may be called anything."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coursesite.conversations.grammar import LONGEST_NAME, is_name
from coursesite.conversations.written import same
from coursesite.text.slugs import slugify

from .story import Passage

OTHERWISE = "scene"
"""The name of what has no letter or digit in its own."""


def names_of(passages: Sequence[Passage]) -> dict[str, str]:
    """A scene's name for each passage: its own where it can be one, and one of its kind that nothing else has."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for passage in passages:
        if is_name(passage.name) and same(passage.name) not in taken:
            found[passage.name] = passage.name
            taken.add(same(passage.name))
    for passage in passages:
        if passage.name in found:
            continue
        plain = fit(passage.name)
        name, number = plain, 2
        while same(name) in taken:
            name, number = f"{plain[: LONGEST_NAME - 5]}-{number}", number + 1
        found[passage.name] = name
        taken.add(same(name))
    return {passage.name: found[passage.name] for passage in passages}


def fit(name: str) -> str:
    """A scene's name like this one."""
    plain = re.sub(r"[^\w-]|_", "", slugify(name))[:LONGEST_NAME].strip("-")
    return plain if is_name(plain) else OTHERWISE
