"""Saving a draft: nothing that was sent is ever lost, and nobody's bytes are covered."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import delete, select

from coursesite import clock as site_clock
from coursesite.config import Settings
from coursesite.studio.models import Draft, Writer
from coursesite.studio.tasks import tidy
from coursesite.studio.writing import queries
from coursesite.studio.writing.saving import Saved, Stale, append, save
from tests.conftest import FrozenClock
from tests.library.revisions import publish_in_browser
from tests.library.shelves import Shelf
from tests.studio.writing.coaches import LESSON, Coach, form_of, href_of


def published(shelf: Shelf, source: bytes) -> None:
    with shelf.database.writing() as session:
        publish_in_browser(session, "calls1a", source)
        session.commit()


def test_the_page_holds_what_is_published_and_the_first_save_makes_its_draft(maren: Coach, shelf: Shelf) -> None:
    page = maren.opens()
    assert maren.form["version"] == "0"
    assert 'id="editor"' in page
    done = maren.asks("save", body=maren.form["body"] + "\r\nOne more line.")
    assert done["version"] == 1
    draft = maren.draft()
    published = next(shelf.root.glob("courses/calls/01-*.md")).read_bytes()
    assert draft is not None
    assert draft.source.startswith(published.rstrip(b"\n")[:200])
    assert draft.source.endswith(b"\nOne more line.")
    assert b"\r" not in draft.source
    assert str(draft.base_revision_id) == maren.form["base"]


def test_a_save_that_changes_nothing_makes_no_draft_and_no_version(maren: Coach) -> None:
    maren.opens()
    assert maren.asks("save")["version"] == 0
    assert maren.draft() is None
    assert maren.asks("save", body="Changed.")["version"] == 1
    assert maren.asks("save", body="Changed.", version=0)["version"] == 1
    assert maren.asides() == []


def test_the_second_of_two_texts_is_kept_aside_whole_and_shown_beside_the_draft(maren: Coach, jonas: Coach) -> None:
    maren.opens()
    jonas.opens()
    maren.asks("save", body="Maren listens first.")
    late = jonas.asks("save", 409, body="Jonas asks first.\r\nThen he listens.")
    assert late["by"] == "Maren"
    assert late["version"] == 1
    assert jonas.asides()[0].source.endswith(b"---\nJonas asks first.\nThen he listens.")
    page = jonas.opens(late["href"])
    assert "<del>Maren listens " in page
    assert "<ins>Jonas asks " in page
    assert maren.client.get(late["href"]).status_code == 404, "an aside is its author's"


def test_a_window_that_came_too_late_keeps_one_aside_and_another_window_its_own(maren: Coach, jonas: Coach) -> None:
    maren.opens()
    jonas.opens()
    maren.asks("save", body="Maren's.")
    first = jonas.asks("save", 409, body="One.")
    again = jonas.asks("save", 409, body="One, and more.", aside=first["aside"])
    other = jonas.asks("save", 409, body="From the other window.")
    assert again["href"] == first["href"] != other["href"]
    assert [kept.source.split(b"---\n")[2] for kept in jonas.asides()] == [b"One, and more.", b"From the other window."]


@pytest.mark.parametrize(
    ("way", "stands"), [("keep", b"Maren's."), ("mine", b"Jonas's."), ("joined", b"Maren's.\nJonas's.")]
)
def test_three_ways_on_and_the_aside_is_let_go_only_then(maren: Coach, jonas: Coach, way: str, stands: bytes) -> None:
    maren.opens()
    jonas.opens()
    maren.asks("save", body="Maren's.", field_title="Hers")
    jonas.sends(body="Jonas's.")
    address = f"{LESSON}asides/{jonas.asides()[0].id}"
    jonas.opens(address)
    maren.opens()
    maren.asks("save", body="Maren's.", field_title="Hers again")
    jonas.sends(address, 303 if way == "keep" else 409, way=way)
    if way != "keep":
        assert len(jonas.asides()) == 1, "nothing is let go of while somebody else saves"
        jonas.form = form_of(jonas.page, address)
        jonas.sends(address, way=way, body="Maren's.\r\nJonas's.")
    draft = jonas.draft()
    assert draft is not None
    assert draft.source.endswith(b"---\n" + stands)
    assert jonas.asides() == []
    assert b"key: calls1a" in draft.source


def test_whoever_published_meanwhile_is_named_and_both_texts_are_offered(maren: Coach, shelf: Shelf) -> None:
    maren.opens()
    maren.asks("save", body="The draft.")
    path = next(shelf.root.glob("courses/calls/01-*.md"))
    published(shelf, path.read_bytes().replace(b"you ask.", b"you ask. Published meanwhile."))
    page = maren.opens()
    assert "published another wording after this draft was begun" in page
    assert maren.form["body"] == "The draft."
    meanwhile = href_of(page, "See the two side by side")
    assert "Published meanwhile." in maren.opens(meanwhile)
    maren.sends(meanwhile, way="keep")
    assert "published another wording" not in maren.opens()
    draft = maren.draft()
    assert draft is not None
    assert draft.source.endswith(b"The draft.")


def test_a_draft_that_was_published_and_begun_anew_is_not_covered_by_an_old_window(
    maren: Coach, jonas: Coach, shelf: Shelf
) -> None:
    maren.opens()
    maren.asks("save", body="First.")
    old = dict(maren.form)
    draft = maren.draft()
    assert draft is not None
    published(shelf, draft.source)
    with shelf.database.writing() as session:
        session.execute(delete(Draft))
        session.commit()
    jonas.opens()
    jonas.asks("save", body="Begun anew.")
    maren.form = old
    maren.asks("save", 409, body="From the old window.")
    draft = maren.draft()
    assert draft is not None
    assert draft.source.endswith(b"Begun anew.")


def test_two_texts_sent_at_the_same_moment_one_is_the_draft_and_the_other_kept_aside(
    maren: Coach, shelf: Shelf
) -> None:
    with shelf.database.reading() as session:
        found = queries.find_written(session, "calls1a")
    assert found is not None
    start = Barrier(2)

    def saved(text: bytes) -> Saved | Stale:
        with shelf.database.writing() as session:
            start.wait()
            done = save(session, found, maren.user.id, text, 0, found.base, site_clock.now())
            session.commit()
            return done

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(saved, (b"---\ntitle: One\n---\n1", b"---\ntitle: Two\n---\n2")))
    assert sorted(type(one).__name__ for one in done) == ["Saved", "Stale"]
    draft = maren.draft()
    assert draft is not None
    assert {draft.source, maren.asides()[0].source} == {b"---\ntitle: One\n---\n1", b"---\ntitle: Two\n---\n2"}


def test_whoever_else_writes_is_named_for_a_minute(
    maren: Coach, jonas: Coach, clock: FrozenClock, settings: Settings
) -> None:
    maren.opens()
    jonas.opens()
    assert jonas.asks("here") == {"writers": [], "version": 0}
    assert maren.asks("here")["writers"] == ["Jonas"]
    assert "Jonas has this open, too." in maren.opens()
    clock.tick(seconds=61)
    assert maren.asks("here")["writers"] == []
    clock.tick(hours=2)
    tidy(maren.database, settings, clock.now)
    with maren.database.reading() as session:
        assert session.execute(select(Writer)).first() is None


def test_the_state_tells_a_window_all_that_it_needs_to_go_on(maren: Coach, jonas: Coach) -> None:
    maren.opens()
    maren.asks("save", body="Line one.\r\nLine two.", field_title="Another title")
    found = jonas.state()
    assert (found["version"], found["by"], found["body"]) == (1, "Maren", "Line one.\nLine two.")
    assert found["fields"]["title"] == "Another title"
    assert found["person"] == jonas.user.key
    jonas.form = {"csrf_token": found["csrf"], "version": found["version"], "base": found["base"]}
    assert jonas.asks("save", body="By hand.")["version"] == 2


def test_text_for_the_draft_is_added_whatever_is_saved_meanwhile(maren: Coach, shelf: Shelf) -> None:
    with shelf.database.reading() as session:
        before = queries.find_written(session, "calls1a")
    assert before is not None
    maren.opens()
    maren.asks("save", body="Saved meanwhile.")
    with shelf.database.writing() as session:
        assert (
            append(session, before, "### Poll: Where\n\n- [ ] here\n- [ ] there", maren.user.id, site_clock.now()) == 2
        )
        session.commit()
    draft = maren.draft()
    assert draft is not None
    assert draft.source.endswith(b"---\nSaved meanwhile.\n\n### Poll: Where\n\n- [ ] here\n- [ ] there\n")
