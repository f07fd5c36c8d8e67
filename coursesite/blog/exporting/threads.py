"""Which comments go out, in which order, and which number each has in the file."""

from collections.abc import Iterable, Mapping, Sequence

from coursesite.blog.exporting.queries import TALK, PlaceRow
from coursesite.blog.importing import own

Rank = tuple[int, int, str]


def along(rows: Sequence[PlaceRow]) -> Sequence[PlaceRow]:
    """What goes out of these comments: those that are shown or held, and the places of those that they answer.

    A comment that was taken down, withdrawn or taken for spam stays behind with its text; where others have answered
    it, its place goes along, so that their thread holds. They come by their time, but never before what they answer:
    WordPress loses the thread of an answer that comes first. The order is the same on every site that holds them.
    """
    by_id = {row.id: row for row in rows}
    wanted: set[int] = set()
    for row in rows:
        step = row if row.state in TALK else None
        while step is not None and step.id not in wanted:
            wanted.add(step.id)
            step = by_id.get(step.parent_id or 0)
    ranks: dict[int, Rank] = {}
    for row in rows:
        if row.id in wanted:
            _rank(row, by_id, ranks)
    return sorted((row for row in rows if row.id in wanted), key=lambda row: ranks[row.id])


def _rank(row: PlaceRow, by_id: Mapping[int, PlaceRow], ranks: dict[int, Rank]) -> None:
    """Rank a comment after all that it stands under; a thread may be as deep as the discussion is long."""
    chain: list[PlaceRow] = []
    step: PlaceRow | None = row
    while step is not None and step.id not in ranks:
        chain.append(step)
        step = by_id.get(step.parent_id or 0)
    moment, depth = ranks[step.id][:2] if step is not None else (0, 0)
    for one in reversed(chain):
        # Whole seconds are all that the file says of a moment.
        moment, depth = max(moment, int(one.created_at.timestamp())), depth + 1
        ranks[one.id] = (moment, depth, own.comment_identity(one.once))


class Numbers:
    """Numbers for a file's comments, counted from 1: the same on every site that holds the same comments."""

    def __init__(self) -> None:
        self._last = 0
        self._numbers: dict[int, int] = {}

    def count(self, ids: Iterable[int]) -> None:
        """Number these comments, and forget those before: a thread never leaves its post."""
        self._numbers = {comment_id: number for number, comment_id in enumerate(ids, self._last + 1)}
        self._last += len(self._numbers)

    def of(self, comment_id: int | None) -> int:
        """A comment's number; 0 for none, which is how the format says that a comment answers nobody."""
        return self._numbers.get(comment_id or 0, 0)
