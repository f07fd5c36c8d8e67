"""Texts in the making follow when what they point at moves; and few texts cost what many do."""

from coursesite.library.models import Kind
from coursesite.library.publishing import carry_out, plan_moves
from coursesite.studio.models import Draft
from coursesite.studio.publishing.relinking import relink_drafts
from tests.counting import count_queries
from tests.library.shelves import COURSE
from tests.studio.publishing.desks import Desk, lesson


def test_drafts_point_at_what_has_moved_and_what_was_handed_in_does_too(desk: Desk) -> None:
    text = lesson("calls1b", "Next", "Still [back](01-begin.md), anew.")
    desk.draft("calls1b", text)
    desk.send("calls1b", when="later", day="2026-04-01", time="09:00")
    with desk.database.reading() as reader:
        plan = plan_moves(reader, {"calls1a": "courses/calls/05-begin.md"}, None, now=desk.clock.now)
    with desk.database.writing() as session:
        carry_out(session, plan, desk.clock.now)
        assert relink_drafts(session, plan, desk.clock.now) == 2
        session.commit()

    (draft,) = desk.rows(Draft)
    assert isinstance(draft, Draft)
    assert draft.source.decode() == text.replace("01-begin", "05-begin")
    assert draft.version == 2
    assert "is in the way" not in desk.page("calls1b")


def test_the_approvers_page_and_the_trash_ask_the_same_questions_for_few_and_many(desk: Desk) -> None:
    desk.new_course()
    counts: dict[str, list[int]] = {"publish": [], "trash": []}
    for place in range(2):
        course = COURSE.format(key=f"off{place}", title="Off", topics="x")
        desk.new(f"off{place}", f"courses/off{place}/course.md", course, Kind.COURSE, None)
        desk.do(f"off{place}", "trash")
        for number in range(3):
            key = f"more{place}{number}"
            desk.new(key, f"courses/calls/{20 + 3 * place + number}-{key}.md", lesson(key, key, "Text."))
            desk.do(key, "trash")
        with count_queries(desk.app) as counted:
            desk.client.get("/studio/trash/")
        counts["trash"].append(len(counted))
        with count_queries(desk.app) as counted:
            desk.page("calls1")
        counts["publish"].append(len(counted))
    assert counts["trash"][0] == counts["trash"][1], counts
    assert counts["publish"][0] == counts["publish"][1], counts
