"""Questions from other programs at the desk: read, looked through, published; and taken along again."""

import base64
import io

import pytest
from PIL import Image
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from coursesite.db import Database
from coursesite.library.models import Piece, Revision
from coursesite.text import timed
from tests.learning.learners import Learner, elements, words_of
from tests.learning.quizzes.quizzing import PICK, WORD, write_quiz
from tests.library.shelves import Shelf

IMPORT = "/studio/quizzes/import"
GIFT = b"""// from elsewhere
::Capital::What is the capital of France? {=Paris ~Lyon#No. ~Nice}

Tell us about your day. {}

::Sky::The sky is {=blue =azure}.
"""


@pytest.fixture
def coach(maren: Learner) -> Learner:
    """Maren, with a course on the shelf."""
    return maren


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 6), (20, 90, 80)).save(file, "PNG")
    return file.getvalue()


def moodle(data: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?><quiz><question type="truefalse"><name><text>Seen</text></name><questiontext '
        b'format="html"><text><![CDATA[<p>Is it green? <img src="@@PLUGINFILE@@/patch.png" alt="a patch"></p>]]></text>'
        b'<file name="patch.png" path="/" encoding="base64">' + base64.b64encode(data) + b"</file></questiontext>"
        b'<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
        b"</question></quiz>"
    )


def sends_file(coach: Learner, data: bytes, name: str, status: int = 200, **fields: str) -> TestResponse:
    coach.reads(IMPORT)
    values: dict[str, object] = coach.form(IMPORT) | {"course": "calls", "kind": "pool", "title": "From Moodle"}
    response = coach.client.post(
        IMPORT,
        data=values | fields | {"file": (io.BytesIO(data), name)},
        headers={"Origin": "http://localhost"},
        content_type="multipart/form-data",
    )
    # The test's own browser keeps a large body in a file of its own, and never closes it.
    response.request.environ["wsgi.input"].close()
    assert response.status_code == status, response.text[:3000]
    coach.page = response.text
    return response


def publishes(coach: Learner, status: int = 303, **fields: str) -> TestResponse:
    """Send the form on the page that was read, as a browser does."""
    form = next(one for one in elements(coach.page, "form") if one.get("action") == f"{IMPORT}/publish")
    values: dict[str, list[str]] = {}
    for node in form.iter():
        if node.tag == "input" and node.get("name"):
            values.setdefault(node.get("name"), []).append(node.get("value", ""))
        if node.tag == "textarea":
            values["source"] = ["".join(node.itertext())]
    sent = values | {name: [value] for name, value in fields.items()}
    response = coach.client.post(
        f"{IMPORT}/publish", data=sent, headers={"Origin": "http://localhost"}, content_type="multipart/form-data"
    )
    assert response.status_code == status, response.text[:3000]
    if status != 303:
        coach.page = response.text
    return response


def pieces(database: Database) -> int:
    with database.reading() as session:
        return session.execute(select(func.count()).select_from(Piece)).scalar_one()


def source_of(database: Database, title: str) -> str:
    with database.reading() as session:
        join = select(Revision.source).join(Piece, Piece.published_revision_id == Revision.id)
        return session.scalars(join.where(Piece.title == title)).one().decode()


def test_a_file_is_shown_before_anything_is_published(coach: Learner, database: Database) -> None:
    before = pieces(database)
    sends_file(coach, GIFT, "questions.gift")
    page = words_of(coach.page)
    assert "Two questions for “From Moodle”" in page
    assert "1 × one answer to pick" in page
    assert "Line 4 of the file:" in page
    assert "- [x] Paris" in coach.page
    assert pieces(database) == before


def test_publishing_leads_to_the_desk_where_the_pool_stands(coach: Learner, database: Database) -> None:
    sends_file(coach, GIFT, "questions.gift")
    page = words_of(coach.follows(publishes(coach)))
    assert "It is published." in page
    assert "From Moodle (Course calls)" in page
    assert "- [x] Paris" in source_of(database, "From Moodle")
    assert "\r" not in source_of(database, "From Moodle")


def test_a_quiz_leads_to_its_page(coach: Learner) -> None:
    sends_file(coach, GIFT, "questions.txt", kind="quiz", title="Check it")
    response = publishes(coach)
    assert response.headers["Location"] == "/courses/calls/check-it/"
    assert "Check it" in coach.follows(response)


def test_what_is_changed_on_the_page_is_what_is_published_and_faults_keep_the_text(
    coach: Learner, database: Database
) -> None:
    sends_file(coach, GIFT, "questions.gift")
    broken = "---\ntitle: From Moodle\nkind: pool\n---\n### Question: One\n\nWhich?\n\n- [x] A\n- B\n"
    publishes(coach, 422, source=broken.replace("\n", "\r\n"))
    page = words_of(coach.page)
    assert "Nothing was published yet" in page
    assert "Line 10: The item “B” stands among the answers and has no mark." in page
    assert "Line 4 of the file:" in page  # the notes stay
    assert "- B" in coach.page
    coach.follows(publishes(coach, source=broken.replace("- B", "- [ ] B")))
    assert "- [ ] B" in source_of(database, "From Moodle")


