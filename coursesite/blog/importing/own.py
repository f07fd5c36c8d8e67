"""What our own export adds to a file that WordPress reads too, so that it comes back as it was."""

import base64
import binascii
import hashlib
from collections.abc import Mapping

PROGRAM = "coursesite"
KEY = "_coursesite_key"
SOURCE = "_coursesite_source"
SEAL = "_coursesite_seal"
PATH = "_coursesite_path"
STATE = "_coursesite_state"
CLOSED = "_coursesite_closed_at"
IDENTITY = "_coursesite_identity"
GUEST = "_coursesite_guest"
PINNED = "_coursesite_pinned"
EDITED = "_coursesite_edited_at"
BY_COACH = "_coursesite_by_coach"
OLD_ADDRESS = "_coursesite_old_address"


def packed(source: bytes) -> str:
    """Bytes as letters that no other program takes for anything."""
    return base64.b64encode(source).decode("ascii")


def seal(source: bytes, *shown: str) -> str:
    """A fingerprint of what was typed together with what a reader of the file sees of it.

    Where another program has changed what is seen, the two no longer belong together, and what is seen counts.
    """
    digest = hashlib.sha256(source)
    for text in shown:
        digest.update(b"\0" + " ".join(text.split()).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def unsealed(noted: Mapping[str, str], *shown: str) -> bytes | None:
    """What was typed, where these notes hold it and it still belongs to what is seen."""
    try:
        source = base64.b64decode(noted.get(SOURCE, ""), validate=True)
    except (binascii.Error, ValueError):
        return None
    return source if SOURCE in noted and seal(source, *shown) == noted.get(SEAL) else None


def comment_identity(once: str) -> str:
    """By what name a comment of this site is known in a file: nothing that a form's value could be learnt from."""
    if once.startswith(IMPORTED):
        return once.removeprefix(IMPORTED)
    return hashlib.sha256(once.encode()).hexdigest()[:40]


def once_of(identity: str) -> str:
    """The once-only value under which an imported comment is kept: the same comment can't be written twice."""
    name = identity.removeprefix(COMMENT)
    if identity.startswith(COMMENT) and len(name) == 40 and set(name) <= set("0123456789abcdef"):
        return IMPORTED + name
    return IMPORTED + hashlib.sha256(identity.encode()).hexdigest()[:40]


IMPORTED = "import-"
COMMENT = "coursesite:comment:"
ENTRY = "coursesite:piece:"
