"""What leaves with a person: their self-ratings and feelings, in words, and nobody else's."""

from datetime import timedelta

from coursesite import clock as site_clock
from coursesite.db import Database
from coursesite.learning import personal
from coursesite.learning.growth.models import Feeling, SelfRating
from tests.learning.growth.mirrors import SAYS_BACK, Rater


def test_the_export_says_it_in_words_and_erasing_takes_all_of_it(rater: Rater, database: Database) -> None:
    rater.rates(says_back=2)
    now, mine = site_clock.now(), rater.learner.person.id
    with database.writing() as session:
        for place, moment in enumerate((now - timedelta(days=1), now)):
            cell = {"pleasant": -1, "energetic": -2, "word": "worn", "note": "Rain."}
            session.add(Feeling(user_id=mine, **cell, felt_at=moment, once=f"felt-{place}"))
        session.commit()
    with database.reading() as session:
        told = personal.export(session, mine)
    rated = told["self_ratings"][0]
    assert (rated["course"], rated["when"], rated["chosen"]) == ("Course calls", "start", {SAYS_BACK: "now and then"})
    felt = told["feelings"]
    assert [(row["word"], row["pleasant"], row["energetic"], row["note"]) for row in felt] == [
        ("worn", "rather unpleasant", "hardly any energy", "Rain.")
    ] * 2
    with database.writing() as session:
        personal.erase(session, mine, now)
        session.commit()
    assert rater.rows(SelfRating) == rater.rows(Feeling) == []


def test_of_somebody_forgotten_nothing_stays(rater: Rater, database: Database) -> None:
    rater.rates(says_back=2)
    with database.writing() as session:
        personal.forget(session, [rater.learner.person.id])
        session.commit()
    assert rater.rows(SelfRating) == []
