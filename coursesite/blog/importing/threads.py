"""The comments below one post in an order in which each stands after what it answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from coursesite.blog.importing.spooled import Reply

Answered = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment with the one it answers, by name (empty: nobody). `depth` counts from 0.

    `is_orphan`: it answered one that is nowhere to be found.
    """

    reply: Reply
    parent: str = ""
    depth: int = 0
    is_orphan: bool = False


def placed(replies: Iterable[Reply], removed: Answered, here: Mapping[str, int]) -> list[Placed]:
    """Every comment that isn't here yet, parents first.

    `removed` gives what a comment answered that was left out, None for all others: answers to it answer that one.
    `here` names those that are on the site already. What answers itself by a detour answers nobody.
    """
    waiting = {reply.comment.called: reply for reply in replies if reply.comment_id is None}
    found: dict[str, Placed] = {}
    for called in waiting:
        _place(called, waiting, removed, here, found)
    return sorted(found.values(), key=lambda one: (one.depth, one.reply.n))


def _place(
    called: str, waiting: Mapping[str, Reply], removed: Answered, here: Mapping[str, int], found: dict[str, Placed]
) -> None:
    """Place a comment and, before it, all that it stands under; a chain may be as long as the file."""
    chain: list[tuple[str, str, bool]] = []
    on_the_way: set[str] = set()
    while called not in found:
        parent, is_orphan = _parent(waiting[called], waiting, removed, here)
        on_the_way.add(called)
        if parent in on_the_way:
            parent, is_orphan = "", True
        chain.append((called, parent, is_orphan))
        if not parent or parent in here:
            break
        called = parent
    for name, parent, is_orphan in reversed(chain):
        depth = found[parent].depth + 1 if parent in found else 0
        found[name] = Placed(waiting[name], parent, depth, is_orphan)


def _parent(reply: Reply, waiting: Mapping[str, Reply], removed: Answered, here: Mapping[str, int]) -> tuple[str, bool]:
    """What a comment answers among those that are kept, and whether it is lost."""
    parent = reply.comment.parent
    seen: set[str] = set()
    while parent and parent not in waiting and parent not in here:
        above = removed(parent)
        if above is None or parent in seen:
            return "", True
        seen.add(parent)
        parent = above
    return parent, False
