"""A comment as WXR has it."""

from collections.abc import Iterator
from datetime import datetime

from coursesite.blog.comments import words
from coursesite.blog.exporting.queries import TALK, CommentRow
from coursesite.blog.exporting.xml import as_html, element, flowing, legal, wrapped
from coursesite.blog.importing import own
from coursesite.blog.models import State


def comment(row: CommentRow, number: int, answers: int, *, with_address: bool) -> str:
    """One comment under its number in the file; `answers` is the number of the one that it answers, or 0.

    What doesn't go out but has been answered stands there without its text and its writer, shown and saying that it
    is gone: every program keeps the thread, and ours knows by a note what it was.
    """
    is_there = row.state in TALK
    html = flowing(row.html) if is_there else f"<p>{words.gone(row.state)}</p>"
    is_held = row.state == State.HELD
    lines = [
        element("wp:comment_id", number),
        wrapped("wp:comment_author", as_html(_name(row)) if is_there else ""),
        element("wp:comment_author_email", (row.address or "") if is_there and with_address else ""),
        element("wp:comment_author_url", row.site if is_there else ""),
        element("wp:comment_author_IP"),
        element("wp:comment_date", sql_moment(row.created_at)),
        element("wp:comment_date_gmt", sql_moment(row.created_at)),
        wrapped("wp:comment_content", html),
        element("wp:comment_approved", 0 if is_held else 1),
        element("wp:comment_type", "comment"),
        element("wp:comment_parent", answers),
        element("wp:comment_user_id", 0),
        *(note("wp:commentmeta", name, value) for name, value in _notes(row, html, is_there=is_there)),
    ]
    return f"<wp:comment>\n{''.join(lines)}</wp:comment>\n"


def note(element_name: str, name: str, value: str) -> str:
    """A note of a name and a value, at an item or a comment."""
    return f"<{element_name}>\n{element('wp:meta_key', name)}{element('wp:meta_value', value)}</{element_name}>\n"


def sql_moment(moment: datetime | None) -> str:
    """A moment as WordPress writes it, by UTC."""
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment is not None else "0000-00-00 00:00:00"


def _name(row: CommentRow) -> str:
    return row.name or row.account_name or ""


def _notes(row: CommentRow, html: str, *, is_there: bool) -> Iterator[tuple[str, str]]:
    yield own.IDENTITY, own.comment_identity(row.once)
    if not is_there:
        yield own.STATE, row.state
        return
    source = row.source.encode()
    yield own.SOURCE, own.packed(source)
    yield own.SEAL, own.seal(source, legal(html))
    # Faces are drawn from keys, which everybody sees in their addresses; whoever has left has none.
    key = row.guest_key or (row.account_key if row.account_erased_at is None else None)
    if key is not None:
        yield own.GUEST, key
    if row.by_coach:
        yield own.BY_COACH, "1"
    if row.pinned_at is not None:
        yield own.PINNED, row.pinned_at.isoformat(timespec="seconds")
    if row.edited_at is not None:
        yield own.EDITED, row.edited_at.isoformat(timespec="seconds")
