"""Codes that let people into a course or a group: easy to read aloud and to copy from a board."""

import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Capitals and digits without those that look or sound like another: no 0 and O, no 1, I and L."""
LENGTH = 8
HALF = LENGTH // 2
LONGEST_TYPED = 80


def new_code() -> str:
    """A code that nobody has: 31 to the power of 8, some 850 thousand million of them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normal(typed: str) -> str:
    """A typed code as it is stored: capitals, without the dash and blanks between; empty where it can be none."""
    letters = "".join(letter for letter in typed[:LONGEST_TYPED].upper() if letter.isascii() and letter.isalnum())
    return letters if len(letters) == LENGTH else ""


def spoken(code: str) -> str:
    """A code as it is shown and read aloud: two halves of four."""
    return f"{code[:HALF]}-{code[HALF:]}"
