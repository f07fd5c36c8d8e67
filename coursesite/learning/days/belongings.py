"""What days, weeks and stories know about a person: how they are exported, how they are erased.

Recordings are in the person's own browser; the site never had them.
"""

from sqlalchemy.orm import Session

from coursesite.learning.days import belonging_queries as queries
from coursesite.learning.days.frames import PARTS
from coursesite.learning.days.models import Day, DayFrame, Story, WeekLook


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """The standing frame, every day, every look back, every version of the story."""
    return {
        "day_frame": [
            {name: getattr(row, name) for name in PARTS} | {"changed": row.changed_at}
            for row in queries.each(session, DayFrame, user_id, DayFrame.user_id)
        ],
        "days": [
            {
                "day": row.day.isoformat(),
                "parts": row.parts,
                "held": row.held,
                "note": row.note,
                "changed": row.changed_at,
            }
            for row in queries.each(session, Day, user_id, Day.day)
        ],
        "weeks": [
            {
                "monday": row.monday.isoformat(),
                "went well": row.went_well,
                "was hard": row.was_hard,
                "next week": row.next_week,
                "written": row.written_at,
            }
            for row in queries.each(session, WeekLook, user_id, WeekLook.monday)
        ],
        "story": [
            {"version": row.number, "sentences": row.sentences, "written": row.written_at}
            for row in queries.each(session, Story, user_id, Story.number)
        ],
    }


def erase(session: Session, user_id: int) -> None:
    """Delete all of it."""
    queries.remove(session, [user_id])