def test_pictures_come_along_and_stand_where_the_text_shows_them(coach: Learner, shelf: Shelf) -> None:
    sends_file(coach, moodle(picture()), "export.xml")
    assert 'src="data:image/png;base64,' in coach.page
    coach.follows(publishes(coach))
    got = coach.client.get("/studio/courses/calls/from-moodle/export?format=moodle")
    assert b"patch.png" in got.data
    assert b"base64" in got.data


def test_a_broken_picture_publishes_nothing(coach: Learner, database: Database) -> None:
    before = pieces(database)
    sends_file(coach, moodle(picture()), "export.xml")
    publishes(coach, 422, picture_data="no base64!")
    assert "A picture did not arrive whole" in coach.page
    publishes(coach, 422, picture_data=base64.b64encode(b"no picture at all").decode())
    assert "Nothing was published yet" in coach.page
    assert pieces(database) == before


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "empty.gift", "Choose a file with questions in it."),
        (b"just some words", "words.txt", "It can't be seen which format this file is in."),
        (b"x" * (5 * 1024 * 1024 + 1), "large.gift", "larger than 5 MB"),
        (b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>', "evil.xml", "Nothing"),
        (b"\xff\xfe\x00\x00", "binary.gift", ""),
    ],
    ids=["nothing", "no format", "too large", "entities", "no text"],
)
def test_what_can_not_be_read_is_said_in_a_sentence(
    coach: Learner, database: Database, data: bytes, name: str, said: str
) -> None:
    before = pieces(database)
    sends_file(coach, data, name, 422)
    assert said.lower() in words_of(coach.page).lower()
    assert "Import questions" in coach.page
    assert pieces(database) == before


def test_course_and_title_are_asked_for_and_what_was_typed_stays(coach: Learner) -> None:
    sends_file(coach, GIFT, "a.gift", 422, course="none-such", title="")
    assert "Choose the course that they are for." in coach.page
    assert "Give it a title" in coach.page
    sends_file(coach, GIFT, "a.gift", 422, course="", title="My own title")
    assert 'value="My own title"' in coach.page


def test_a_file_that_takes_too_long_is_given_up(coach: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_args: object, **_named: object) -> object:
        raise timed.TooSlow("This text could not be worked out within 10 seconds.")

    monkeypatch.setattr(timed, "run_limited", never)
    sends_file(coach, GIFT, "a.gift", 422)
    assert "could not be worked out within 10 seconds. Divide the file" in words_of(coach.page)


def test_the_same_form_sent_twice_publishes_once(coach: Learner, database: Database) -> None:
    sends_file(coach, GIFT, "questions.gift")
    page, before = coach.page, pieces(database)
    first = publishes(coach)
    coach.page = page
    assert publishes(coach).headers["Location"] == first.headers["Location"]
    assert pieces(database) == before + 1


def test_each_format_says_what_it_can_not_hold_before_the_download(coach: Learner, shelf: Shelf) -> None:
    write_quiz(shelf, "pass: 70%", "attempts: 2", body=PICK + WORD)
    page = words_of(coach.reads("/studio/courses/calls/final-check/export"))
    assert "The rules of the quiz stay here (pass, attempts)" in page
    for wanted, ending, start in (
        ("gift", ".gift.txt", b"::"),
        ("moodle", ".xml", b"<?xml"),
        ("markdown", ".md", b""),
    ):
        got = coach.client.get(f"/studio/courses/calls/final-check/export?format={wanted}")
        assert got.status_code == 200
        assert got.headers["Content-Disposition"] == f"attachment; filename=final-check{ending}"
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert start in got.data
        assert b"The third call" in got.data
    coach.reads("/studio/courses/calls/final-check/export?format=pdf", 404)


def test_what_goes_out_comes_in_again_as_the_same_questions(coach: Learner, shelf: Shelf, database: Database) -> None:
    write_quiz(shelf, body=PICK + WORD)
    sent = coach.client.get("/studio/courses/calls/final-check/export?format=moodle").data
    sends_file(coach, sent, "back.xml")
    coach.follows(publishes(coach))
    text = source_of(database, "From Moodle")
    for line in ("- [x] Three calls for one parcel.", "- [~] I'm sorry about that.", "- [=] naming"):
        assert line in text


def test_only_coaches_exchange_questions(alice: Learner, guest: Learner, shelf: Shelf) -> None:
    write_quiz(shelf)
    for path in (IMPORT, "/studio/courses/calls/final-check/export", "/studio/quizzes/"):
        alice.reads(path, 403)
        assert guest.client.get(path).headers["Location"].startswith("/sign-in")


def test_the_way_to_the_desk_stands_for_coaches_alone(alice: Learner, coach: Learner, guest: Learner) -> None:
    assert 'href="/studio/' in coach.reads("/courses/")
    assert 'href="/studio/' not in alice.reads("/courses/")
    assert 'href="/studio/' not in guest.reads("/courses/")
