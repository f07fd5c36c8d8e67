"""What writings know about a person: how it is exported, how it is erased, how a visitor's become an account's."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from coursesite.learning.writing import belonging_queries as queries
from coursesite.learning.writing.models import Passage, Round, Writing


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """What somebody wrote to coaches with all that was said to it; as a coach, what they said to others' texts."""
    marked: dict[int, list[Passage]] = {}
    for one in queries.passages_of(session, user_id):
        marked.setdefault(one.round_id, []).append(one)
    rounds: dict[int, list[dict[str, object]]] = {}
    for sent in queries.rounds_of(session, user_id):
        rounds.setdefault(sent.writing_id, []).append(_sent(sent) | _said(sent, marked.get(sent.id, ())))
    written = queries.writings_of(session, user_id)
    own = {writing.id for writing, _title in written}
    return {
        "written_to_coaches": [
            _written(writing, title) | {"rounds": rounds.get(writing.id, [])} for writing, title in written
        ],
        "texts_answered": [
            _said(sent, marked.get(sent.id, ()))
            for sent in queries.answered_by(session, user_id)
            if sent.writing_id not in own
        ],
    }


def _written(writing: Writing, title: str) -> dict[str, object]:
    return {
        "lesson": title,
        "exercise": writing.title or writing.exercise,
        "stage": writing.stage,
        "text in the form": writing.text,
        "ticked in the form": writing.ticked,
        "saved": writing.saved_at,
    }


def _sent(sent: Round) -> dict[str, object]:
    return {"round": sent.number, "text": sent.text, "ticked": sent.ticked, "sent": sent.sent_at}


def _said(sent: Round, marked: Sequence[Passage]) -> dict[str, object]:
    return {
        "answered": sent.answered_at,
        "answer": sent.reply,
        "met": sent.met,
        "asked for another round": sent.again,
        "marked": [{"from character": one.begin, "to": one.end, "note": one.note} for one in marked],
    }


def erase(session: Session, user_id: int) -> None:
    """Delete all that somebody wrote to coaches, and all that was said to it. What they said to others stays, under
    the number that nobody owns any more.
    """
    queries.remove(session, [user_id])


def forget(session: Session, user_ids: Sequence[int]) -> None:
    """Delete the drafts of visitors whom nobody can come back to."""
    queries.remove(session, user_ids)


def adopt(session: Session, visitor_id: int, user_id: int, between: str) -> None:
    """Give a visitor's drafts to an account; where both began one, both texts are kept, the account's first."""
    for writing, text in queries.begun_by_both(session, visitor_id, user_id):
        if text not in writing.text:
            writing.text = f"{writing.text}{between}{text}" if writing.text else text
            writing.version += 1
    session.flush()
    queries.move(session, visitor_id, user_id)
