"""What a push or a pull says it did."""

from dataclasses import dataclass, field
from datetime import datetime
from difflib import unified_diff

from coursesite.library.faults import FileFault

LONGEST_DIFF = 400


@dataclass(frozen=True, slots=True)
class Conflict:
    """A piece that was changed on the site and in its file since the last push. `diff` leads from site to file."""

    path: str
    key: str
    diff: str


@dataclass(frozen=True, slots=True)
class Paired:
    """An option whose wording changed and that is held to be the same, so that answers given to it keep it.

    `key` is the one that both have.
    """

    path: str
    exercise: str
    old_text: str
    new_text: str
    key: str


@dataclass(slots=True)
class PushReport:
    """What a push did; with faults, nothing. Everything goes by path under the content folder.

    `renamed` leads from old path to new, `newer_on_site` are pieces changed in the browser whose file is as it was,
    `keys_written` the files that got a key or ids, `given_back` those that got the site's text, `without_file` pieces
    that stay on the site though no file here holds them. `drafts` and `scheduled` are posts of `taken_in` that nobody
    sees, or sees before a moment by UTC. `off_site` are pieces that a coach took off the site in the browser.
    """

    taken_in: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    archived: list[str] = field(default_factory=list)
    without_file: list[str] = field(default_factory=list)
    newer_on_site: list[str] = field(default_factory=list)
    keys_written: list[str] = field(default_factory=list)
    given_back: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)
    pairings: list[Paired] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    scheduled: list[tuple[str, datetime]] = field(default_factory=list)
    off_site: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PullReport:
    """What a pull wrote, by path; `kept` are files with changes of their own, which it left alone."""

    written: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[Conflict] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)


def conflict(path: str, key: str, site: bytes, file: bytes) -> Conflict:
    """Show both texts of a conflict, as the lines that differ."""
    lines = list(unified_diff(_lines(site), _lines(file), "on the site", f"in {path}", lineterm=""))
    if len(lines) > LONGEST_DIFF:
        lines = [*lines[:LONGEST_DIFF], f"… and {len(lines) - LONGEST_DIFF} more lines."]
    return Conflict(path, key, "\n".join(lines))


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()
