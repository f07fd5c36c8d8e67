"""A coach says that two options are different ones: a revision of the same text, and what comes after it."""

import pytest

from coursesite import clock
from coursesite.accounts.models import Role
from coursesite.db import Database
from coursesite.exercises import Said
from coursesite.library import compiling, reading
from coursesite.library.models import Revision
from coursesite.library.publishing import Stale, carry_out, plan_one
from tests.factories import make_user
from tests.library.revisions import revisions
from tests.library.shelves import QUESTION, Shelf

PATH = "courses/calls/01-first.md"
SORT, NOW = "Let me sort it now.", "I will sort it out now."


@pytest.fixture
def calls(shelf: Shelf) -> Shelf:
    """A lesson in which an option was reworded."""
    shelf.course()
    shelf.lesson("01-first", QUESTION, key="lesson1")
    shelf.pushed()
    shelf.write(PATH, shelf.read(PATH).replace(SORT.encode(), NOW.encode()))
    assert len(shelf.pushed().pairings) == 1
    return shelf


def keys(shelf: Shelf) -> list[str]:
    """The options' keys as published."""
    return [option.key for option in shelf.lesson_content("first").exercises["third-call"].options]


def says(shelf: Shelf, said: Said, note: str = "Told apart.") -> list[str]:
    """Publish what a coach said; gives the faults."""
    coach = make_user(shelf.database, role=Role.COACH, name="Maren")
    with shelf.database.reading() as session:
        plan = plan_one(session, PATH, shelf.read(PATH), shelf.settings.data_dir, now=clock.now(), said=said, note=note)
    if not plan.report.faults:
        with shelf.database.writing() as session:
            carry_out(session, plan, clock.now(), author_id=coach.id)
            session.commit()
    return [str(fault) for fault in plan.report.faults]


def stored(shelf: Shelf) -> list[Revision]:
    with shelf.database.reading() as session:
        return revisions(session, "lesson1")


def test_the_same_text_is_published_with_a_key_of_its_own_for_that_option(calls: Shelf) -> None:
    before = keys(calls)
    assert says(calls, Said("third-call", before[1])) == []
    assert keys(calls)[0] == before[0]
    assert keys(calls)[1] not in before
    first, second, third = stored(calls)
    assert second.source == third.source
    assert (third.note, third.author_id is None, second.author_id) == ("Told apart.", False, None)
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert second.compiled["blocks"][-1]["exercise"]["options"][1]["key"] == before[1]


def test_a_push_of_the_unchanged_file_changes_nothing(calls: Shelf) -> None:
    says(calls, Said("third-call", keys(calls)[1]))
    apart = keys(calls)
    report = calls.pushed()
    assert (report.taken_in, report.newer_on_site, report.pairings) == ([], [], [])
    assert calls.pull().written == []
    assert (keys(calls), len(stored(calls))) == (apart, 3)


def test_a_further_edit_goes_on_from_there(calls: Shelf) -> None:
    first = keys(calls)
    says(calls, Said("third-call", first[1]))
    apart = keys(calls)
    calls.write(PATH, calls.read(PATH).replace(NOW.encode(), b"I shall sort it out now."))
    assert [paired.new_text[-24:] for paired in calls.pushed().pairings] == ["I shall sort it out now."]
    assert keys(calls) == apart
    text = calls.read(PATH).decode()
    both = "- [ ] Three calls for one parcel. Let me sort it now.\n\n> Naming"
    calls.write(PATH, text.replace("> Naming", both))
    calls.pushed()
    assert keys(calls) == [*apart, first[1]]


def test_it_stays_when_a_newer_compiler_makes_the_revision_again(calls: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    says(calls, Said("third-call", keys(calls)[1]))
    apart, revision_id = keys(calls), calls.lesson_content("first").revision_id
    monkeypatch.setattr(reading, "COMPILER", compiling.COMPILER + 1)
    again = Database(calls.settings.database)
    with again.reading() as session:
        options = reading.content(session, revision_id).exercises["third-call"].options
    again.dispose()
    assert [option.key for option in options] == apart
    for module in ("shelving.entries", "shelving.writing"):
        monkeypatch.setattr(f"coursesite.library.{module}.COMPILER", compiling.COMPILER + 1)
    calls.push(write_keys=False)
    assert calls.lesson_content("first").revision_id == revision_id
    assert (keys(calls), len(stored(calls))) == (apart, 3)


def test_it_is_a_revision_of_its_own_also_when_an_older_compiler_made_the_published_one(
    calls: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys(calls)
    for module in ("shelving.entries", "shelving.writing"):
        monkeypatch.setattr(f"coursesite.library.{module}.COMPILER", compiling.COMPILER + 1)
    says(calls, Said("third-call", before[1]))
    _first, second, third = stored(calls)
    assert second.compiled["blocks"][-1]["exercise"]["options"][1]["key"] == before[1]
    assert third.compiled["blocks"][-1]["exercise"]["options"][1]["key"] != before[1]


def test_it_is_the_same_again_when_that_is_said(calls: Shelf) -> None:
    before = keys(calls)
    says(calls, Said("third-call", before[1]))
    says(calls, Said("third-call", keys(calls)[1], again=before[1]))
    assert keys(calls) == before
    assert len(stored(calls)) == 4


def test_what_is_said_about_a_key_that_is_nowhere_publishes_nothing(calls: Shelf) -> None:
    assert says(calls, Said("third-call", "nowhere")) == []
    assert says(calls, Said("another-call", keys(calls)[1])) == []
    assert len(stored(calls)) == 2


def test_somebody_who_published_meanwhile_comes_first(calls: Shelf) -> None:
    with calls.database.reading() as session:
        said = Said("third-call", keys(calls)[1])
        plan = plan_one(session, PATH, calls.read(PATH), calls.settings.data_dir, now=clock.now(), said=said)
    calls.write(PATH, calls.read(PATH).replace(NOW.encode(), b"Sorted."))
    calls.pushed()
    with calls.database.writing() as session, pytest.raises(Stale):
        carry_out(session, plan, clock.now())
