"""Which option is which across revisions, so that earlier answers keep their meaning."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from coursesite.text.wording import key_of, normalised

from .compiled import Choice, Compiled, Left

SIMILAR = 0.6
LONGEST_COMPARED = 600

_Entry = Choice | Left


@dataclass(frozen=True)
class Pairing:
    """An option whose text changed, taken for the one it replaces; it keeps that one's key. Texts are Markdown."""

    old_text: str
    new_text: str
    key: str


@dataclass(frozen=True)
class Said:
    """What a coach said about one option of an exercise, by the key it has in the revision before.

    Without `again`: it is another than the one whose key it inherited, so it gets a key of its own. With it: it is the
    same one after all, so it goes by that key.
    """

    exercise: str
    key: str
    again: str = ""

    def of(self, exercise: str) -> tuple[tuple[str, ...], dict[str, str]]:
        """Give what `carry_keys` takes as `apart` and `again` for this exercise."""
        if exercise != self.exercise:
            return (), {}
        return ((), {self.key: self.again}) if self.again else ((self.key,), {})


def carry_keys(
    new: Compiled, old: Compiled, apart: Collection[str] = (), again: Mapping[str, str] | None = None
) -> tuple[Compiled, tuple[Pairing, ...]]:
    """Give the options of a new revision the keys that they had in the old one.

    Same normalised text, same key, wherever it stands. Of the others, the most similar are paired, from a likeness
    of 0.6 (difflib's ratio) on, ties by place; and if one option of each revision is then left, those two. A paired
    option inherits the key and is reported, for the coach to correct. New options get keys that the old revision
    does not use. Exercises of different kinds are compared in the same way.

    The keys in `apart` stay with the old revision: nothing new inherits them, not even with the same text, and they
    are not given to anything else. `again` leads from old keys to those under which they are inherited.
    """
    renamed = again or {}
    option_keys, option_pairings = _carried(new.options, _told(old.options, renamed), apart)
    left_keys, left_pairings = _carried(new.lefts, _told(old.lefts, renamed), apart)
    options = tuple(replace(option, key=option_keys[option.key]) for option in new.options)
    lefts = tuple(
        replace(left, key=left_keys[left.key], partner=option_keys.get(left.partner, left.partner))
        for left in new.lefts
    )
    return replace(new, options=options, lefts=lefts), (*option_pairings, *left_pairings)


def _told(entries: Sequence[_Entry], renamed: Mapping[str, str]) -> list[_Entry]:
    return [replace(entry, key=renamed.get(entry.key, entry.key)) for entry in entries]


def _carried(
    new: Sequence[_Entry], old: Sequence[_Entry], apart: Collection[str]
) -> tuple[dict[str, str], list[Pairing]]:
    """Give the key to use for each new entry's key, and the pairings by likeness."""
    kept = {normalised(entry.source): entry for entry in old if entry.key not in apart}
    same = {entry.key: kept[normalised(entry.source)].key for entry in new if normalised(entry.source) in kept}
    open_new = [entry for entry in new if entry.key not in same]
    open_old = [entry for entry in old if entry.key not in (*same.values(), *apart)]
    matched = _paired(open_new, open_old)
    pairings = [
        Pairing(matched[entry.key].source, entry.source, matched[entry.key].key)
        for entry in open_new
        if entry.key in matched
    ]
    keys = same | {key: entry.key for key, entry in matched.items()}
    return _with_fresh_keys(new, keys, {entry.key for entry in old}), pairings


def _with_fresh_keys(new: Sequence[_Entry], keys: Mapping[str, str], taken: set[str]) -> dict[str, str]:
    """Add keys for the entries that are new; none that an old entry has, whose answers they would inherit."""
    found = dict(keys)
    used = taken | set(found.values())
    for entry in new:
        if entry.key not in found:
            found[entry.key] = entry.key if entry.key not in used else key_of(entry.source, used)
            used.add(found[entry.key])
    return found


def _paired(new: Sequence[_Entry], old: Sequence[_Entry]) -> dict[str, _Entry]:
    """Pair the most similar first; give the old entry by the new one's key."""
    scored = []
    for place, entry in enumerate(new):
        for old_place, old_entry in enumerate(old):
            ratio = _likeness(old_entry.source, entry.source)
            if ratio >= SIMILAR:
                scored.append((-ratio, abs(place - old_place), place, old_place))
    pairs: dict[int, int] = {}
    for _, _, place, old_place in sorted(scored):
        if place not in pairs and old_place not in pairs.values():
            pairs[place] = old_place
    left_new = [place for place in range(len(new)) if place not in pairs]
    left_old = [place for place in range(len(old)) if place not in pairs.values()]
    if len(left_new) == 1 and len(left_old) == 1:
        pairs[left_new[0]] = left_old[0]
    return {new[place].key: old[old_place] for place, old_place in pairs.items()}


def _likeness(old: str, new: str) -> float:
    matcher = SequenceMatcher(
        None, normalised(old)[:LONGEST_COMPARED], normalised(new)[:LONGEST_COMPARED], autojunk=False
    )
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()
