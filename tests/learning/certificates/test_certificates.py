"""A certificate is made once by whoever completed a course, and shows others what its holder allows, and no more."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from coursesite import clock
from coursesite.accounts.models import User
from coursesite.learning import personal
from coursesite.learning.certificates import codes
from coursesite.learning.certificates.bounds import PDFS
from coursesite.learning.certificates.models import Certificate
from coursesite.learning.models import Enrolment
from coursesite.library.models import Piece, State
from tests.counting import count_queries
from tests.learning.certificates.conftest import LIST, MAKE, Holder
from tests.learning.learners import Learner, words_of
from tests.library.shelves import Shelf

NONE_HERE = "There is no certificate at this address, or its holder has taken it back."
GENUINE = "This certificate is genuine"


def test_the_course_says_how_it_is_earned_and_leads_there_once_it_is(alice: Learner, guest: Learner) -> None:
    said = "Once every lesson is read and its questions are answered, you can have a certificate."
    assert said in words_of(guest.reads("/courses/calls/"))
    alice.joins()
    assert "Your certificate" not in words_of(alice.reads("/courses/calls/"))
    assert "No certificate yet" in words_of(alice.reads(LIST))
    alice.posts(MAKE, {"csrf_token": alice.form("/sign-out")["csrf_token"], "name": "Alice"}, 404)
    Holder(alice).completes()
    assert f'<a href="{LIST}">Your certificate</a>' in alice.reads("/courses/calls/")
    assert 'value="Alice"' in alice.reads(LIST)


def test_it_is_made_once_and_nobody_else_sees_it(holder: Holder, bob: Learner, guest: Learner, maren: Learner) -> None:
    address = holder.makes("Alice Amsel")
    assert "Nobody but you sees it." in words_of(holder.learner.page)
    form = {"csrf_token": holder.learner.form(f"{address}shows")["csrf_token"], "name": "Somebody Else"}
    assert holder.learner.posts(MAKE, form).headers["Location"] == address
    assert holder.row.name == "Alice Amsel"
    assert "You completed this course" not in words_of(holder.learner.reads(LIST))
    for other in (bob, guest, maren):
        assert NONE_HERE in words_of(other.reads(address, 404))


def test_a_code_is_long_read_easily_and_found_however_it_is_typed(holder: Holder, guest: Learner) -> None:
    code = holder.makes().split("/")[2]
    assert len(code.replace("-", "")) == 20
    assert set(code) <= set(codes.ALPHABET) | {"-"}
    assert len({codes.new_code() for _ in range(200)}) == 200
    holder.shows("public")
    assert GENUINE in guest.reads(f"/certificates/{code.replace('-', '').upper()}/")
    assert codes.normal("nonsense") == codes.normal(code + "x") == ""


@pytest.mark.parametrize(
    ("shown", "name", "day"),
    [
        (("public",), False, False),
        (("public", "name_shown"), True, False),
        (("public", "day_shown"), False, True),
        (("public", "name_shown", "day_shown"), True, True),
        (("name_shown", "day_shown"), None, None),
    ],
)
def test_others_see_what_is_ticked_and_the_holder_the_same(
    holder: Holder, guest: Learner, shown: tuple[str, ...], name: bool | None, day: bool | None
) -> None:
    address = holder.makes()
    day_in_words = words_of(holder.learner.reads(LIST)).partition("Completed on ")[2].partition(".")[0]
    own = holder.shows(*shown).partition("What others see is changed.")[2].partition("What others see")[0]
    if name is None:
        assert NONE_HERE in words_of(guest.reads(address, 404))
        return
    page = words_of(guest.reads(address))
    for seen in (page, own):
        assert GENUINE in seen
        assert "Course calls" in seen
        assert ("Alice Amsel" in seen) is name
        assert (f"on {day_in_words}" in seen) is day
    assert "What others see" not in page
    assert "shows" not in guest.page


def test_unknown_unshown_and_withdrawn_are_the_same_page(holder: Holder, guest: Learner) -> None:
    unknown = guest.reads(f"/certificates/{codes.new_code()}/", 404)
    address = holder.makes()
    assert guest.reads(address, 404) == unknown
    holder.shows("public", "name_shown")
    assert GENUINE in guest.reads(address)
    assert "Whoever goes there reads that there is no certificate" in holder.sets(do="withdraw")
    assert guest.reads(address, 404) == unknown
    holder.sets(do="bring back")
    assert "Alice Amsel" in guest.reads(address)


def test_the_public_page_is_kept_by_nobody_and_found_by_no_search_engine(holder: Holder, guest: Learner) -> None:
    address = holder.makes()
    holder.shows("public", "name_shown")
    response = guest.client.get(address)
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in response.text
    assert address not in guest.client.get("/sitemap.xml").text
    assert "Set-Cookie" not in response.headers


def test_only_its_holder_changes_it_or_has_it_on_paper(holder: Holder, bob: Learner, guest: Learner) -> None:
    address = holder.makes()
    holder.shows("public")
    assert guest.client.get(f"{address[:-1]}.pdf").status_code == 303
    bob.reads(f"{address[:-1]}.pdf", 404)
    bob.reads(LIST)
    token = {"csrf_token": bob.form("/sign-out")["csrf_token"]}
    for do in ("show", "withdraw", "bring back", "name"):
        bob.posts(f"{address}shows", token | {"do": do, "name": "Bob", "name_shown": "yes"}, 404)
    assert (holder.row.name, holder.row.shows_name, holder.row.withdrawn_at) == ("Alice Amsel", False, None)


def test_a_name_too_long_or_none_is_refused_and_given_back(holder: Holder) -> None:
    holder.learner.reads(LIST)
    response = holder.learner.sends(MAKE, 422, name="W" * 201)
    assert "room for 200 characters of a name, and this has 201" in words_of(response.text)
    assert "W" * 201 in response.text
    assert "Write the name" in words_of(holder.learner.sends(MAKE, 422, name="  ").text)
    holder.makes("W" * 200)
    assert "Write the name" in holder.sets(422, do="name", name="")
    assert "The name is changed." in holder.sets(do="name", name="Алиса")
    assert holder.row.name == "Алиса"


def test_the_title_is_that_of_the_day_and_stays_whatever_becomes_of_the_course(
    holder: Holder, guest: Learner, shelf: Shelf
) -> None:
    holder.completes(clock.now())
    shelf.course(key="calls1", title="Calls, anew", topics="phone")
    shelf.pushed()
    address = holder.makes()
    holder.shows("public")
    assert "Course calls" in words_of(guest.reads(address))
    with holder.learner.database.writing() as session:
        session.execute(update(Piece).where(Piece.key == "calls1").values(state=State.TRASHED.value))
        session.commit()
    assert "Course calls" in words_of(guest.reads(address))
    assert "Course calls" in holder.pdf().pages[0].extract_text()


def test_it_goes_with_its_holder_and_comes_with_their_data(holder: Holder, guest: Learner) -> None:
    address = holder.makes()
    holder.shows("public", "name_shown")
    user_id = holder.learner.person.id
    with holder.learner.database.writing() as session:
        told = personal.export(session, user_id)["certificates"]
        assert [(row["code"], row["name"]) for row in told] == [(address.split("/")[2], "Alice Amsel")]
        personal.erase(session, user_id, clock.now())
        session.commit()
    assert NONE_HERE in words_of(guest.reads(address, 404))
    with holder.learner.database.reading() as session:
        assert session.scalars(select(Certificate)).all() == []


def test_many_certificates_take_as_many_queries_as_one(app: Flask, holder: Holder) -> None:
    holder.makes()
    holder.learner.reads(LIST)
    with count_queries(app) as few:
        holder.learner.reads(LIST)
    with holder.learner.database.writing() as session:
        lessons = list(session.scalars(select(Piece.id).where(Piece.course_id.is_not(None))))
        now, mine = clock.now(), holder.learner.person.id
        for at, piece_id in enumerate(lessons):
            done = {"completed_at": now - timedelta(days=at), "made_at": now}
            values = {"code": codes.new_code(), "user_id": mine, "course_id": piece_id, "name": "A", "title": "T"}
            session.add(Certificate(**values, **done))
        session.commit()
    with count_queries(app) as many:
        holder.learner.reads(LIST)
    assert len(many) == len(few), str(many)


@pytest.mark.usefixtures("clock")
def test_paper_has_a_limit_by_the_hour(holder: Holder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursesite.learning.certificates.verifying_views.as_pdf", lambda *_: b"%PDF")
    address = holder.makes()
    for _ in range(PDFS.times):
        assert holder.learner.client.get(f"{address[:-1]}.pdf").status_code == 200
    assert "Retry-After" in holder.learner.client.get(f"{address[:-1]}.pdf").headers


def test_somebody_who_leaves_a_course_keeps_their_certificate(holder: Holder) -> None:
    address = holder.makes()
    with holder.learner.database.writing() as session:
        session.execute(delete(Enrolment).where(Enrolment.user_id == holder.learner.person.id))
        session.execute(update(User).where(User.id == holder.learner.person.id).values(name="Another"))
        session.commit()
    assert "Alice Amsel" in holder.learner.reads(address)
