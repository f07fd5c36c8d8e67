"""Comments from the spool below their posts, in their threads, where nobody sees them yet."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from coursesite.blog.comments.paths import ancestors, level_of, path_below
from coursesite.blog.comments.rendering import POLICY
from coursesite.blog.importing import own, queries, staging_queries
from coursesite.blog.importing.records import FoundComment, Verdict
from coursesite.blog.importing.spooled import Line
from coursesite.blog.importing.staging import Staging
from coursesite.blog.importing.staging_queries import HIDDEN
from coursesite.blog.importing.threads import Placed, placed
from coursesite.blog.models import State

LONGEST_NAME = 80
LONGEST_SITE = 300
WAITED = "It came with another blog, where it was waiting for a decision too."


def stage_comments(session: Session, staging: Staging, line: Line, piece_id: int) -> int:
    """Write what was said below an entry, where nobody sees it; gives how many there were. The caller commits."""
    if not line.takes_comments:
        return 0
    replies = staging.spool.replies(line.entry.identity)
    here = {reply.comment.called: reply.comment_id for reply in replies if reply.comment_id is not None}
    ordered = placed(replies, staging.spool.removed_parent, here)
    taken = staging_queries.onces_taken(session, (own.once_of(one.reply.comment.identity) for one in ordered))
    ordered = [one for one in ordered if own.once_of(one.reply.comment.identity) not in taken]
    writers = [one.reply.comment for one in ordered if not _is_nobodys(one.reply.comment)]
    guests = _guests(session, staging, writers, _default(line, staging))
    paths = queries.paths_of(session, here.values())
    above = {called: (number, paths.get(number, "")) for called, number in here.items()}
    writing = _Writing(session, staging, piece_id, guests, above, _default(line, staging))
    for depth in sorted({one.depth for one in ordered}):
        writing.write([one for one in ordered if one.depth == depth])
    if line.piece_id is None:
        # Of a post that nobody sees yet nothing can change meanwhile, so that it is counted now.
        staging_queries.set_below(session, writing.below())
        closed = line.entry.own.closed_at if line.entry.own is not None else None
        if ordered or closed is not None:
            staging_queries.add_discussion(session, piece_id, writing.approved, closed, staging.now)
    return len(ordered)


@dataclass(slots=True)
class _Writing:
    """The comments below one post on their way. `above` gives number and path of what stands, by name."""

    session: Session
    staging: Staging
    piece_id: int
    guests: dict[str, int]
    above: dict[str, tuple[int, str]]
    default: datetime
    approved: int = 0
    written: list[tuple[int, str, bool]] = field(default_factory=list)

    def write(self, some: Sequence[Placed]) -> None:
        """Write comments of one depth, and put them into their places below those that were written before."""
        rows = [self._row(one) for one in some]
        numbers = staging_queries.add_comments(self.session, rows)
        places, items = [], []
        for one, number, row in zip(some, numbers, rows, strict=True):
            path = path_below(self._above(one)[1], row["created_at"], number)
            self.above[one.reply.comment.called] = (number, path)
            is_approved = row["shown_at"] is not None
            self.approved += is_approved
            self.written.append((number, path, is_approved))
            places.append({"comment": number, "to": path, "on": level_of(path)})
            items.append({"identity": one.reply.comment.identity, "run_id": self.staging.run_id, "comment_id": number})
        staging_queries.set_paths(self.session, places)
        staging_queries.add_items(self.session, [{"details": {}, "piece_id": None, **item} for item in items])

    def below(self) -> list[dict[str, int]]:
        """How many approved comments stand under each, where there are any."""
        counts: dict[str, int] = {}
        for _number, path, is_approved in self.written:
            for above in ancestors(path) if is_approved else ():
                counts[above] = counts.get(above, 0) + 1
        return [{"comment": number, "to": counts[path]} for number, path, _approved in self.written if path in counts]

    def _above(self, one: Placed) -> tuple[int | None, str]:
        return self.above.get(one.parent, (None, ""))

    def _row(self, one: Placed) -> dict[str, Any]:
        comment = one.reply.comment
        is_approved, is_held = comment.verdict is Verdict.APPROVED, comment.verdict is Verdict.HELD
        moment = min(comment.moment or self.default, self.staging.now)
        is_coachs = comment.of_author and comment.mail.strip().lower() in self.staging.coaches
        return {
            "post_id": self.piece_id,
            "parent_id": self._above(one)[0],
            "guest_id": None if _is_nobodys(comment) else self.guests[who(comment)],
            "name": comment.name[:LONGEST_NAME],
            "site": _site(comment.site),
            "by_coach": is_coachs or comment.by_coach,
            "source": one.reply.markdown,
            "html": one.reply.html,
            "policy": POLICY,
            "state": HIDDEN + State(comment.verdict.value).value,
            "reasons": [WAITED] if is_held else [],
            "pinned_at": comment.pinned if is_approved else None,
            "edited_at": comment.edited,
            "created_at": moment,
            # It was seen in the old blog: nobody is written to about it.
            "shown_at": moment if is_approved else None,
            "once": own.once_of(comment.identity),
        }


def _default(line: Line, staging: Staging) -> datetime:
    """The moment of a comment without one: that of its post."""
    return line.entry.published or line.entry.modified or staging.now


def _is_nobodys(comment: FoundComment) -> bool:
    """Whether nobody is known to have written it: our own export names a key for everybody who is still there."""
    return comment.verdict.is_place or (comment.identity.startswith(own.COMMENT) and not comment.guest)


def _site(written: str) -> str:
    return written if written.startswith(("http://", "https://")) and len(written) <= LONGEST_SITE else ""


def who(comment: FoundComment) -> str:
    """What makes two comments one guest's: the address, what our own export says, else name and page."""
    mail = comment.mail.strip().lower()
    if comment.guest:
        return f"key:{comment.guest}"
    return f"mail:{mail}" if "@" in mail and len(mail) <= 320 else f"name:{comment.name}\n{comment.site}"


