"""Raised and lowered letters, as far as Unicode has them."""

from __future__ import annotations

_RAISED = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", strict=True))


def raised(text: str, tag: str) -> str | None:
    """Give a text in raised ("sup") or lowered ("sub") letters, or None where one of them doesn't exist."""
    letters = _RAISED if tag == "sup" else _LOWERED
    plain = text.strip().replace("−", "-")
    if any(letter not in letters for letter in plain):
        return None
    return "".join(letters[letter] for letter in plain)
