"""Every planned entry and its comments turned, and what came of it kept in the spool: the long part of an import."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import urljoin, urlsplit

from coursesite.blog.importing import replying, turning
from coursesite.blog.importing.gathering import Pictures
from coursesite.blog.importing.planning import Here, shown_title
from coursesite.blog.importing.reading import Progress
from coursesite.blog.importing.records import Doubt
from coursesite.blog.importing.replying import Kept, Said
from coursesite.blog.importing.spool_queries import Spool
from coursesite.blog.importing.spooled import Line, Planned, Reply
from coursesite.blog.importing.threads import placed
from coursesite.blog.importing.turning import Turned, Work, beside
from coursesite.blog.importing.values import UNKNOWN, bare_address
from coursesite.library.addresses import address_of
from coursesite.library.models import Kind, State
from coursesite.library.paths import parsed_path
from coursesite.text.timed import TooSlow, run_limited
from coursesite.web.filters import count_in_words

SECONDS = 15.0
"""How long one entry may take before only its words are kept."""
COMMENTS_SECONDS = 20.0
COMMENT_SECONDS = 3.0
TOGETHER = 40
LONG_AGO = "2000-01-01"
TOO_SLOW = "it takes longer to work out than there is time."
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'>]{1,2000}))""", re.IGNORECASE)


def convert(spool: Spool, here: Here, pictures: Pictures, progress: Progress) -> None:
    """Turn everything that is planned."""
    converter = _Converter(spool, here, pictures)
    done, of = 0, spool.count()
    for batch in spool.batches():
        with spool.together():
            for line in batch:
                converter.entry(line)
                converter.comments(line)
        done += len(batch)
        progress("converting", done, of)
    converter.links_to_lost()
    if converter.summaries:
        posts = count_in_words(converter.summaries, "post has", "posts have").capitalize()
        spool.doubt(Doubt(f"{posts} no excerpt: the summary is how the text begins."))
    if converter.coachs:
        marked = count_in_words(converter.coachs, "comment is marked", "comments are marked").capitalize()
        spool.doubt(Doubt(f"{marked} in the file as a coach's, and will be here too."))


