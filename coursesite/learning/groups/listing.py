"""Reading a list of people to invite: a name and an address a line, as a spreadsheet saves it or somebody pastes it."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from coursesite.accounts import addresses
from coursesite.accounts.forms import LONGEST_NAME, tidy

MOST_LINES = 1000
LARGEST_LIST = 300_000
"""Bytes of a list: a thousand lines of three hundred."""
ENDS = (",", ";", "\t")
ADDRESS_WORDS = {"address", "email", "e-mail", "mail", "email address", "e-mail address", "mail address"}
NAME_WORDS = {"name", "full name", "first name", "last name", "surname", "person"}
IN_ANGLES = re.compile(r"^(?P<name>[^<>]*)<(?P<address>[^<>\s]+@[^<>\s]+)>$")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


class Unreadable(ValueError):
    """This is no list of people; the message says why in a sentence, and what to do."""


class Fate(StrEnum):
    """What becomes of a line."""

    INVITE = "invite"
    MEMBER = "member"
    INVITED = "invited"
    TIRED = "tired"
    TWICE = "twice"
    BAD = "bad"


WORDS = {
    Fate.INVITE: "will be invited",
    Fate.MEMBER: "is in the group already",
    Fate.INVITED: "has an invitation already",
    Fate.TIRED: "was written to several times today; try again tomorrow",
    Fate.TWICE: "stands further up already",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: its number, what stands in it, and what becomes of it."""

    number: int
    name: str
    address: str
    fate: Fate = Fate.INVITE
    problem: str = ""

    @property
    def words(self) -> str:
        """What becomes of it, in words."""
        return self.problem or WORDS[self.fate]


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or else what Windows and Latin-1 write."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read(text: str) -> list[Line]:
    """The lines of a list, those that hold something. Raises `Unreadable`."""
    if len(text.encode("utf-8", "replace")) > LARGEST_LIST:
        raise Unreadable(f"The list is larger than {LARGEST_LIST // 1000} KB. Send it in parts.")
    text = text.lstrip("\ufeff").replace("\x00", "")
    rows = _rows(text, _delimiter(text))
    try:
        found = list(_lines(rows))
    except csv.Error as error:
        raise Unreadable("The list could not be read as one line a person. Save it as CSV, or paste it.") from error
    if not found:
        raise Unreadable("There is nobody in the list. Write one line a person: a name, a comma, an address.")
    if len(found) > MOST_LINES:
        raise Unreadable(f"The list has {len(found):,} people, and {MOST_LINES:,} are taken at once. Send it in parts.")
    return _once_each(found)


def judged(
    lines: Sequence[Line], members: Collection[str], invited: Collection[str], mailed: Mapping[str, int], most: int
) -> list[Line]:
    """The same lines with what becomes of each. `mailed` counts today's invitations to an address, `most` ends them."""

    def fate(line: Line) -> Fate:
        if line.fate is not Fate.INVITE:
            return line.fate
        if line.address in members:
            return Fate.MEMBER
        if line.address in invited:
            return Fate.INVITED
        return Fate.TIRED if mailed.get(line.address, 0) >= most else Fate.INVITE

    return [replace(line, fate=fate(line)) for line in lines]


def written(lines: Sequence[Line]) -> str:
    """Lines as `read` takes them again."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([line.name, line.address] for line in lines)
    return out.getvalue()


def _delimiter(text: str) -> str:
    """What stands between a name and an address: of the three signs the one that the first lines have most often."""
    beginning = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:20]]
    return max(ENDS, key=lambda sign: sum(sign in line for line in beginning))


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    number = 1
    for row in reader:
        yield number, [tidy(cell) for cell in row]
        number = reader.line_num + 1


def _lines(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Line]:
    is_first = True
    for number, cells in rows:
        if not any(cells):
            continue
        if not (is_first and _is_header(cells)):
            yield _line(number, cells)
        is_first = False


def _is_header(cells: Sequence[str]) -> bool:
    return not any("@" in cell for cell in cells) and any(cell.lower() in ADDRESS_WORDS | NAME_WORDS for cell in cells)


def _line(number: int, cells: Sequence[str]) -> Line:
    whole = IN_ANGLES.match(cells[0]) if len(cells) == 1 else None
    if whole:
        cells = [whole["name"].strip(' "'), whole["address"]]
    # Whichever column it stands in; the rest is the name.
    place = next((index for index, cell in enumerate(cells) if "@" in cell), len(cells) - 1)
    name = " ".join(cell for index, cell in enumerate(cells) if index != place and cell)[:LONGEST_NAME]
    try:
        return Line(number, name, addresses.normal(cells[place]))
    except addresses.BadAddress as error:
        return Line(number, name, cells[place][: addresses.LONGEST], Fate.BAD, f"is left out. {error}")


def _once_each(lines: Sequence[Line]) -> list[Line]:
    seen: set[str] = set()
    found = []
    for line in lines:
        again = line.fate is Fate.INVITE and line.address in seen
        seen.add(line.address)
        found.append(replace(line, fate=Fate.TWICE) if again else line)
    return found
