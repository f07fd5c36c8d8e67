"""Lists of phrases in files beside this one: sections in brackets, one regular expression to a line, # for comments."""

import re
from collections.abc import Callable, Iterable
from importlib import resources

from coursesite.blog.moderation.folding import folded


def sections_of(name: str) -> dict[str, list[str]]:
    """The patterns of a file by section, in the file's order."""
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    for line in resources.files(__package__).joinpath(name).read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and re.fullmatch(r"\[[a-z]+\]", line):
            section = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            section.append(line)
    return sections


def compiled(patterns: Iterable[str], written_out: Callable[[str], str] = str) -> re.Pattern[str]:
    """One expression that finds any of the patterns as whole words of a folded text."""
    return re.compile(r"(?<!\w)(?:" + "|".join(folded(written_out(pattern)) for pattern in patterns) + r")(?!\w)")
