"""Gaps in a text: `[[frustrated|fed up]]` to fill in, `[[*exhausting|fine|funny]]` to pick from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coursesite.text.faults import Fault
from coursesite.text.lines import without_code
from coursesite.text.shapes import shown

from .kinds import Gap

OPENING, CLOSING = "[[", "]]"

_BLANK = re.compile(r"\n[ \t]*\n")
_AROUND = re.compile(r"\[[^\[\]]*\]\([^()]*\)|<[^<>]*>")
_STAND_IN = "\ue000"


@dataclass(frozen=True)
class Place:
    """Where a gap stands in a text: from `start` up to `end`, with `inner` between the brackets."""

    start: int
    end: int
    inner: str


def find_gaps(text: str) -> list[Place]:
    """Find the gaps of a Markdown text, outside code. `[[1]](…)` is a link and `\\[[` is text."""
    return [place for place in _openings(text) if place.end]


def write_gap(gap: Gap) -> str:
    """Write a gap as a coach would: its words, or its choices with the right one marked."""
    if gap.choices:
        return "[[" + "|".join(("*" if word in gap.accepted else "") + _bare(word) for word in gap.choices) + "]]"
    return "[[" + "|".join(map(_bare, gap.accepted)) + "]]"


def _bare(word: str) -> str:
    word = word.replace("|", "\\|")
    return f"\\{word}" if word.startswith("*") else word


def has_gap(text: str) -> bool:
    """Whether there is a gap in the text."""
    return bool(find_gaps(text))


def read_gaps(text: str, first_line: int, faults: list[Fault]) -> tuple[Gap, ...]:
    """Read a prompt's gaps, naming those that are empty, unclosed, or stand where no gap can."""
    gaps = []
    for place in _openings(text):
        line = first_line + text.count("\n", 0, place.start)
        if not place.end:
            problem = f"The gap {shown(text[place.start : place.start + 24])} is not closed in its paragraph."
            faults.append(Fault(line, problem, "Write ]] after its last word, or \\[[ for brackets that are no gap."))
        else:
            gaps.append(_read(place, line, faults))
    _check_surroundings(text, first_line, faults)
    return tuple(gaps)


def _openings(text: str) -> list[Place]:
    """Every `[[`, with end 0 where it is never closed."""
    masked = _masked(text)
    places: list[Place] = []
    end = 0
    start = masked.find(OPENING)
    while start >= 0:
        further = start + len(OPENING)
        if 0 <= end < further:  # looked for once and kept, so that unclosed gaps don't cost a search each
            end = masked.find(CLOSING, further)
        broken = _BLANK.search(masked, start, end if end >= 0 else len(masked))
        if start and masked[start - 1] == "\\":
            pass
        elif end < 0 or broken:
            places.append(Place(start, 0, ""))
            further = broken.end() if broken else len(masked)
        else:
            further = end + len(CLOSING)
            if masked[further : further + 1] != "(":
                places.append(Place(start, further, text[start + len(OPENING) : end]))
        start = masked.find(OPENING, further)
    return places


def _masked(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(bare.ljust(len(line)) for line, bare in zip(lines, without_code(lines), strict=True))


def _read(place: Place, line: int, faults: list[Fault]) -> Gap:
    words = [" ".join(word.split()) for word in _split(place.inner)]
    name = shown(f"[[{place.inner}]]")
    if "[" in place.inner or "]" in place.inner:
        faults.append(Fault(line, f"The gap {name} has a bracket inside.", "Leave the inner brackets out."))
    if not all(word.removeprefix("*").strip() for word in words):
        faults.append(
            Fault(
                line,
                f"The gap {name} has an empty place.",
                "Write a word between its bars, as in [[frustrated|fed up]].",
            )
        )
    starred = [word for word in words if word.startswith("*")]
    plain = [_unescaped(word.removeprefix("*").strip()) for word in words]
    late = next((word for word in words if word.endswith("*") and word.count("*") == 1 and word[-2:] != "\\*"), None)
    if not starred and late is not None:
        problem = f"The gap {name} has a star behind {shown(late)}."
        faults.append(Fault(line, problem, "Write the star before the right word, as in [[*exhausting|fine|funny]]."))
    if not starred:
        return Gap(tuple(dict.fromkeys(plain)), (), line)
    if len(starred) > 1 or len(set(plain)) < max(len(plain), 2):
        problem = f"The gap {name} is a list to pick from, so it needs different words and one star."
        faults.append(Fault(line, problem, "Put a star before the right one only, as in [[*exhausting|fine|funny]]."))
    return Gap((_unescaped(starred[0].removeprefix("*").strip()),), tuple(plain), line)


def _split(inner: str) -> list[str]:
    """Split at the bars; `\\|` is a bar in a word."""
    return re.split(r"(?<!\\)\|", inner)


def _unescaped(word: str) -> str:
    return word.replace("\\|", "|").removeprefix("\\") if word.startswith("\\*") else word.replace("\\|", "|")


def _check_surroundings(text: str, first_line: int, faults: list[Fault]) -> None:
    """A gap in a link's text, an image's description or a tag would have nowhere to stand on the page."""
    pieces, end = [], 0
    for place in find_gaps(text):
        pieces += [text[end : place.start], _STAND_IN + "\n" * text.count("\n", place.start, place.end)]
        end = place.end
    text = "".join([*pieces, text[end:]])
    for match in _AROUND.finditer(text):
        if _STAND_IN in match[0]:
            line = first_line + text.count("\n", 0, match.start())
            faults.append(Fault(line, "A gap stands inside a link, an image or a tag.", "Move the gap out of it."))
