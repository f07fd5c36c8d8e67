"""What is brought into a text: pictures, and what was copied elsewhere."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image as Drawing
from sqlalchemy import select

from coursesite.config import Settings
from coursesite.library.models import Image
from coursesite.studio import pictures_desk
from coursesite.studio.writing.pasting import turned
from coursesite.web.limits import Limit
from tests.library.shelves import Shelf
from tests.studio.writing.coaches import JSON, LESSON, Coach

WORD = Path(__file__).parent.joinpath("word.html").read_text(encoding="utf-8")
PAGE = Path(__file__).parent.joinpath("page.html").read_text(encoding="utf-8")


def picture(colour: str = "red", sort: str = "PNG") -> bytes:
    out = io.BytesIO()
    Drawing.new("RGB", (30, 20), colour).save(out, sort)
    return out.getvalue()


def bring(coach: Coach, data: bytes, name: str, alt: str, status: int = 200) -> dict[str, str]:
    return coach.asks("pictures", status, picture=(io.BytesIO(data), name), alt=alt)  # type: ignore[no-any-return]


def test_a_picture_is_shown_in_the_preview_at_once_and_its_name_is_its_own(
    maren: Coach, shelf: Shelf, settings: Settings
) -> None:
    maren.opens()
    first = bring(maren, picture(), "Die Schlange [1]?.PNG", "A queue, *long*")["markdown"]
    assert first == r"![A queue, \*long\*](images/die-schlange-1.png)"
    assert (
        bring(maren, picture(), "Die Schlange 1.png", "The same")["markdown"]
        == "![The same](images/die-schlange-1.png)"
    )
    assert "die-schlange-1-2.jpg" not in first
    assert (
        bring(maren, picture("blue"), "die schlange 1.png", "Other")["markdown"]
        == "![Other](images/die-schlange-1-2.png)"
    )
    assert bring(maren, picture(sort="JPEG"), "photo.png", "A photo")["markdown"] == "![A photo](images/photo.jpg)"
    seen = maren.asks("look", body=first)
    assert seen["faults"] == []
    with maren.database.reading() as session:
        row = session.scalars(select(Image).where(Image.path.endswith("die-schlange-1.png"))).one()
    assert f'src="/images/{row.served_name}"' in seen["html"]
    assert (settings.data_dir / "originals" / row.original_hash).read_bytes() == picture()


REFUSED = [
    (b"GIF89a", "a.gif", "What it shows", "picture"),
    (picture()[:60], "a.png", "What it shows", "picture"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg", "What it shows", "picture"),
    (b"", "a.png", "What it shows", "picture"),
    (picture(), "a.png", "  ", "alt"),
]


@pytest.mark.parametrize(("data", "name", "alt", "field"), REFUSED)
def test_what_is_no_picture_or_says_nothing_is_refused_with_the_reason(
    maren: Coach, data: bytes, name: str, alt: str, field: str
) -> None:
    maren.opens()
    answer = bring(maren, data, name, alt, 422)
    assert answer["field"] == field
    assert answer["problem"].endswith(".")
    with maren.database.reading() as session:
        assert session.scalars(select(Image)).all() == []


def test_more_pictures_than_a_text_needs_in_an_hour_are_refused_in_a_sentence_and_other_coaches_are_not(
    maren: Coach, jonas: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures_desk, "PICTURES", Limit("text_pictures", 2, timedelta(hours=1)))
    maren.opens()
    for name in ("a.png", "b.png"):
        bring(maren, picture(), name, "A queue")
    answer = bring(maren, picture(), "c.png", "A queue", 429)
    assert "this picture was not taken in. Try again in" in answer["problem"]
    maren.opens(f"{LESSON}pictures")
    page = maren.sends(f"{LESSON}pictures", 429, picture=(io.BytesIO(picture()), "c.png"), alt="A queue of people").text
    assert "this picture was not taken in. Try again in" in page
    assert 'value="A queue of people"' in page
    jonas.opens()
    bring(jonas, picture(), "d.png", "A queue")
    with maren.database.reading() as session:
        assert sorted(path[-5:] for path in session.scalars(select(Image.path))) == ["a.png", "b.png", "d.png"]


def test_without_scripts_a_picture_goes_to_the_end_of_the_draft_and_survives_push_and_pull(
    maren: Coach, shelf: Shelf
) -> None:
    maren.opens(f"{LESSON}pictures")
    page = maren.sends(f"{LESSON}pictures", 422, picture=(io.BytesIO(picture()), "a.png"), alt="").text
    assert "People who can’t see it hear that sentence" in page
    maren.sends(f"{LESSON}pictures", picture=(io.BytesIO(picture()), "a.png"), alt="A queue")
    draft = maren.draft()
    assert draft is not None
    assert draft.source.endswith(b"lowers the heat.\n\n---\n\n![A queue](images/a.png)\n")
    shelf.push(archive=True)
    assert maren.client.get(f"{LESSON}preview").text.count('alt="A queue"') == 1
    shelf.pull()
    assert (shelf.root / "courses/calls/images/a.png").read_bytes() == picture()
    assert [str(fault) for fault in shelf.push(archive=True).faults] == []


def test_a_picture_of_a_course_that_was_never_published_troubles_neither_push_nor_pull(
    maren: Coach, shelf: Shelf
) -> None:
    maren.opens("/studio/write/new/course")
    begun = maren.sends("/studio/write/new/course", title="Saying no", summary="Kindly.")
    address = begun.headers["Location"].partition("?")[0]
    maren.opens(address)
    bring_to = {"picture": (io.BytesIO(picture()), "a.png"), "alt": "A queue"}
    markdown = maren.asks("pictures", 200, address, **bring_to)["markdown"]
    maren.asks("save", 200, address, body=markdown)
    shelf.pull()
    assert [str(fault) for fault in shelf.push(archive=True).faults] == []
    assert maren.client.get(f"{address}preview").text.count('alt="A queue"') == 1


def test_a_page_of_the_site_has_no_folder_for_pictures(maren: Coach, shelf: Shelf) -> None:
    shelf.write("pages/imprint.md", "---\nkey: page01\ntitle: Imprint\nsummary: Who.\n---\nWho we are.\n")
    shelf.pushed()
    with maren.database.writing() as session:
        session.get_one(type(maren.user), maren.user.id).role = "admin"
        session.commit()
    maren.opens("/studio/write/page01/")
    answer = maren.asks(
        "pictures", 422, "/studio/write/page01/", picture=(io.BytesIO(picture()), "a.png"), alt="A queue"
    )
    assert "holds no pictures" in answer["problem"]


WANTED_OF_WORD = """\
## The third call

