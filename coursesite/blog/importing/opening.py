"""A blog's file opened: which program wrote it, and what is in it, record by record."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from coursesite.blog.importing import blogger, wxr
from coursesite.blog.importing.mending import Damage
from coursesite.blog.importing.records import Doubt, Record
from coursesite.blog.importing.streaming import Part, parts
from coursesite.web.filters import count_in_words


def records(path: Path) -> Iterator[Record]:
    """Everything in the file, in its order. Raises `Refused` for what can't be followed, also in the middle."""
    damage = Damage()
    found = parts(path, damage)
    first: list[Part] = []
    is_feed = False
    for part in found:
        first.append(part)
        if part.tag in ("item", "entry"):
            is_feed = part.tag == "entry"
            break
    reader = blogger.Reader() if is_feed else wxr.Reader()
    yield from reader.read(chain(first, found))
    if damage.foreign:
        characters = count_in_words(damage.foreign, "character")
        yield Doubt(f"{characters.capitalize()} in another encoding than the file's were read as Windows writes them.")
    if damage.removed:
        characters = count_in_words(damage.removed, "control character")
        yield Doubt(f"{characters.capitalize()} that no text may hold were taken out.")
