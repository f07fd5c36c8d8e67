"""What an export takes along and what it leaves, in words: for the desk's page and for the command."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.blog.exporting import queries
from coursesite.blog.exporting.pictures import lost
from coursesite.blog.exporting.queries import Counted
from coursesite.library.staff_queries import Who
from coursesite.web.filters import count_in_words


class Format(StrEnum):
    """What a blog can be written as."""

    WXR = "wxr"
    MARKDOWN = "markdown"


ENDINGS = {Format.WXR: ".xml", Format.MARKDOWN: ".zip"}
ADDRESSES_LEFT = "Guests’ addresses are left out: they gave them to this site alone."
ADDRESSES_ALONG = (
    "The file holds guests’ addresses, which they gave to this site alone: keep it as you keep the site’s own data, "
    "and delete it once it has done its work."
)


@dataclass(frozen=True, slots=True)
class Going:
    """What there is to take along. `lost` are the paths of pictures whose originals the site no longer has."""

    counted: Counted
    lost: Sequence[str] = ()

    def along(self, wanted: Format) -> str:
        """What goes along in this format."""
        counted, things = self.counted, []
        left = counted.archived if wanted is Format.MARKDOWN else 0
        things.append(f"{count_in_words(counted.posts + counted.pages - left, 'post or page', 'posts and pages')}")
        if wanted is Format.WXR:
            things.append(count_in_words(counted.approved + counted.held, "comment"))
        if counted.pictures:
            things.append(count_in_words(counted.pictures - len(self.lost), "picture"))
        *first, last = things
        return (f"{', '.join(first)} and {last}." if first else f"{last}.").capitalize()

    def left(self, wanted: Format, *, with_addresses: bool = False) -> Iterator[str]:
        """What stays behind, a sentence each."""
        if wanted is Format.WXR:
            yield (
                "Comments that are spam, were taken down or withdrawn stay here, and so do scores, reasons and network "
                "addresses. Where others have answered such a comment, its place goes along without text and name."
            )
            yield ADDRESSES_ALONG if with_addresses else ADDRESSES_LEFT
        else:
            yield "Comments don’t fit into Markdown files: take them along as WXR."
            yield (
                "A post that names a lesson, or links to a course, can be pushed only where that course is: push the "
                "courses first, or together with it."
            )
            if self.counted.archived:
                archived = count_in_words(self.counted.archived, "archived post or page", "archived posts and pages")
                stay, them = ("stays", "it") if self.counted.archived == 1 else ("stay", "them")
                yield f"{archived.capitalize()} {stay} behind: a content folder has no file of {them}."
        for path in self.lost:
            yield f"The site has lost the original of {path}. Restore data/originals from a backup to take it along."


def going(session: Session, data_dir: Path, who: Who | None = None) -> Going:
    """Count what there is to take along; for a coach, of what is within their reach."""
    return Going(queries.counted(session, who), lost(data_dir, queries.pictures(session)))