Dana says: **Three calls** for *one* parcel, and a [promise](https://example.org/promise?id=7).

- Name what happened.
  - In her words.
- Say what you will do.

1. Breathe.
2. Answer.

| feeling | message |
| --- | --- |
| anger | a boundary was crossed |"""

WANTED_OF_PAGE = """\
## Two kinds of sorry

Read [the study](https://example.org/study) first.

> Sorry *that* is not sorry *for*.

- one
- two"""


@pytest.mark.parametrize(("html", "wanted"), [(WORD, WANTED_OF_WORD), (PAGE, WANTED_OF_PAGE)], ids=["word", "page"])
def test_what_was_copied_elsewhere_comes_out_clean(maren: Coach, html: str, wanted: str) -> None:
    maren.opens()
    values = {"csrf_token": maren.form["csrf_token"], "html": html}
    answer = maren.client.post("/studio/write/paste", data=values, headers=JSON)
    assert answer.json is not None
    assert answer.json["markdown"] == wanted


HOSTILE = [
    '<p style="mso-list:l0 level9 lfo1">deep<p style="mso-list:l0 level1">up</p></p></p>',
    "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a>",
    "<p style='mso-list:Ignore'>" * 3000,
    "<" * 100_000,
    "<p><![if !supportLists]>·<![endif]><!-- --><?xml ?>",
    "<p>x</p><![![",
    "</ul></li>" * 2000 + "<table><p style='mso-list:l1 level2 lfo1'>x",
]


@pytest.mark.parametrize("html", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_html_is_harmless(html: str) -> None:
    made = turned(html)
    assert "<script" not in made
    assert "](javascript:" not in made
