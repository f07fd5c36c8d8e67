"""Names for addresses: slugs from titles and file names, and keys that never change."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import date

LONGEST_SLUG = 80
KEY_LETTERS = "abcdefghjkmnpqrstuvwxyz"
KEY_CHARACTERS = KEY_LETTERS + "23456789"
KEY_LENGTH = 6

_APOSTROPHES = re.compile("['’ʼ`]")
_NUMBERED = re.compile(r"(\d{1,3})(?:[-_ .]+(.*))?", re.DOTALL)
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ .]+(.+)", re.DOTALL)
# Letters that Unicode does not decompose into an ascii letter and a mark.
_WITHOUT_MARKS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"}
)


def slugify(text: str) -> str:
    """Give the slug of a title: lower-case ascii words joined by hyphens, at most 80 characters.

    A title without a single ascii letter or digit keeps its own script; one without any letter
    or digit at all becomes "untitled". The same title always gives the same slug.
    """
    text = _APOSTROPHES.sub("", text)
    plain = _without_marks(text.translate(_WITHOUT_MARKS))
    slug = "-".join(re.findall("[a-z0-9]+", plain.lower()))
    return _shortened(slug or _own_script(text)) or "untitled"


def place_and_slug(filename: str) -> tuple[int | None, str]:
    """Split a file's name into its place and slug: "03-the-call.md" gives (3, "the-call").

    A name without a leading number of up to three digits has no place: "about.md" gives
    (None, "about"). Folders before the name are ignored.
    """
    stem = _stem(filename)
    match = _NUMBERED.fullmatch(stem)
    if match is None:
        return None, slugify(stem)
    return int(match[1]), slugify(match[2] or match[1])


def date_and_slug(filename: str) -> tuple[date | None, str]:
    """Split a post's file name: "2026-11-02-two-kinds.md" gives (date(2026, 11, 2), "two-kinds").

    A name without a leading date, or with one that is not in the calendar, has none.
    """
    stem = _stem(filename)
    match = _DATED.fullmatch(stem)
    if match is None:
        return None, slugify(stem)
    try:
        return date.fromisoformat(match[1]), slugify(match[2])
    except ValueError:
        return None, slugify(stem)


def new_key() -> str:
    """Give a new random key: six lower-case letters and digits that are hard to mistake when read aloud.

    It starts with a letter, so that no tool takes it for a number. There are 639 million of them;
    whoever stores keys checks that one is not taken.
    """
    first = secrets.choice(KEY_LETTERS)
    return first + "".join(secrets.choice(KEY_CHARACTERS) for _ in range(KEY_LENGTH - 1))


def _stem(filename: str) -> str:
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return re.sub(r"\.(?:md|markdown|txt)$", "", name, flags=re.IGNORECASE)


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _own_script(text: str) -> str:
    """Keep letters, digits and the marks that belong to them (vowel signs of Hindi, for one)."""
    kept = (
        character if unicodedata.category(character)[0] in "LNM" else " "
        for character in unicodedata.normalize("NFC", text).lower()
    )
    return "-".join("".join(kept).split())


def _shortened(slug: str) -> str:
    if len(slug) <= LONGEST_SLUG:
        return slug
    head, hyphen, _ = slug[: LONGEST_SLUG + 1].rpartition("-")
    return head if hyphen else slug[:LONGEST_SLUG]
