"""Posts that come out because their day has come."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.library.addresses import address_of
from coursesite.library.models import Kind, State
from coursesite.library.shelving import queries
from coursesite.library.shelving.searched import search_entry


def publish(session: Session, now: datetime, most: int) -> int:
    """Publish what is due, the earliest first; gives how many that were. The caller commits."""
    queries.lock_shelf(session, now)
    posts = queries.due(session, now, most)
    if not posts:
        return 0
    for post in posts:
        queries.update_piece(session, post.id, {"state": State.PUBLISHED.value, "changed_at": now})
    standing = [(post, address_of(Kind.POST, post.slug, None)) for post in posts]
    queries.forget_addresses(session, [address for _post, address in standing])
    entries = [search_entry(post.id, Kind.POST, address, "", post.compiled) for post, address in standing]
    queries.replace_search_entries(session, entries, ())
    queries.grow_outlines(session, sorted({post.about_course_id for post in posts if post.about_course_id is not None}))
    queries.grow_shelf(session, now)
    return len(posts)
