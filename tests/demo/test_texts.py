"""What the coaches are writing in the demo: so that the desk shows what it is for, and what could be published."""

from sqlalchemy import select

from coursesite.library import staff_queries
from coursesite.library.models import Kind, Part, Piece, State
from coursesite.library.publishing import plan_texts
from coursesite.library.shelving.queries import known_pieces
from coursesite.studio.models import Draft, Proposal
from tests.demo.conftest import NOW, Month


def test_the_desk_holds_a_draft_course_a_change_to_approve_and_a_scheduled_post(month: Month) -> None:
    with month.database.reading() as session:
        course = session.scalars(select(Piece).where(Piece.key == "srv7kc")).one()
        assert course.approval
        staff = [(one.name, one.part) for one in staff_queries.staff_of(session, course.id)]
        assert sorted(staff) == [("Kofi Adjei", Part.COACH), ("Maren Holt", Part.OWNER)]
        waiting = select(Piece.title, Proposal.step).join(Proposal, Proposal.piece_id == Piece.id)
        assert sorted(map(tuple, session.execute(waiting))) == [
            ("A word for it", "awaiting"),
            ("What the night shift taught me about silence", "scheduled"),
        ]


def test_every_course_has_an_owner(month: Month) -> None:
    with month.database.reading() as session:
        pieces = [one for one in known_pieces(session) if one.kind == Kind.COURSE and one.state == State.PUBLISHED]
        parts = {one.slug: [staff.part for staff in staff_queries.staff_of(session, one.id)] for one in pieces}
    assert parts.keys() == {month.course.slug, *(course.slug for course in month.others)}
    assert all(found.count(Part.OWNER) == 1 for found in parts.values())


def test_all_of_it_could_be_published_as_it_is(month: Month) -> None:
    with month.database.reading() as session:
        rows = session.execute(select(Piece.path, Draft.source).join(Draft, Draft.piece_id == Piece.id))
        texts = {row[0]: row[1] for row in rows}
        assert len(texts) == 5
        plan = plan_texts(session, texts, month.settings.data_dir, now=NOW)
    assert [str(fault) for fault in plan.report.faults] == []
