"""A comment of WordPress's export, or of ours, as a record."""

from collections.abc import Callable

from coursesite.blog.importing import dates, own
from coursesite.blog.importing.records import FoundComment, LeftOut, Verdict
from coursesite.blog.importing.streaming import Part
from coursesite.blog.importing.values import digest, plain

Named = Callable[[str], str]
"""Makes a name that is the blog's own of one that is the file's."""
PLACES = frozenset(one.value for one in Verdict if one.is_place)
_TRASH = ("trash", "post-trashed")
_APPROVED = ("1", "approve", "approved")


def comment_of(part: Part, entry: str, named: Named) -> FoundComment | LeftOut:
    """A comment below the entry of this identity, or what is no comment and only counted."""
    number, parent = part.says("wp:comment_id"), part.says("wp:comment_parent")
    here = named(f"comment:{number}")
    # In our own export answers name each other by the numbers that the file gives, as in WordPress's.
    answers = named(f"comment:{parent}") if parent and parent != "0" else ""
    approved, kind = part.says("wp:comment_approved"), part.says("wp:comment_type")
    left = "spam" if approved == "spam" else "trash" if approved in _TRASH else kind
    if left not in ("", "comment"):
        return LeftOut(f"comment:{left[:40]}", here, answers)
    noted, html = noted_at(part, "wp:commentmeta"), text_of(part, "wp:comment_content")
    moment = dates.sql(part.says("wp:comment_date_gmt")) or dates.sql(part.says("wp:comment_date"))
    name = plain(part.says("wp:comment_author"))
    identity = named(f"comment:{number}" if number else digest(entry, name, str(moment), html))
    source = own.unsealed(noted, html)
    return FoundComment(
        identity=own.COMMENT + noted[own.IDENTITY][:40] if own.IDENTITY in noted else identity,
        entry=entry,
        parent=answers,
        name=name,
        mail=part.says("wp:comment_author_email"),
        site=part.says("wp:comment_author_url"),
        html=html,
        moment=moment,
        verdict=_verdict(approved, noted),
        of_author=part.says("wp:comment_user_id") not in ("", "0"),
        wordpress=own.SOURCE not in noted,
        markdown=None if source is None else source.decode("utf-8", "replace"),
        guest=noted.get(own.GUEST, "")[:16],
        by_coach=own.BY_COACH in noted,
        edited=dates.iso(noted.get(own.EDITED, "")),
        pinned=dates.iso(noted.get(own.PINNED, "")),
        local=here,
    )


def _verdict(approved: str, noted: dict[str, str]) -> Verdict:
    if noted.get(own.STATE) in PLACES:
        return Verdict(noted[own.STATE])
    return Verdict.APPROVED if approved in _APPROVED else Verdict.HELD


def text_of(part: Part, tag: str) -> str:
    """The text of a child as it stands, with line ends of one sort."""
    child = part.child(tag)
    return "" if child is None else child.text.replace("\r\n", "\n").replace("\r", "\n")


def noted_at(part: Part, tag: str) -> dict[str, str]:
    """The notes with names of ours that stand at an item or a comment."""
    pairs = ((note.says("wp:meta_key"), note.says("wp:meta_value")) for note in part.all(tag))
    return {name: value for name, value in pairs if name.startswith("_coursesite_")}
