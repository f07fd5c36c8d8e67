"""Passwords: hashed with argon2id, at least eight characters, none of those that are tried first."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from coursesite.config import Settings

SHORTEST = 8
LONGEST = 1000
FEWEST_DIFFERENT = 4
SHORTEST_OF_DIGITS = 12
SHORTEST_PART = 4
WORDS_FILE = Path(__file__).parent / "common_words.txt"
LOOK_ALIKES = str.maketrans("013457@$!|", "oleastasil")
RUNS: tuple[str, ...] = (
    "0123456789",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
)
RUNS += ("asdfghjkl", "zxcvbnm", "yxcvbnm", "qazwsxedcrfvtgbyhnujm", "1qaz2wsx3edc4rfv5tgb6yhn", "1q2w3e4r5t6y7u8i9o0p")
BOTH_WAYS = (*RUNS, *(run[::-1] for run in RUNS))
NOT_LETTERS = re.compile(r"[\W\d_]+")
LONGEST_RUN = max(map(len, RUNS))
PIECE_OF_RUN = 4
LEFT_OVER = 3
LETTERS_ONE_IN = 3
"""A word counts where at least one character in three belongs to it."""


class Hasher:
    """Hashes and checks passwords with the site's parameters."""

    def __init__(self, settings: Settings) -> None:
        self._argon2 = _argon2(settings.argon2_rounds, settings.argon2_memory_kib)

    def hashed(self, password: str) -> str:
        """The argon2id hash of a password, with its salt and parameters in it."""
        return self._argon2.hash(_normal(password))

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether the password goes with the kept hash.

        Without one (nobody has this address, or no password was ever set) as much time is spent on a hash that nothing
        matches, so that the time tells nothing.
        """
        try:
            self._argon2.verify(kept or _nobodys(self._argon2), _normal(password)[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether the hash was made with other parameters than today's and should be made again."""
        return self._argon2.check_needs_rehash(kept)


@lru_cache(maxsize=4)
def _argon2(rounds: int, memory_kib: int) -> PasswordHasher:
    return PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)


@lru_cache(maxsize=4)
def _nobodys(argon2: PasswordHasher) -> str:
    return argon2.hash("nobody has this password")


def _normal(password: str) -> str:
    # The same password typed on another keyboard may arrive in another composition (NIST SP 800-63B, 3.1.1.2).
    return unicodedata.normalize("NFKC", password)


def problem_with(password: str, near: Iterable[str] = ()) -> str | None:
    """Why this password won't do, as a sentence; None if it will.

    `near` are words that somebody who knows the person or the site would try: the site's name, the address, the name.
    """
    if len(password) < SHORTEST:
        return f"That is shorter than {SHORTEST} characters. Three or four words make a good password."
    if len(password) > LONGEST:
        return f"That is longer than {LONGEST} characters. A sentence is enough."
    plain = _normal(password).casefold()
    if len(set(plain)) < FEWEST_DIFFERENT:
        return "That repeats the same few characters. Three or four words make a good password."
    if plain.isdecimal() and len(plain) < SHORTEST_OF_DIGITS:
        return "Digits alone are quickly guessed. Add a few words to them."
    if _is_run(plain):
        return "That follows the keys or the alphabet, which is tried first. Three or four words are harder to guess."
    if _core(plain, _words()):
        return "That is among the passwords that are tried first. Three or four words together are harder to guess."
    if _core(plain, _parts(near)):
        return "That is too close to your name, your address or this site's name."
    return None


def _core(plain: str, words: frozenset[str]) -> bool:
    """Whether the password is one of the words, or one twice, with digits and signs around it or look-alikes in it."""
    ends = "".join(character for character in set(plain) if not character.isalpha())
    stripped = plain.strip(ends)
    spellings = {stripped, stripped.translate(LOOK_ALIKES), plain.translate(LOOK_ALIKES)}
    for spelt in (plain, *spellings):
        letters = "".join(character for character in spelt if character.isalpha())
        half = letters[: len(letters) // 2]
        if len(letters) * LETTERS_ONE_IN >= len(plain) and (
            letters in words or (half * 2 == letters and half in words)
        ):
            return True
    return False


def _is_run(plain: str) -> bool:
    """Whether the password is hardly more than pieces of the alphabet or of rows of keys, forwards or backwards."""
    place = left_over = 0
    while place < len(plain):
        piece = max(_length_in(run, plain[place : place + LONGEST_RUN]) for run in BOTH_WAYS)
        if piece < PIECE_OF_RUN:
            piece, left_over = 1, left_over + 1
        place += piece
    return left_over <= LEFT_OVER


def _length_in(run: str, text: str) -> int:
    """How many characters at the beginning of the text stand in the run in that order."""
    return next((length for length in range(len(text), 0, -1) if text[:length] in run), 0)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    lines = WORDS_FILE.read_text(encoding="ascii").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _parts(near: Iterable[str]) -> frozenset[str]:
    split = [NOT_LETTERS.split(text.casefold()) for text in near]
    parts = {part for parts in split for part in parts} | {"".join(parts) for parts in split}
    return frozenset(part for part in parts if len(part) >= SHORTEST_PART)
