"""Names that readers would take for a coach's."""

from collections.abc import Iterable

from coursesite.text.folding import folded, words_of

TITLES = frozenset({"coach", "coaches", "admin", "administrator", "moderator"})


def reads_as_a_coach(name: str, coaches: Iterable[str]) -> bool:
    """Whether a name that was typed is one of these coaches' names, however it is written, or says "coach" itself."""
    return bool(TITLES & set(words_of(folded(name)))) or _essence(name) in {_essence(coach) for coach in coaches} - {""}


def _essence(name: str) -> str:
    return "".join(words_of(folded(name)))
