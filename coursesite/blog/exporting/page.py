"""What the desk's page says about taking the blog along."""

from collections.abc import Sequence
from dataclasses import dataclass

from coursesite.blog.exporting.going import ADDRESSES_ALONG, Format, Going

HERE = "/studio/blog/export"


@dataclass(frozen=True, slots=True)
class Way:
    """One form to take the blog along in: what goes, what stays, and its downloads by their words.

    `warning` is what to know of the last of them.
    """

    title: str
    what: str
    along: str
    left: Sequence[str]
    downloads: Sequence[tuple[str, str]]
    warning: str = ""


@dataclass(frozen=True, slots=True)
class ExportPage:
    """The ways to take the blog along. Only an admin may take guests' addresses."""

    going: Going
    is_admin: bool

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return [("Posts", "/studio/blog/"), ("Take the blog along", None)]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take."""
        return self.going.counted.posts + self.going.counted.pages == 0

    @property
    def ways(self) -> Sequence[Way]:
        """One for each format."""
        wxr, markdown = f"{HERE}?format={Format.WXR}", f"{HERE}?format={Format.MARKDOWN}"
        downloads = [("Download for WordPress", wxr)]
        if self.is_admin:
            downloads.append(("Download with guests’ addresses", f"{wxr}&addresses=yes"))
        return [
            Way(
                "WordPress (WXR)",
                "One file that WordPress imports, and this site too: brought back here, everything in it is as it was.",
                self.going.along(Format.WXR),
                list(self.going.left(Format.WXR)),
                downloads,
                f"With addresses: {ADDRESSES_ALONG[0].lower()}{ADDRESSES_ALONG[1:]}" if self.is_admin else "",
            ),
            Way(
                "Markdown",
                "A zip with the texts as they were written and the pictures as they came, in the folders that "
                "“coursesite content push” takes in.",
                self.going.along(Format.MARKDOWN),
                list(self.going.left(Format.MARKDOWN)),
                [("Download Markdown", markdown)],
            ),
        ]
