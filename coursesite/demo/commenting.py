"""The blog's threads happen: each comment goes through the rule that a sent form goes through, and coaches decide."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite.accounts import queries as accounts
from coursesite.accounts import signing_in
from coursesite.blog.comments import networks, settling, submitting
from coursesite.blog.comments.rendering import rendered
from coursesite.blog.comments.sent import Sent, Writer
from coursesite.blog.comments.submitting import Again
from coursesite.blog.comments.writer_queries import guest_with_address
from coursesite.blog.models import Comment, State
from coursesite.config import Settings
from coursesite.demo.dice import Dice
from coursesite.demo.people import DEVICES, Learner, handle
from coursesite.demo.threads import THREADS, Said
from coursesite.library.post_queries import PostRow, find_post
from coursesite.library.shelving.queries import known_pieces

AFTER_OPENING = timedelta(days=2)
AFTER_SIGNING_UP = timedelta(hours=1)
TO_DECIDE = timedelta(days=1)
ROOM = timedelta(days=5)
"""A post younger than this has a thread that is still going on."""
DECIDED_AFTER_H = (1, 14)
"""Between how many hours a coach takes to look at what waits."""
OPEN_FOR_S = (90, 900)


@dataclass(frozen=True, slots=True)
class _Turn:
    """One comment on its way: the moment, which post and which place in that post's thread."""

    at: datetime
    post: PostRow
    place: int
    said: Said


@dataclass(slots=True)
class Talking:
    """The people who talk below the posts. `ids` are the learners' by their names, `coaches` the coaches'."""

    settings: Settings
    seed: int
    ids: Mapping[str, int]
    coaches: Mapping[str, int]
    guests: dict[str, int] = field(default_factory=dict)
    written: dict[tuple[str, int], int] = field(default_factory=dict)

    def carry_out(self, session: Session, opened: datetime, now: datetime) -> None:
        """Let everything be said that was said between the site's opening and now; the caller commits."""
        turns = [turn for post, said in _threads(session) for turn in self._turns(session, post, said, opened, now)]
        for turn in sorted(turns, key=lambda turn: (turn.at, turn.post.key, turn.place)):
            self._say(session, turn, now)

    def _turns(
        self, session: Session, post: PostRow, thread: Sequence[Said], opened: datetime, now: datetime
    ) -> Iterator[_Turn]:
        """A thread's comments at their moments: never before the one they follow, nor before their author was here.

        What was said long before the site opened is said a while after it instead, closer together where that takes it.
        """
        first, last = timedelta(days=thread[0].days_after), timedelta(days=thread[-1].days_after)
        at = begins = max(post.published_at + first, opened + AFTER_OPENING)
        room = now - TO_DECIDE - begins
        pace = min(1.0, room / (last - first)) if room > ROOM else 1.0
        for place, said in enumerate(thread):
            at = max(at + timedelta(minutes=5), begins + pace * (timedelta(days=said.days_after) - first))
            if said.standing == "learner":
                person = accounts.user_with_id(session, self.ids[said.who])
                at = max(at, person.created_at + AFTER_SIGNING_UP) if person else at
            if at > now:
                return
            yield _Turn(at, post, place, said)

    def _say(self, session: Session, turn: _Turn, now: datetime) -> None:
        said, dice = turn.said, Dice(self.seed, f"comment {turn.post.key} {turn.place}")
        answered = None if said.replies_to is None else self.written.get((turn.post.key, said.replies_to))
        writer = self._writer(session, said, turn.at)
        sent = Sent(
            text=said.text,
            html=rendered(said.text),
            once=f"demo-{turn.post.key}-{turn.place}",
            network=networks.block_of(_network_of(said.who), self.settings.secret_key),
            name=said.who if writer.is_guest else "",
            seconds=dice.between(*OPEN_FOR_S),
        )
        settled = submitting.submit(session, turn.post, answered, writer, sent, self.settings, turn.at)
        if isinstance(settled, Again):
            raise RuntimeError(f"the demo says {sent.once} twice")  # noqa: TRY004  # a slip of ours, of no type
        settling.close(session, [settled], turn.at)
        comment = settled.comment
        self.written[turn.post.key, turn.place] = comment.id
        decided = turn.at + timedelta(hours=dice.between(*DECIDED_AFTER_H))
        if said.state not in (comment.state, "held") and decided <= now:
            self._decide(session, comment, State(said.state), decided)
        if said.pinned:
            comment.pinned_at = decided

    def _decide(self, session: Session, comment: Comment, state: State, at: datetime) -> None:
        coach = Dice(self.seed, f"who decides {comment.id}").one_of(sorted(self.coaches.values()))
        decided = [
            settling.settle(session, one, state, at, by=coach) for one in settling.taken(session, [comment.id], at)
        ]
        settling.close(session, decided, at)

    def _writer(self, session: Session, said: Said, at: datetime) -> Writer:
        if said.standing == "coach":
            return Writer(self.coaches[said.who], is_coach=True)
        if said.standing == "learner":
            return Writer(self.ids[said.who])
        dice = Dice(self.seed, f"guest {said.who}")
        address = f"{handle(said.who)}.{dice.whole(10, 99)}@example.net"
        if said.who not in self.guests:
            visitor_id, _token = signing_in.begin_visit(session, dice.one_of(DEVICES), at)
            accounts.change_user(session, visitor_id, key=dice.word())
            # The drawn picture is made from the key: with a new one each time, no screenshot could be compared.
            guest_with_address(session, address, dice.word(), at)
            self.guests[said.who] = visitor_id
        return Writer(self.guests[said.who], address)


def talking(
    settings: Settings, seed: int, everyone: Sequence[Learner], ids: Mapping[int, int], coaches: Mapping[str, int]
) -> Talking:
    """Those who talk, from those who are here."""
    return Talking(settings, seed, {one.name: ids[one.number] for one in everyone if one.number in ids}, coaches)


def _threads(session: Session) -> Iterator[tuple[PostRow, Sequence[Said]]]:
    slugs = {piece.key: piece.slug for piece in known_pieces(session)}
    for key, thread in THREADS.items():
        post = find_post(session, slugs[key]) if key in slugs else None
        if post is not None:
            yield post, thread


def _network_of(name: str) -> str:
    """A network address of those that are kept for documents, so that nobody's is used; another block for each name."""
    return f"2001:db8:{zlib.crc32(name.encode()) % 0xFFFF:x}::1"
