"""What the pages of certificates show."""

from collections.abc import Sequence
from dataclasses import dataclass

from coursesite.learning.certificates.bounds import LONGEST_NAME
from coursesite.learning.certificates.certifying import is_seen
from coursesite.learning.certificates.models import Certificate
from coursesite.learning.certificates.printed import COMPLETING
from coursesite.learning.certificates.queries import Completed, Held
from coursesite.web.filters import day_in_words


def address_of(certificate: Certificate) -> str:
    """Where a certificate is verified, on this site."""
    return f"/certificates/{certificate.code}/"


@dataclass(frozen=True)
class ListPage:
    """One's own certificates, and the completed courses that have none yet. `refused` is the course's id and why."""

    rows: Sequence[Certificate]
    offers: Sequence[Completed]
    name: str
    refused: tuple[int, str] = (0, "")
    longest: int = LONGEST_NAME
    completing: str = COMPLETING

    @property
    def lines(self) -> list[tuple[str, Certificate, str]]:
        """Each certificate with its address, and what others see of it in words."""
        return [(address_of(row), row, seen_in_words(row)) for row in self.rows]


def seen_in_words(certificate: Certificate) -> str:
    """What others find at its address."""
    if certificate.withdrawn_at is not None:
        return "Its page is taken back; nobody but you finds it."
    if not certificate.is_public:
        return "Nobody but you sees it."
    shown = [word for word, is_shown in _parts(certificate) if is_shown]
    return f"Whoever has its address can verify it, and sees {' and '.join(shown) or 'neither name nor day'}."


def _parts(certificate: Certificate) -> tuple[tuple[str, bool], ...]:
    return ("your name", certificate.shows_name), ("the day", certificate.shows_day)


@dataclass(frozen=True)
class CertificatePage:
    """A certificate as others see it; for its holder with all that can be changed. `letters` are those that the PDF
    couldn't be made with, `refused` what was sent and why it wasn't taken.
    """

    held: Held
    is_holder: bool
    full_address: str
    letters: Sequence[str] = ()
    refused: tuple[str, str] = ("", "")
    typed: tuple[str, str] | None = None
    longest: int = LONGEST_NAME
    completing: str = COMPLETING

    @property
    def row(self) -> Certificate:
        """The certificate."""
        return self.held.row

    @property
    def href(self) -> str:
        """Its address on this site."""
        return address_of(self.row)

    @property
    def is_seen(self) -> bool:
        """Whether others find anything here."""
        return is_seen(self.row)

    @property
    def name(self) -> str:
        """The name that others see; empty where they see none."""
        return self.row.name if self.row.shows_name else ""

    @property
    def day(self) -> str:
        """The day that others see, as it was where its holder lives; empty where they see none."""
        return day_in_words(self.row.completed_at, self.held.time_zone) if self.row.shows_day else ""

    @property
    def seen_words(self) -> str:
        """What others see, in a sentence for its holder."""
        return seen_in_words(self.row)

    @property
    def names(self) -> tuple[str, str]:
        """What the form holds: as it was typed, or as it is kept."""
        return self.typed or (self.row.name, self.row.printed_name)

    @property
    def missing(self) -> str:
        """The letters that the PDF's fonts don't have, in a row."""
        return ", ".join(f"“{letter}”" for letter in self.letters)

    @property
    def asks_spelling(self) -> bool:
        """Whether the form offers another spelling for the PDF."""
        return bool(self.letters or self.names[1])
