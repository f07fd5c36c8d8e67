"""Lists of phrases in files: sections in brackets, one regular expression to a line, # for comments."""

import re
from collections.abc import Callable, Iterable
from importlib import resources

from coursesite.text.folding import folded


def sections_of(module: str, name: str) -> dict[str, list[str]]:
    """The patterns by section, in the order of the file of this name beside a module (its `__name__`)."""
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    for line in resources.files(module.rpartition(".")[0]).joinpath(name).read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and re.fullmatch(r"\[[a-z]+\]", line):
            section = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            section.append(line)
    return sections


def compiled(patterns: Iterable[str], written_out: Callable[[str], str] = str) -> re.Pattern[str]:
    """One expression that finds any of the patterns as whole words of a folded text."""
    return re.compile(r"(?<!\w)(?:" + "|".join(folded(written_out(pattern)) for pattern in patterns) + r")(?!\w)")