class _Converter:
    def __init__(self, spool: Spool, here: Here, pictures: Pictures) -> None:
        self.spool = spool
        self.here = here
        self.pictures = pictures
        self.base = spool.fact("address", "")
        self.summaries = self.coachs = 0
        self.lost: set[str] = set()

    def entry(self, line: Line) -> None:
        """Turn one entry, unless it is here already."""
        planned = line.planned
        if line.piece_id is not None or planned is None:
            return
        turned = _turned_entry(self._work(line, planned))
        self.summaries += turned.has_own_summary
        for sentence in turned.doubts:
            self.spool.doubt(Doubt(sentence, shown_title(line.entry)))
        if turned.is_words_only:
            if planned.state == State.PUBLISHED:
                self.lost.add(planned.path.rpartition("/")[2])
            self.spool.set_plan(line.n, self._as_draft(planned))
        self.spool.set_made(line.n, turned.source, turned.compiled)

    def links_to_lost(self) -> None:
        """Turn once more what leads to entries that turned out to be no more than drafts."""
        names = [name.encode() for name in self.lost]
        for batch in self.spool.batches() if names else ():
            with self.spool.together():
                for line in batch:
                    if line.piece_id is None and line.planned is not None and line.entry.own is None:
                        source, _compiled = self.spool.made(line.n)
                        if line.planned.state != State.DRAFT and any(name in source for name in names):
                            turned = _turned_entry(self._work(line, line.planned))
                            self.spool.set_made(line.n, turned.source, turned.compiled)

    @staticmethod
    def _as_draft(planned: Planned) -> Planned:
        """A plan for the words alone. A page becomes a post, whose name no other post can have."""
        if planned.kind == Kind.POST:
            return replace(planned, state=State.DRAFT.value)
        day = planned.moment.date().isoformat() if planned.moment else LONG_AGO
        slug = f"{planned.slug[:60].rstrip('-')}-{planned.key}"
        path = f"blog/{day}-{slug}.md"
        return replace(planned, kind=Kind.POST.value, state=State.DRAFT.value, slug=slug, path=path)

    def _work(self, line: Line, planned: Planned) -> Work:
        entry = line.entry
        work = Work(
            kind=planned.kind,
            path=planned.path,
            key=planned.key,
            title=planned.title,
            html=entry.html,
            excerpt=entry.excerpt,
            author=planned.author,
            published=planned.moment.strftime("%Y-%m-%d %H:%M") if planned.moment else "",
            is_draft=planned.state == State.DRAFT,
            comments_open=entry.comments_open,
            tags=entry.tags,
            base=entry.address if entry.address.startswith("http") else f"http://{self.base}/",
            wordpress=entry.wordpress and self.spool.fact("program") != "blogger",
        )
        if entry.own is not None:
            return self._own_work(line, work, entry.own.source)
        links, addresses = self._links(line, planned)
        images, shown = self.pictures.of(entry.html, planned.path, shown_title(entry), entry.address)
        for written, place in [pair for pair in images.items() if pair[0].startswith("data:")]:
            # Pictures within the text are taken out of it: from here on it is a picture like any other.
            work = replace(work, html=work.html.replace(written, place))
            images[place] = place
        return replace(work, links=links, addresses=addresses, images=images, pictures=shown)

    def _own_work(self, line: Line, work: Work, source: bytes) -> Work:
        """What stands around a text of our own: also what it names and what isn't here."""
        addresses = {}
        for path in turning.named_files(work.path, source):
            found = self.here.by_path.get(path) or self._planned_address(path)
            parsed = parsed_path(path)
            if not found and parsed is not None:
                kind, course, slug, _place = parsed
                found = address_of(kind, slug, course)
                self.spool.doubt(Doubt(f"It names {path}, which isn't here.", shown_title(line.entry)))
            if found:
                addresses[path] = found
        named = turning.named_pictures(work.path, source)
        return replace(work, own=source, addresses=addresses, pictures=self.pictures.own(named))

    def _planned_address(self, path: str) -> str:
        parsed = parsed_path(path)
        if parsed is None or parsed[0] not in (Kind.POST, Kind.PAGE):
            return ""
        found = self.spool.linked(f"path:{path}")
        planned = self.spool.line(found).planned if found is not None else None
        return address_of(planned.kind, planned.slug, None) if planned else ""

    def _links(self, line: Line, planned: Planned) -> tuple[dict[str, str], dict[str, str]]:
        """New targets for the links to other entries that are shown, by what the text has; and their addresses."""
        links, addresses = {}, {}
        for written in _targets(line.entry.html):
            other = self._linked(line, written)
            path, address = ("", "") if other is None or other.n == line.n else self._stands(other)
            if address:
                links[written] = beside(planned.path, path)
                addresses[path] = address
        return links, addresses

    def _stands(self, other: Line) -> tuple[str, str]:
        """The path and address of an entry that is shown or will be."""
        if other.piece_id is not None:
            return self.here.by_id.get(other.piece_id, ("", ""))
        if other.planned is None or other.planned.state != State.PUBLISHED:
            return "", ""
        return other.planned.path, address_of(other.planned.kind, other.planned.slug, None)

    def _linked(self, line: Line, written: str) -> Line | None:
        try:
            whole = urljoin(line.entry.address or f"http://{self.base}/", written)
            parts = urlsplit(whole)
        except ValueError:
            return None
        if not parts.scheme.startswith("http") or (parts.query and not parts.query.startswith(("p=", "page_id="))):
            return None
        if self.base == UNKNOWN and ".blogspot." in parts.netloc:
            # Another blog's post of the same month and the very same name is as good as unheard of.
            whole = f"http://{UNKNOWN}{parts.path}"
        number = self.spool.linked(bare_address(whole.partition("#")[0]))
        return None if number is None else self.spool.line(number)

    def comments(self, line: Line) -> None:
        """Turn what was said below one entry."""
        if not line.takes_comments:
            return
        everything = self.spool.replies(line.entry.identity)
        self._say_orphans(line, everything)
        replies = [one for one in everything if one.comment_id is None and not one.comment.verdict.is_place]
        self.coachs += sum(reply.comment.by_coach for reply in replies)
        for start in range(0, len(replies), TOGETHER):
            some = replies[start : start + TOGETHER]
            kept = _turned([_said(reply) for reply in some])
            self.spool.set_words((reply.n, one.markdown, one.html) for reply, one in zip(some, kept, strict=True))
            for sentence in (sentence for one in kept for sentence in one.doubts):
                self.spool.doubt(Doubt(f"In its comments: {sentence}", shown_title(line.entry)))

    def _say_orphans(self, line: Line, replies: list[Reply]) -> None:
        here = {reply.comment.called: reply.comment_id for reply in replies if reply.comment_id is not None}
        orphans = sum(one.is_orphan for one in placed(replies, self.spool.removed_parent, here))
        if orphans:
            words = count_in_words(orphans, "comment answers", "comments answer").capitalize()
            self.spool.doubt(Doubt(f"{words} what isn't in the file, and will stand alone.", shown_title(line.entry)))


def _turned_entry(work: Work) -> Turned:
    try:
        return run_limited(turning.turn, work, seconds=SECONDS)
    except TooSlow:
        pass
    try:
        return run_limited(turning.words_only_of, work, TOO_SLOW, seconds=SECONDS)
    except TooSlow:
        return turning.words_only_of(replace(work, html="", own=None), f"{TOO_SLOW[:-1]}, also without its formatting.")


def _said(reply: Reply) -> Said:
    return Said(reply.comment.html, reply.comment.wordpress, reply.comment.markdown)


def _turned(comments: list[Said]) -> list[Kept]:
    try:
        return run_limited(replying.turn_all, comments, seconds=COMMENTS_SECONDS)
    except TooSlow:
        return [_turned_alone(comment) for comment in comments]


def _turned_alone(comment: Said) -> Kept:
    try:
        return run_limited(replying.turn, comment, seconds=COMMENT_SECONDS)
    except TooSlow:
        return run_limited(replying.words_of, comment, seconds=COMMENT_SECONDS)


def _targets(html: str) -> Iterator[str]:
    """What the links of a text lead to, each once and as its reader sees it."""
    seen: set[str] = set()
    for found in _HREF.finditer(html):
        target = unescape(next(filter(None, found.groups()))).strip()
        if target not in seen:
            seen.add(target)
            yield target
