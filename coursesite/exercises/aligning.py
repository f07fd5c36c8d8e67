"""Two revisions of an exercise side by side: which option of the one is which of the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from coursesite.text.wording import normalised

from .compiled import Choice, Compiled, Left

_GONE = "~"


def in_keys_of(old: Compiled, new: Compiled) -> Compiled:
    """Give the old revision with the keys that its options have in the new one.

    An option is the same while its normalised text is, also where a coach has since given it another key. Otherwise it
    is the one that carries its key; one that nothing carries any more has a key that the new revision doesn't have.
    """
    options, lefts = _keys(old.options, new.options), _keys(old.lefts, new.lefts)
    return replace(
        old,
        options=tuple(replace(option, key=options[option.key]) for option in old.options),
        lefts=tuple(
            replace(left, key=lefts[left.key], partner=options.get(left.partner, left.partner)) for left in old.lefts
        ),
    )


def answer_in_keys_of(given: Mapping[str, Any] | None, old: Compiled, new: Compiled) -> Mapping[str, Any] | None:
    """Give an answer to the old revision in the keys of the new one, as `in_keys_of` does. What was typed stays."""
    if not given:
        return given
    options, lefts = _keys(old.options, new.options), _keys(old.lefts, new.lefts)
    found = dict(given)
    for name in ("picks", "order"):
        if isinstance(found.get(name), list | tuple):
            found[name] = [_key(options, key) for key in found[name]]
    if isinstance(found.get("pairs"), Mapping):
        found["pairs"] = {_key(lefts, left): _key(options, right) for left, right in found["pairs"].items()}
    return found


def _key(keys: Mapping[str, str], key: Any) -> Any:
    return keys.get(key, key) if isinstance(key, str) else key


def _keys(old: Sequence[Choice | Left], new: Sequence[Choice | Left]) -> dict[str, str]:
    """Lead from each old key to the new one."""
    texts = {entry.key: normalised(entry.source) for entry in new}
    said = {entry.key: normalised(entry.source) for entry in old}
    found = {key: key for key, text in said.items() if texts.get(key) == text}
    by_text = {text: key for key, text in texts.items() if key not in found}
    for key, text in said.items():
        if key not in found and text in by_text:
            found[key] = by_text.pop(text)
    taken = set(found.values())
    for key in said:
        if key not in found:
            found[key] = f"{_GONE}{key}" if key in taken else key
    return found
