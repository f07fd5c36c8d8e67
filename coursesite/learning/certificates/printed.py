"""What stands on a certificate's paper, and the paper itself."""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursesite.drawing.colours import Rgb

COMPLETING = (
    "Completing a course here means: every lesson read and its questions answered, and every quiz that counts passed."
)
NO_MORE = "It says no more than that; who stands behind the name, this site doesn’t examine."


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of one certificate. `address` is where it is verified; empty while it has no public page."""

    name: str
    title: str
    day: str
    site_name: str
    site_address: str
    address: str
    accent: Rgb
    statement: tuple[str, ...] = (COMPLETING, NO_MORE)


class NotPrinted(Exception):
    """No font of this site has these letters, and nobody wants to frame empty boxes. `letters` holds each once."""

    def __init__(self, letters: Sequence[str]) -> None:
        super().__init__(" ".join(letters))
        self.letters = tuple(letters)


def as_pdf(printed: Printed, folder: Path | None) -> bytes:
    """The certificate as a PDF. `folder` holds fonts that the site's owner added. Raises `NotPrinted`."""
    # What sets the letters takes some 20 MB of a process: it comes in with the first certificate, not with the site.
    sheet = importlib.import_module("coursesite.learning.certificates.typesetting.sheet")
    draw: Callable[[Printed, Path | None], bytes] = sheet.certificate
    return draw(printed, folder)
