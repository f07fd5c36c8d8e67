"""What a person types into the search box, as words and nothing else; and an extract as marked pieces of text.

Quotes, operators, brackets and wildcards have no meaning: both databases are asked for words that we wrote ourselves,
so nothing that is typed can be a fault.
"""

import re
import unicodedata
from collections.abc import Sequence

from coursesite.library.fulltext_ddl import FROM, PLAIN_LETTERS, TO

LONGEST_INPUT = 200
LONGEST_WORD = 40
MOST_WORDS = 12
# Characters that no text of ours holds (see `searchable`).
MARK_START, MARK_END = "\x02", "\x03"

_WORD = re.compile(r"[^\W_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LETTERS = str.maketrans(PLAIN_LETTERS)
_AS_INDEXED = str.maketrans(FROM, TO)


def asked_words(typed: str) -> tuple[str, ...]:
    """The words in what was typed, in plain lower-case letters, the first twelve of the first 200 characters."""
    text = unicodedata.normalize("NFC", typed[:LONGEST_INPUT]).translate(_LETTERS).lower()
    words = dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(text))
    return tuple(words)[:MOST_WORDS]


def searchable(text: str) -> str:
    """Text as the index keeps it: letters composed, no control characters, so that marks and places can be trusted."""
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", text))


def for_fts5(words: Sequence[str]) -> str:
    """A query for SQLite: all the words, the last one as a beginning."""
    return " ".join(f'"{word}"' for word in words) + "*"


def for_tsquery(words: Sequence[str]) -> str:
    """The same for PostgreSQL."""
    return " & ".join(f"'{word}'" for word in words) + ":*"


def marked_pieces(extract: str, body: str) -> tuple[tuple[str, bool], ...]:
    """An extract as pieces of text, each with whether it matches; "…" where the body goes on beyond it.

    `extract` holds marks around the matches, perhaps in plain letters; the pieces are the body's own.
    """
    bare = extract.replace(MARK_START, "").replace(MARK_END, "")
    at = max(body.translate(_AS_INDEXED).find(bare.translate(_AS_INDEXED)), 0)
    pieces: list[tuple[str, bool]] = [("… ", False)] if at else []
    for index, part in enumerate(re.split(f"[{MARK_START}{MARK_END}]", extract)):
        if part:
            pieces.append((" ".join(body[at : at + len(part)].split("\n")), index % 2 == 1))
            at += len(part)
    if at < len(body):
        pieces.append((" …", False))
    return tuple(pieces)
