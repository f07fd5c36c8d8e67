"""A fault in something a coach wrote: where it is, what it is, what to write instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. `line` counts from 1 in the file; `problem` and `remedy` are one sentence each.

    Faults sort by line, so that a list of them reads down the file.
    """

    line: int
    problem: str
    remedy: str
