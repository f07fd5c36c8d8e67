"""The demo's reader has looked at herself at the start and at the end, and noted how she was."""

from sqlalchemy import select

from coursesite.accounts.models import User
from coursesite.demo.asking import READER
from coursesite.demo.mirroring import FELT
from coursesite.exercises import Outcome
from coursesite.learning.certificates.models import Certificate
from coursesite.learning.growth.models import Feeling, SelfRating
from coursesite.learning.models import Enrolment
from coursesite.learning.review.models import About, Card, CardReview
from tests.demo.conftest import NOW, Month


def test_the_reader_has_both_self_ratings_and_a_month_of_feelings(month: Month) -> None:
    with month.database.reading() as session:
        here = select(SelfRating).where(SelfRating.course_id == month.course.id)
        ratings = {row.moment: row for row in session.scalars(here)}
        felt = list(session.scalars(select(Feeling)))
        taken = session.get_one(Enrolment, (ratings["start"].user_id, month.course.id))
    assert set(ratings) == {"start", "end"}
    assert all(len(row.steps) == 5 for row in ratings.values())
    assert taken.completed_at is not None
    assert taken.enrolled_at < ratings["start"].rated_at < taken.completed_at < ratings["end"].rated_at <= NOW
    assert len(felt) == len(FELT)
    assert max(row.felt_at for row in felt) < NOW


def test_the_reader_has_recalled_enough_for_a_picture_of_it_and_forgot_some(month: Month) -> None:
    with month.database.reading() as session:
        reviews = list(session.scalars(select(CardReview).join(Card).where(Card.about == About.QUESTION)))
        names = {session.get_one(User, one.user_id).name for one in reviews}
    assert names == {READER}
    assert len({one.asked_at.date() for one in reviews}) >= 5
    assert {one.outcome for one in reviews} > {Outcome.right}
    assert max(one.asked_at for one in reviews) <= NOW


def test_the_reader_shows_a_certificate_of_the_course_that_she_completed(month: Month) -> None:
    with month.database.reading() as session:
        made = session.scalars(select(Certificate)).one()
        taken = session.get_one(Enrolment, (made.user_id, month.course.id))
    assert (made.name, made.is_public, made.shows_name, made.shows_day) == (READER, True, True, False)
    assert made.completed_at == taken.completed_at
    assert made.completed_at < made.made_at <= NOW
