"""What asks know about a person: how it is exported, how it is erased."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.asking import belonging_queries as queries
from coursesite.learning.asking import reply_queries
from coursesite.learning.asking.belonging_queries import Said
from coursesite.learning.asking.models import Ask
from coursesite.library.queries import grow_talk


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """What somebody asked with all that was said to it; as a coach, what they answered and the replies they keep."""
    talks: dict[int, list[dict[str, object]]] = {}
    for word in queries.said_in(session, user_id):
        talks.setdefault(word.ask_id, []).append(_said(word))
    return {
        "asked": [
            _asked(ask, title) | {"said": talks.get(ask.id, [])} for ask, title in queries.asks_of(session, user_id)
        ],
        "answered_others": [_said(word) for word in queries.answered_by(session, user_id)],
        "replies_kept": [
            {"name": reply.name, "text": reply.text, "changed": reply.changed_at}
            for reply in reply_queries.replies_of(session, user_id)
        ],
    }


def _asked(ask: Ask, title: str) -> dict[str, object]:
    return {
        "lesson": title,
        "asked": ask.asked_at,
        "open to the course": ask.is_open,
        "answered": ask.answered_at,
        "asked for consent": ask.asked_for_consent_at,
        "agreed": ask.consented_at,
        "declined": ask.declined_at,
        "shown to everyone": ask.public_at,
        "pseudonym": ask.pseudonym,
        "public question": ask.public_question,
        "public answer": ask.public_answer,
    }


def _said(word: Said) -> dict[str, object]:
    return {"by": "a coach" if word.by_coach else "you", "text": word.text, "said": word.said_at}


def erase(session: Session, user_id: int, now: datetime) -> None:
    """Delete all that somebody asked, and all that was said to it. What they answered others stays, ownerless."""
    was_shown = queries.public_of(session, user_id)
    queries.remove_asks(session, user_id)
    queries.disown_answers(session, user_id)
    queries.remove_replies(session, user_id)
    if was_shown:
        grow_talk(session, now)
