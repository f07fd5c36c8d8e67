"""What becomes of each entry: decided for the whole file before anything is converted or written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote, urlsplit

from coursesite.blog.importing.records import Doubt, Entry, Standing
from coursesite.blog.importing.spool_queries import Spool
from coursesite.blog.importing.spooled import Line, Planned
from coursesite.blog.importing.values import bare_address
from coursesite.library.addresses import RESERVED, RESERVED_BELOW_BLOG, address_of
from coursesite.library.models import Kind, State
from coursesite.library.paths import parsed_path
from coursesite.library.values import KEY
from coursesite.text import frontmatter
from coursesite.text.slugs import new_key, slugify
from coursesite.web.filters import count_in_words

LONGEST_TITLE = 200
LONGEST_ADDRESS = 400
UNTITLED = "Without a title"
_NUMBERED = re.compile(r"(?:^|&)(?:p|page_id|post_type)=")
WHY_DRAFT = {
    Standing.PENDING: "It was waiting for review, and comes as a draft.",
    Standing.PRIVATE: "It was private, and comes as a draft.",
    Standing.PROTECTED: "It was protected by a password, and comes as a draft.",
}
DRAFT_PAGE = "A page has no draft here, so that it comes as a draft of a post."


@dataclass(slots=True)
class Here:
    """What stands on the site already.

    `keys` give numbers, `slugs` are of pieces without a course, by kind. `by_path` gives addresses of what is shown,
    `by_id` its path and address; `old` are the paths that lead on already.
    """

    keys: dict[str, int] = field(default_factory=dict)
    slugs: dict[str, set[str]] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    by_path: dict[str, str] = field(default_factory=dict)
    by_id: dict[int, tuple[str, str]] = field(default_factory=dict)
    old: set[str] = field(default_factory=set)


def decide(spool: Spool, here: Here, now: datetime) -> None:
    """Plan every entry that isn't here: its state, slug, path, key, and which old addresses lead to it."""
    planner = _Planner(spool, here, now)
    for batch in spool.batches():
        with spool.together():
            for line in batch:
                planner.note_link(line)
                if line.piece_id is None:
                    planner.plan(line)
    planner.say_queries()


