"""Finding words in everything published, in both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursesite.library.models import Kind
from coursesite.library.search import PAGE_SIZE, Results, find
from tests.library.shelves import QUESTION, Shelf


def _find(shelf: Shelf, words: str, *, kinds: list[Kind] | None = None, page: int = 1) -> Results:
    with shelf.database.reading() as session:
        return find(session, words, kinds=kinds, page=page)


@pytest.fixture
def library(shelf: Shelf) -> Shelf:
    """A course of three lessons and a page."""
    shelf.course()
    shelf.lesson(
        "01-apology", "Saying sorry is short. A *café* guest listens.", key="lesson1", title="Two kinds of sorry"
    )
    shelf.lesson("02-listening", "Mostly quiet. " * 40 + "Then an apology comes.", key="lesson2", title="Being quiet")
    shelf.lesson("03-word", "An apology names what was done.\n" + QUESTION, key="lesson3", title="The apology")
    shelf.write("pages/about.md", "---\nkey: about1\ntitle: About\n---\nWe owe nobody an apology.\n")
    shelf.pushed()
    return shelf


def test_a_title_counts_above_the_text(library: Shelf) -> None:
    results = _find(library, "apology")

    assert results.total == 3
    assert results.hits[0].title == "The apology"
    assert results.hits[0].address == "/courses/calls/word/"
    assert results.hits[0].within == "Calls"
    assert results.hits[0].kind is Kind.LESSON


def test_the_extract_shows_the_match_in_its_place(library: Shelf) -> None:
    hit = _find(library, "apology", kinds=[Kind.PAGE]).hits[0]

    assert [text for text, matches in hit.extract if matches] == ["apology"]
    assert "We owe nobody an apology." in "".join(text for text, _matches in hit.extract)


def test_an_extract_from_the_middle_says_that_there_is_more(library: Shelf) -> None:
    hit = next(hit for hit in _find(library, "apology").hits if hit.title == "Being quiet")

    assert hit.extract[0] == ("… ", False)
    assert ("apology", True) in hit.extract


@pytest.mark.parametrize(
    "words", ["listen", "LISTENING", "listened", "cafe", "café", "sor", "sorry guest", "guest sorry"]
)
def test_case_accents_endings_and_order_make_no_difference(library: Shelf, words: str) -> None:
    assert "Two kinds of sorry" in [hit.title for hit in _find(library, words).hits]


def test_an_extract_keeps_the_accents_of_the_text(library: Shelf) -> None:
    hit = _find(library, "cafe").hits[0]

    assert ("café", True) in hit.extract


def test_common_words_are_words(library: Shelf) -> None:
    assert [hit.title for hit in _find(library, "what do you say").hits] == ["The apology"]


def test_all_words_must_be_there_and_only_the_last_may_be_a_beginning(library: Shelf) -> None:
    assert _find(library, "sorry nowhere").total == 0
    assert _find(library, "gue sorry").total == 0
    assert _find(library, "sorry gue").total == 1


def test_what_gives_an_answer_away_is_not_found(library: Shelf) -> None:
    assert _find(library, "order number").total == 1
    assert _find(library, "The feeling comes first").total == 0
    assert _find(library, "Naming the feeling lowers it").total == 0


def test_only_the_wanted_kinds_are_found(library: Shelf) -> None:
    assert [hit.title for hit in _find(library, "apology", kinds=[Kind.PAGE]).hits] == ["About"]
    assert _find(library, "apology", kinds=[]).total == 0


def test_what_is_archived_or_changed_is_no_longer_found(library: Shelf) -> None:
    (library.root / "courses/calls/03-word.md").unlink()
    library.lesson("02-listening", "Only quiet.", key="lesson2", title="Being quiet")
    library.push(archive=True)

    assert [hit.title for hit in _find(library, "apology").hits] == ["About"]


def test_a_renamed_course_is_found_at_its_new_address_and_title(library: Shelf) -> None:
    library.move("courses/calls", "courses/telephone")
    library.course("telephone", title="By telephone")
    library.pushed()

    hit = _find(library, "names").hits[0]
    assert (hit.address, hit.within) == ("/courses/telephone/word/", "By telephone")


def test_a_renamed_lesson_is_found_at_its_new_address(library: Shelf) -> None:
    library.move("courses/calls/03-word.md", "courses/calls/03-deed.md")
    library.pushed()

    assert _find(library, "names").hits[0].address == "/courses/calls/deed/"


def test_results_come_in_pages_that_are_bounded(shelf: Shelf) -> None:
    shelf.course()
    for number in range(1, 14):
        shelf.lesson(f"{number:02d}-lesson-{number}", "The word is parcel.", key=f"lesson{number}")
    shelf.pushed()

    first, second = _find(shelf, "parcel"), _find(shelf, "parcel", page=2)

    assert (first.total, first.pages, len(first.hits), len(second.hits)) == (13, 2, PAGE_SIZE, 3)
    assert not {hit.address for hit in first.hits} & {hit.address for hit in second.hits}
    assert _find(shelf, "parcel", page=10**9).hits == ()
    assert _find(shelf, "parcel", page=-3).page == 1


HOSTILE = [
    "",
    "   ",
    '"',
    "'",
    '"sorry',
    "sorry OR",
    "AND NOT",
    "NEAR(sorry, 2)",
    "sorry*",
    "*",
    "title:sorry",
    "-sorry",
    "^sorry",
    "(sorry",
    "{a b}: c",
    "sorry; DROP TABLE pieces",
    "\x00sorry\x02\x03",
    "🙂",
    "🙂 sorry",
    "%",
    "_",
    "\\",
    "' | '",
    "a:*",
    "!",
    "<->",
    "&",
    "sorry & | !",
    "''",
    "e'",
    "sorry" * 400,
    "x " * 500,
    "ß İ ı ſ ﬁ",
    "日本語",
    "العربية",
    "\ud800",
    "%s",
    ":query",
    "$1",
    "1e5",
    "-3.5",
    "http://example.org/a?b=c",
    "a@b.org",
    "<b>",
    "&amp;",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_only_words(library: Shelf, typed: str) -> None:
    results = _find(library, typed)

    assert results.total >= len(results.hits)


@given(typed=st.text(max_size=60))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_a_fault(library: Shelf, typed: str) -> None:
    assert _find(library, typed).total >= 0


def test_text_that_looks_like_marks_or_markup_is_shown_as_text(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", "A `<b>bold</b>` parcel & more.", key="lesson1")
    shelf.pushed()

    hit = _find(shelf, "parcel").hits[0]

    assert "A <b>bold</b> parcel & more." in "".join(text for text, _matches in hit.extract)
    assert [text for text, matches in hit.extract if matches] == ["parcel"]
