"""By which post somebody comes: links in posts carry its key, and it goes along until they join.

Nothing is kept for it before that: the key stands in the address of the page, and the form that joins is sent from
there. So pages stay the same for everyone, whatever brought them.
"""

import re
from urllib.parse import parse_qs, urlsplit

from flask import request

from coursesite.learning.insights import course_queries
from coursesite.web.state import read_db, settings

FROM = "from"
_KEY = re.compile(r"[a-z0-9]{4,16}")


def came_by() -> int | None:
    """The published post that brought whoever sends this form; None where none did."""
    key = _post_key()
    return course_queries.post_with_key(read_db(), key) if key else None


def keeping_post(path: str) -> str:
    """A page of ours that somebody is sent on to, with the post that brought them."""
    key = _post_key()
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}{FROM}={key}" if key else path


def _post_key() -> str:
    """The key in this address, or in that of the page on which the form stood; empty where neither has one."""
    asked = request.args.get(FROM, "")
    if not asked and request.method == "POST":
        asked = _key_of_sender(request.headers.get("Referer", ""))
    return asked if _KEY.fullmatch(asked) else ""


def _key_of_sender(address: str) -> str:
    try:
        parts = urlsplit(address)
        asked = parse_qs(parts.query)
    except ValueError:
        return ""
    ours = parts.netloc in (settings().host, request.host)
    return asked.get(FROM, [""])[0] if ours else ""