class _Planner:
    def __init__(self, spool: Spool, here: Here, now: datetime) -> None:
        self.spool = spool
        self.here = here
        self.now = now
        self.keys = set(here.keys)
        self.slugs = {kind: set(here.slugs.get(kind.value, ())) for kind in (Kind.POST, Kind.PAGE)}
        self.old = set(here.old)
        self.without_path = self.local_times = 0

    def doubt(self, line: Line, sentence: str) -> None:
        """Say something about one entry."""
        self.spool.doubt(Doubt(sentence, shown_title(line.entry)))

    def note_link(self, line: Line) -> None:
        """Remember where the old blog showed it, so that links to it can lead to where it stands now."""
        address = bare_address(line.entry.address)
        if address:
            self.spool.add_link(address, line.n)

    def plan(self, line: Line) -> None:
        """Decide about one entry."""
        entry = line.entry
        state, moment = self._state(line)
        kind = Kind(entry.kind)
        if kind is Kind.PAGE and state in (State.DRAFT, State.SCHEDULED):
            kind, state = Kind.POST, State.DRAFT
            self.doubt(line, DRAFT_PAGE)
        day = (moment or entry.modified or self.now).date()
        slug = self._slug(line, kind)
        path = self._own_path(entry, kind, slug)
        path = path or (f"blog/{day.isoformat()}-{slug}.md" if kind is Kind.POST else f"pages/{slug}.md")
        self.local_times += entry.has_local_time
        if entry.sticky:
            self.doubt(line, "It was pinned above the others; here posts stand by their dates.")
        title = self._title(line)
        if entry.own is not None:
            self.spool.add_link(f"path:{path}", line.n)
        self.spool.set_plan(
            line.n,
            Planned(
                key=self._key(entry),
                kind=kind.value,
                title=title,
                slug=slug,
                path=path,
                state=state.value,
                moment=moment,
                author=self.spool.author(entry.author),
                old=tuple(self._old(line, address_of(kind, slug, None))),
            ),
        )

    @staticmethod
    def _own_path(entry: Entry, kind: Kind, slug: str) -> str:
        """The path that our own export names, where it says the same."""
        path = entry.own.path if entry.own is not None else ""
        return path if path and parsed_path(path) == (kind, "", slug, 0) else ""

    def _state(self, line: Line) -> tuple[State, datetime | None]:
        entry = line.entry
        moment = entry.published.replace(second=0, microsecond=0) if entry.published else None
        if entry.standing is Standing.ARCHIVED:
            return State.ARCHIVED, moment
        if entry.standing in WHY_DRAFT:
            self.doubt(line, WHY_DRAFT[entry.standing])
        if entry.standing not in (Standing.PUBLISHED, Standing.SCHEDULED):
            return State.DRAFT, moment
        if moment is None and entry.kind == Kind.POST:
            self.doubt(line, "It has no date, and comes as a draft.")
            return State.DRAFT, None
        if moment is None or (entry.kind == Kind.PAGE and entry.standing is Standing.PUBLISHED):
            return State.PUBLISHED, moment
        is_ahead = moment > self.now
        if is_ahead and entry.standing is Standing.PUBLISHED:
            self.doubt(line, f"Its date, {said_day(moment)}, is still to come: it is published then.")
        elif not is_ahead and entry.standing is Standing.SCHEDULED:
            self.doubt(line, f"It was to be published on {said_day(moment)}, which is past: it is published with it.")
        return State.SCHEDULED if is_ahead else State.PUBLISHED, moment

    def _title(self, line: Line) -> str:
        title = line.entry.title
        if not title:
            self.doubt(line, f"It has no title, and is called “{UNTITLED}”.")
            return UNTITLED
        if len(title) > LONGEST_TITLE:
            self.doubt(line, f"Its title is longer than {LONGEST_TITLE} characters, and is cut.")
            return title[: LONGEST_TITLE - 1].rstrip() + "…"
        return title

    def _key(self, entry: Entry) -> str:
        wanted = key_of(entry)
        while not wanted or wanted in self.keys:
            wanted = new_key()
        self.keys.add(wanted)
        return wanted

    def _slug(self, line: Line, kind: Kind) -> str:
        """The entry's slug as it was, where that can be; what it becomes else is said."""
        entry = line.entry
        asked = unquote(entry.slug) or entry.title
        wanted = slugify(asked)
        reserved = RESERVED if kind is Kind.PAGE else RESERVED_BELOW_BLOG
        slug = f"{kind.value}-{wanted}" if wanted in reserved else wanted
        number = 1
        if entry.standing is Standing.ARCHIVED:
            return wanted
        while slug in self.slugs[kind] or not _fits(kind, slug):
            number += 1
            slug = f"{wanted[:70].rstrip('-')}-{number}"
        self.slugs[kind].add(slug)
        if wanted in reserved:
            self.doubt(line, f"The site itself answers at “{wanted}”, so that its address becomes “{slug}”.")
        elif slug != wanted:
            self.doubt(line, f"The address “{wanted}” is taken, so that it becomes “{slug}”.")
        return slug

    def _old(self, line: Line, address: str) -> Iterable[str]:
        """The paths of the old blog that lead to where it stands here."""
        if line.entry.own is not None:
            for path in line.entry.own.old:
                if path.startswith("/") and len(path) <= LONGEST_ADDRESS and path not in self.old | self.here.addresses:
                    self.old.add(path)
                    yield path
            return
        try:
            parts = urlsplit(line.entry.address)
        except ValueError:
            return
        path = unquote(parts.path)
        if _NUMBERED.search(parts.query):
            self.without_path += line.entry.standing is Standing.PUBLISHED
        elif path.startswith("/") and path not in ("/", address) and "\x00" not in path:
            if len(path) > LONGEST_ADDRESS:
                self.doubt(line, "Its old address is too long to be led on from.")
            elif path in self.here.addresses:
                self.doubt(line, f"Its old address {path} is in use here and leads to what stands there.")
            elif path in self.old:
                self.doubt(line, f"Its old address {path} leads to another piece already.")
            else:
                self.old.add(path)
                yield path

    def say_queries(self) -> None:
        """Say once what is so of many."""
        if self.without_path:
            entries = count_in_words(self.without_path, "entry", "entries").capitalize()
            sentence = f"{entries} had an address such as /?p=123, which is no path: from it nobody can be led on."
            self.spool.doubt(Doubt(sentence))
        if self.local_times:
            dates = count_in_words(self.local_times, "date").capitalize()
            self.spool.doubt(Doubt(f"{dates} came without a time zone: read as UTC."))


def key_of(entry: Entry) -> str:
    """The key that an entry of our own export carries in its text; empty for all others."""
    if entry.own is None:
        return ""
    found = frontmatter.read(entry.own.source.decode("utf-8", "replace")).fields.get("key")
    value = found.value if found is not None and isinstance(found.value, str) else ""
    return value if KEY.fullmatch(value) else ""


def shown_title(entry: Entry) -> str:
    """How doubts name an entry."""
    return (
        entry.title[:LONGEST_TITLE] or f"{UNTITLED} ({entry.slug or entry.address or entry.identity})"[:LONGEST_TITLE]
    )


def said_day(moment: datetime) -> str:
    """A day in words."""
    return f"{moment.day} {moment:%B %Y}"


def _fits(kind: Kind, slug: str) -> bool:
    """Whether a file of this name says this slug and nothing else."""
    path = f"blog/2000-01-01-{slug}.md" if kind is Kind.POST else f"pages/{slug}.md"
    return parsed_path(path) == (kind, "", slug, 0)
