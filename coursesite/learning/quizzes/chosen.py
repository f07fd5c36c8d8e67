"""An answer in short, the same for equal answers: what figures count by."""

from collections.abc import Mapping
from typing import Any

from coursesite.exercises import Compiled, Kind
from coursesite.text.wording import answer_form

LONGEST = 200


def chosen(compiled: Compiled, given: Mapping[str, Any] | None) -> str:
    """The options' keys for what is picked, ordered or matched, the compared form of what is typed; "" for nothing.

    Picks are joined by commas in alphabetical order, an order by ">", matched pairs as "left=right" by commas, gaps by
    "|". A scale gives nothing: what one says of oneself is in nobody's figures.
    """
    if not given:
        return ""
    match compiled.kind:
        case Kind.pick_one | Kind.pick_several | Kind.poll:
            short = ",".join(sorted(given.get("picks", ())))
        case Kind.order:
            short = ">".join(given.get("order", ()))
        case Kind.match:
            short = ",".join(f"{left}={right}" for left, right in sorted(given.get("pairs", {}).items()))
        case Kind.gaps:
            short = "|".join(answer_form(word) for word in given.get("gaps", ()))
        case Kind.short_answer | Kind.number:
            short = answer_form(given.get("text", ""))
        case _:
            short = ""
    return short[:LONGEST]
