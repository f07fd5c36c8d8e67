"""What self-ratings and feelings know about a person: how they are exported, how they are erased."""

from sqlalchemy.orm import Session

from coursesite.learning.growth import belonging_queries as queries
from coursesite.learning.growth.grid import ENERGETIC, PLEASANT
from coursesite.learning.growth.models import SelfRating
from coursesite.learning.growth.statements import STEPS


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """Every self-rating with its statements in words, and every feeling."""
    return {
        "self_ratings": [
            {
                "course": title,
                "when": row.moment,
                "rated": row.rated_at,
                "chosen": _in_words(row),
                "as it is stored": {"steps": row.steps, "words": row.words},
            }
            for row, title in queries.ratings(session, user_id)
        ],
        "feelings": [
            {
                "felt": row.felt_at,
                "word": row.word,
                "pleasant": PLEASANT.get(row.pleasant, ""),
                "energetic": ENERGETIC.get(row.energetic, ""),
                "note": row.note,
            }
            for row in queries.feelings(session, user_id)
        ],
    }


def _in_words(row: SelfRating) -> dict[str, str]:
    return {str(row.words.get(key, key)): STEPS.get(step, "") for key, step in row.steps.items() if step in STEPS}


def erase(session: Session, user_id: int) -> None:
    """Delete all of it."""
    queries.remove(session, [user_id])
