"""Reading a line of an ending's debrief: `- if heat > 60 and trust < 40: what is said of it`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coursesite.text.faults import Fault
from coursesite.text.shapes import shown

from .compiled import HIGHEST, LOWEST, Condition
from .replies import Head
from .written import WrittenVerdict, same

SAMPLE = "“- if heat > 60: What is said of it.”"

_IF = re.compile(r"if\s+(?P<condition>[^:：]*)(?:[:：](?P<text>.*))?", re.DOTALL | re.IGNORECASE)
_OTHERWISE = re.compile(r"(?:else|otherwise)\s*[:：](?P<text>.*)", re.DOTALL | re.IGNORECASE)
_COMPARES = re.compile(r"[<>=≤≥]")
_SIGNS = {"<": "<", "<=": "<=", "≤": "<=", "=<": "<=", "=": "=", "==": "=", ">": ">", ">=": ">=", "≥": ">=", "=>": ">="}
_CONDITION = re.compile(
    r"(?P<meter>[^\W\d_][\w-]*)\s*(?P<sign><=|>=|=<|=>|==|[<>=≤≥])\s*(?P<value>[-−–]?\s*\d{1,9})\s*%?"
)
_AND = re.compile(r"\s+and\s+|\s*[,&]+\s*", re.IGNORECASE)


def read_verdict(head: Head, faults: list[Fault]) -> WrittenVerdict:
    """Read a line of the debrief. One without `if`, `else` or `otherwise` in front always fits."""
    if head.reason is not None:
        problem = f"A quote stands under {shown(head.text)}, which is a line of the debrief."
        faults.append(Fault(head.reason_line, problem, "Write its words in the line itself."))
    otherwise = _OTHERWISE.fullmatch(head.text)
    if otherwise is not None:
        return WrittenVerdict(_said(otherwise["text"], head, faults), otherwise=True, line=head.line)
    conditional = _IF.fullmatch(head.text)
    # A sentence of the debrief's own may begin with the word, but not with a colon in it: "If only you had waited."
    if conditional is None or not (conditional["text"] or _COMPARES.search(conditional["condition"])):
        return WrittenVerdict(_said(head.text, head, faults), line=head.line)
    if conditional["text"] is None:
        problem = f"{shown(head.text)} has no colon behind its condition."
        faults.append(Fault(head.line, problem, f"Write it as in {SAMPLE}"))
        return WrittenVerdict(head.text, line=head.line)
    conditions = _conditions(conditional["condition"], head.line, faults)
    return WrittenVerdict(_said(conditional["text"], head, faults), conditions, line=head.line)


def _said(text: str, head: Head, faults: list[Fault]) -> str:
    if not text.strip():
        problem = "A line of the debrief is empty."
        faults.append(Fault(head.line, problem, f"Write it as in {SAMPLE}"))
    return text.strip()


def _conditions(text: str, line: int, faults: list[Fault]) -> tuple[Condition, ...]:
    found = []
    text = " ".join(text.split())
    for part in _AND.split(text):
        match = _CONDITION.fullmatch(part.strip())
        if match is None:
            problem = f"{shown(part or text)} is no condition."
            remedy = (
                "Write a meter, one of < <= = >= > and a number, as in “if heat > 60: …”; for “or”, write two lines."
            )
            faults.append(Fault(line, problem, remedy))
            continue
        value = int(re.sub(r"[-−–]\s*", "-", match["value"]))
        condition = Condition(match["meter"], _SIGNS[match["sign"]], value)
        if not LOWEST <= value <= HIGHEST:
            problem = f"{shown(part)} compares with {value}, and a meter runs from {LOWEST} to {HIGHEST}."
            faults.append(Fault(line, problem, f"Write a number from {LOWEST} to {HIGHEST}."))
        found.append(condition)
    if found and not _can_be(found):
        problem = f"“if {text}” can never be so."
        faults.append(Fault(line, problem, f"Write what can be, with meters from {LOWEST} to {HIGHEST}."))
    return tuple(found)


def _can_be(conditions: Sequence[Condition]) -> bool:
    """Whether each meter has a value with which all that is said of it holds."""
    of_meters: dict[str, list[Condition]] = {}
    for one in conditions:
        of_meters.setdefault(same(one.meter), []).append(one)
    values = range(LOWEST, HIGHEST + 1)
    return all(any(all(one.fits(value) for one in said) for value in values) for said in of_meters.values())
