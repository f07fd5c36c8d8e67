"""What becomes of a person's runs: exported in words, left without an owner, taken along, moved, let go."""

from sqlalchemy import select

from coursesite import clock
from coursesite.db import Database
from coursesite.learning import arrivals, personal
from coursesite.learning.conversing.models import Run, RunStep
from coursesite.learning.moving_queries import name_new_course
from coursesite.library.models import Piece
from tests.factories import make_user
from tests.learning.conversing.talking import DENIES, HEARS, PROMISES, TALK, Player
from tests.learning.learners import Learner


def runs(database: Database) -> list[Run]:
    with database.reading() as session:
        return list(session.scalars(select(Run).order_by(Run.user_id, Run.number)))


def test_the_export_tells_each_run_in_words(player: Player) -> None:
    player.plays(HEARS, PROMISES)
    with player.learner.database.reading() as session:
        told = personal.export(session, player.learner.person.id)["conversations"]

    assert told[0]["conversation"] == "Dana calls again"
    assert told[0]["ending"] == "“Dana writes down your name.”"
    said = told[0]["said"]
    assert isinstance(said, list)
    assert [one["you said"] for one in said] == [HEARS, PROMISES]


def test_erasing_leaves_the_path_without_what_a_browser_sent(player: Player) -> None:
    player.plays(DENIES)
    with player.learner.database.writing() as session:
        before = session.scalars(select(RunStep.once)).one()
        personal.erase(session, player.learner.person.id, clock.now())
        session.commit()

    assert before
    assert [run.once for run in runs(player.learner.database)] == [f"run {runs(player.learner.database)[0].id}"]
    with player.learner.database.reading() as session:
        assert session.scalars(select(RunStep.once)).all() == [""]


def test_a_visitors_runs_come_before_those_of_the_account_and_are_let_go_with_them(
    player: Player, database: Database
) -> None:
    for _ in range(2):
        player.plays(HEARS, PROMISES)
    visitor, alice = make_user(database), player.learner.person
    with database.writing() as session:
        theirs = session.scalars(select(Run).where(Run.number == 2)).one()
        theirs.user_id, theirs.number = visitor.id, 1
        session.flush()
        arrivals.adopt(session, visitor.id, alice.id, clock.now())
        session.commit()
    assert [(run.user_id, run.number) for run in runs(database)] == [(alice.id, 1), (alice.id, 2)]
    assert runs(database)[0].id == theirs.id

    with database.writing() as session:
        personal.forget(session, [alice.id])
        session.commit()
    assert runs(database) == []
    with database.reading() as session:
        assert session.scalars(select(RunStep)).all() == []


def test_runs_follow_their_conversation_to_another_course(player: Player, database: Database) -> None:
    player.plays(DENIES)
    with database.writing() as session:
        talk = session.scalars(select(Piece).where(Piece.slug == "dana-calls")).one()
        other = session.scalars(select(Piece.id).where(Piece.slug == "begin")).one()
        name_new_course(session, talk.id, other)
        session.commit()

    assert [run.course_id for run in runs(database)] == [other]


def test_a_conversation_counts_towards_its_course_and_is_named_everywhere(player: Player, guest: Learner) -> None:
    learner = player.learner
    assert "Three lessons and one conversation" in guest.reads("/courses/")
    page = learner.reads("/courses/calls/")
    assert "0 of 4 lessons and conversations finished" in page
    assert "Conversation, " in page
    for lesson in ("begin", "part-2", "part-3"):
        address = f"/courses/calls/{lesson}/"
        if lesson == "begin":
            learner.picks("third-call", "Can I have your order number?")
        learner.finishes(address)
    assert "Next comes the conversation <strong>Dana calls again</strong>" in learner.reads("/courses/calls/part-3/")
    page = player.plays(HEARS, PROMISES)

    assert "You have finished the course" in page
    assert "Three lessons and one conversation of “Course calls” are done." in page
    assert "You finished this course on" in learner.reads("/courses/calls/")
    assert "Conversation · Course calls" in learner.reads("/search?q=feeling+before+facts")
    assert TALK not in guest.reads("/sitemap.xml")
