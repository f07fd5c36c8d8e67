"""What the rule is told of a comment that has just come, and what it says of it."""

from dataclasses import dataclass, field

from coursesite.blog.models import State


@dataclass(frozen=True, slots=True)
class Repeats:
    """How many comments have the same words (`same_…`) or nearly the same: among the spam, and at other posts."""

    same_spam: int = 0
    like_spam: int = 0
    same_elsewhere: int = 0
    like_elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Blocked:
    """Whether a block is in force for the person, and for the network that the comment comes from."""

    person: bool = False
    network: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """One comment as it came, with all that the rule may know of it.

    `seconds` is how long its form was open, None where the form's signed time is missing, forged or too old.
    `trusted`: the writer has an account with an approved comment, is a coach, or is a guest with a confirmed address in
    the browser that confirmed it and with an approved comment. `by_coach`: the writer is a coach now. `first_time`:
    nothing of this writer was ever approved. `burst` counts what came from the same network within the last hour,
    without this one. `subject` are the words that say what the post is about (see `praise.subject_of`). `own_words` are
    those that the site's owner listed. `name_of_coach`: the name typed reads as a coach's. Links to `own_host` are no
    links.
    """

    text: str
    name: str = ""
    site: str = ""
    seconds: float | None = None
    honeypot: bool = False
    trusted: bool = False
    by_coach: bool = False
    confirmed: bool = False
    first_time: bool = True
    repeats: Repeats = field(default_factory=Repeats)
    burst: int = 0
    blocked: Blocked = field(default_factory=Blocked)
    subject: frozenset[str] = frozenset()
    own_words: tuple[str, ...] = ()
    name_of_coach: bool = False
    own_host: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a comment: approved, held or spam; the points with their reasons, as sentences for a coach.

    `apart` says that it speaks of harming oneself: it is held, stands first in the queue, its author is shown where
    help is to be had, and coaches are written to at once.
    """

    state: State
    score: int
    reasons: tuple[str, ...]
    apart: bool = False
