"""An order that looks random and is the same wherever and whenever it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def in_seed_order(keys: Sequence[str], seed: str) -> tuple[str, ...]:
    """Sort the keys by a hash of seed and key: every order is as likely as any other.

    No generator's state is involved, so the order is the same in every process and every version of Python.
    """
    return tuple(sorted(keys, key=lambda key: hashlib.sha256(f"{seed}\n{key}".encode()).digest()))