def _guests(session: Session, staging: Staging, comments: Iterable[FoundComment], default: datetime) -> dict[str, int]:
    """The guests who wrote these comments, made where they aren't here. Nobody is trusted for having been imported."""
    wanted: dict[str, dict[str, Any]] = {}
    for comment in comments:
        moment = min(comment.moment or default, staging.now)
        mail = comment.mail.strip().lower()
        row = wanted.setdefault(
            who(comment),
            {
                "key": comment.guest or secrets.token_hex(8),
                "address": mail if "@" in mail and len(mail) <= 320 else None,
                "created_at": moment,
                "last_wrote_at": moment,
            },
        )
        row["created_at"], row["last_wrote_at"] = min(row["created_at"], moment), max(row["last_wrote_at"], moment)
    found = {name: number for name in wanted if (number := staging.nameless.get(name)) is not None}
    of_addresses = staging_queries.guests_with(session, [row["address"] for row in wanted.values() if row["address"]])
    of_keys = staging_queries.guests_called(session, [row["key"] for row in wanted.values()])
    for name, row in wanted.items():
        number = of_keys.get(row["key"]) or of_addresses.get(row["address"] or "")
        if number is not None:
            found[name] = number
        elif row["key"] in of_keys:
            row["key"] = secrets.token_hex(8)
    missing = _distinct({name: row for name, row in wanted.items() if name not in found})
    numbers = staging_queries.add_guests(session, list(missing.values()))
    found |= dict(zip(missing, numbers, strict=True))
    staging.nameless |= {name: number for name, number in found.items() if name.startswith("name:")}
    return found


def _distinct(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Two keys of our own export may name one address, when somebody put the file together: it is the first's."""
    seen: set[str] = set()
    for row in rows.values():
        if row["address"] in seen:
            row["address"] = None
        elif row["address"]:
            seen.add(row["address"])
    return rows
