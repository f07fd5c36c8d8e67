"""What was staged becomes seen: one short transaction in which nothing is read from the file, rendered or decided."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.blog.comments import queries as comment_queries
from coursesite.blog.comments.settling import recount_post
from coursesite.blog.importing import run_queries, showing_queries
from coursesite.blog.importing.spool_queries import Spool
from coursesite.library.models import State
from coursesite.library.queries import grow_talk
from coursesite.library.shelving.queries import grow_shelf, lock_shelf

SEARCHED_AT_ONCE = 500
"""How many posts search learns of in the same transaction; of a larger blog's others right after it, so that nobody who
writes meanwhile has to wait."""


class Taken(Exception):
    """Somebody published meanwhile what stands where this was to stand; the message names it."""


def show(session: Session, spool: Spool, run_id: int, now: datetime) -> None:
    """Show all that a run has staged; the caller commits. Raises `Taken`, and then nothing may be committed."""
    run = run_queries.locked_run(session, run_id)
    if run is None or run.shown_at is not None:
        return
    staged = dict(showing_queries.staged(session, run_id))
    older = set(showing_queries.posts_of_run(session, run_id)) - set(staged)
    comment_queries.take_turn(session, older, now)
    lock_shelf(session, now)
    for kind in ("post", "page"):
        wanted = {details["slug"]: number for number, details in staged.items() if details["kind"] == kind}
        taken = showing_queries.taken_slugs(session, kind, wanted)
        if taken:
            raise Taken(f"“{min(taken)}” was published by somebody else meanwhile")
    showing_queries.show_pieces(
        session,
        [
            {"piece": number, "to_slug": found["slug"], "to_path": found["path"], "to_state": found["state"]}
            for number, found in staged.items()
        ],
    )
    published = [number for number, found in staged.items() if found["state"] == State.PUBLISHED]
    showing_queries.add_search_entries(session, published[:SEARCHED_AT_ONCE])
    showing_queries.lead_on(session, {path: number for number, found in staged.items() for path in found["old"]}, now)
    pictures = ({"path": path, **served, "taken_in_at": now} for path, _data, served in spool.kept_pictures())
    showing_queries.add_pictures(session, pictures)
    showing_queries.show_comments(session, run_id)
    for post_id in sorted(older):
        recount_post(session, post_id, now)
    run.shown_at = now
    session.flush()
    grow_shelf(session, now)
    grow_talk(session, now)
