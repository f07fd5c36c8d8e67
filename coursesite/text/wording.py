"""When two wordings count as the same: of an option across revisions, and of an answer that someone typed."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection

KEY_LENGTH = 8

_QUOTES = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛ʼ′`´", "'") | dict.fromkeys("‐‑‒–—−", "-") | {"…": "..."}
)
# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
)
_END = " .,;:!?…\"'。、，！？؟؛،¿¡"
_WITH_ACCENTS = ("LATIN", "GREEK", "CYRILLIC")


def normalised(text: str) -> str:
    """Give the form in which an option is recognised again in a later revision.

    White space, typographic quotes and dashes, and case don't make another option; in text with code, case does.
    Emphasis does, since "*I* said so" and "I said *so*" may be two answers.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if "`" in text:
        return text
    return unicodedata.normalize("NFC", text.translate(_QUOTES).casefold())


def key_of(text: str, taken: Collection[str] = ()) -> str:
    """Give the key of an option: eight hexadecimal digits of the SHA-256 of its normalised text.

    Where another text already has that key, the text is hashed with a number until a key is free.
    """
    number = 1
    while True:
        salted = normalised(text) if number == 1 else f"{normalised(text)}\n{number}"
        key = hashlib.sha256(salted.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]
        if key not in taken:
            return key
        number += 1


def answer_form(text: str) -> str:
    """Give the form in which typed answers are compared: without case, accents, outer space and end punctuation.

    Accents are taken from Latin, Greek and Cyrillic letters only: elsewhere (Hebrew, Arabic, the scripts of India)
    a mark may be a letter of its own. Text that is punctuation only stays as it is.
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = unicodedata.normalize("NFC", _without_accents(text)).translate(_QUOTES).translate(_LETTERS)
    text = " ".join(text.split())
    return text.rstrip(_END).lstrip(" \"'¿¡") or text


def _without_accents(text: str) -> str:
    kept: list[str] = []
    accented = False
    for character in text:
        if not unicodedata.combining(character):
            accented = unicodedata.name(character, "").startswith(_WITH_ACCENTS)
        elif accented:
            continue
        kept.append(character)
    return "".join(kept)
