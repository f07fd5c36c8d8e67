"""The code in a certificate's address: nobody guesses it, and it can be read out and typed."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""No 0, 1, i, l or o, which are taken for each other."""
GROUPS, IN_A_GROUP = 5, 4


def new_code() -> str:
    """Twenty characters by chance (99 bits), in groups of four."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(GROUPS * IN_A_GROUP)))


def normal(typed: str) -> str:
    """A code as it is kept, from what somebody typed; empty for what can be none."""
    plain = typed.strip().casefold().replace("-", "").replace(" ", "")
    return grouped(plain) if len(plain) == GROUPS * IN_A_GROUP and set(plain) <= set(ALPHABET) else ""


def grouped(plain: str) -> str:
    """A code with its hyphens."""
    return "-".join(plain[start : start + IN_A_GROUP] for start in range(0, len(plain), IN_A_GROUP))
