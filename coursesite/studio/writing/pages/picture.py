"""The page on which a picture is chosen without scripts."""

from dataclasses import dataclass

from coursesite.studio.addresses import WRITE, desk_href
from coursesite.studio.writing.queries import Written


@dataclass(frozen=True, slots=True)
class PicturePage:
    """A piece that gets a picture. `wrong` is the name of the input that `problem` is about."""

    written: Written
    alt: str
    wrong: str
    problem: str

    @property
    def action(self) -> str:
        """Where the form is sent."""
        return f"{self.editor}pictures"

    @property
    def editor(self) -> str:
        """Where the piece is written."""
        return desk_href(self.written.key)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        return [("Write", WRITE), (self.written.title, self.editor), ("Add a picture", None)]
