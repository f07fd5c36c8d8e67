"""How our meters and debriefs are written in SugarCube's macros, and read from there; others mean nothing here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from coursesite.conversations.compiled import HIGHEST, LOWEST, Condition
from coursesite.conversations.written import WrittenVerdict
from coursesite.text.slugs import slugify

DEBRIEF = "/% debrief %/"
"""The line behind which the debrief of an ending stands; nobody who plays sees it."""

_SIGNS = {"<": "lt", "<=": "lte", "=": "eq", ">=": "gte", ">": "gt"}
_MEANT = {word: sign for sign, word in _SIGNS.items()}
_CHANGE = re.compile(r"\$(\w{1,80}) to Math\.clamp\(\$\1 ([+-]) (\d{1,3}), 0, 100\)")
_BEGINS = re.compile(r"<<set \$(\w{1,80}) to (\d{1,3})>>")
_IF = re.compile(r"<<if (?P<condition>[^<>\n]{1,500})>>(?P<text>.*)<</if>>")
_CONDITION = re.compile(r"\$(\w{1,80}) (lt|lte|eq|gte|gt) (-?\d{1,3})")


def variables_of(meters: Iterable[str]) -> dict[str, str]:
    """For each meter a variable of its own, which SugarCube allows only letters, digits and low lines of ASCII."""
    found: dict[str, str] = {}
    for name in meters:
        plain = re.sub(r"\W", "_", slugify(name), flags=re.ASCII).strip("_")
        plain = plain if re.match(r"[A-Za-z]", plain) else f"meter_{plain}".strip("_")
        wanted, number = plain, 2
        while wanted in found.values():
            wanted, number = f"{plain}_{number}", number + 1
        found[name] = wanted
    return found


def setter(changes: Sequence[tuple[str, int]], variables: Mapping[str, str]) -> str:
    """What a link sets for these changes."""
    named = [(variables[name], "-" if by < 0 else "+", abs(by)) for name, by in changes if name in variables]
    return ", ".join(f"${name} to Math.clamp(${name} {sign} {by}, 0, 100)" for name, sign, by in named)


def changes_of(written: str, meters: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """The changes that a link of ours sets; `meters` give a meter's name for its variable."""
    found = {}
    for name, sign, value in _CHANGE.findall(written):
        if int(value) <= HIGHEST:
            found[meters.get(name, name)] = int(value) if sign == "+" else -int(value)
    return tuple(found.items())


def beginnings(meters: Mapping[str, int], variables: Mapping[str, str]) -> str:
    """What sets each meter to where it starts."""
    return "\n".join(f"<<set ${variables[name]} to {value}>>" for name, value in meters.items())


def begun(text: str) -> dict[str, int]:
    """The variables that a passage sets to where a meter may start."""
    return {name: int(value) for name, value in _BEGINS.findall(text) if LOWEST <= int(value) <= HIGHEST}


def named_in(text: str) -> set[str]:
    """The variables that links of this passage change as ours do."""
    return {name for name, _sign, _value in _CHANGE.findall(text)}


def debrief(verdicts: Sequence[WrittenVerdict], texts: Sequence[str], variables: Mapping[str, str]) -> str:
    """The lines of a debrief; `texts` are the verdicts' in SugarCube's notation."""
    conditions = [_all(verdict.conditions, variables) for verdict in verdicts if verdict.conditions]
    lines = []
    for verdict, text in zip(verdicts, texts, strict=True):
        condition = _all(verdict.conditions, variables)
        if verdict.otherwise and conditions:
            condition = f"not ({' or '.join(f'({one})' for one in conditions)})"
        lines.append(f"<<if {condition}>>{text}<</if>>" if condition else text)
    return "\n".join([DEBRIEF, *lines]) if lines else ""


def verdicts_of(text: str, meters: Mapping[str, str]) -> list[tuple[str, tuple[Condition, ...], bool]]:
    """The lines of a debrief of ours: text, conditions, and whether it is for whom no other fits."""
    found: list[tuple[str, tuple[Condition, ...], bool]] = []
    for line in filter(str.strip, text.split("\n")):
        match = _IF.fullmatch(line.strip())
        if match is None:
            found.append((line.strip(), (), False))
            continue
        conditions = [_condition(part, meters) for part in match["condition"].split(" and ")]
        read = tuple(one for one in conditions if one is not None)
        otherwise = match["condition"].startswith("not (")
        found.append((match["text"].strip(), () if otherwise or len(read) < len(conditions) else read, otherwise))
    return found


def _all(conditions: Sequence[Condition], variables: Mapping[str, str]) -> str:
    known = [one for one in conditions if one.meter in variables]
    return " and ".join(f"${variables[one.meter]} {_SIGNS[one.sign]} {one.value}" for one in known)


def _condition(written: str, meters: Mapping[str, str]) -> Condition | None:
    match = _CONDITION.fullmatch(written.strip())
    return Condition(meters.get(match[1], match[1]), _MEANT[match[2]], int(match[3])) if match else None
