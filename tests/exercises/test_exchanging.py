"""A file from elsewhere as a source of ours, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.exercises import Exercise, Prose, gift, parse, tasklists
from coursesite.exercises.exchange import Unreadable
from coursesite.exercises.exchanging import UNMARKED, Format, TakenIn, give_out, guessed_format, shown_pictures, take_in
from coursesite.text import frontmatter
from tests.exercises import samples, strategies


def questions(source: bytes) -> tuple[Exercise, ...]:
    front = frontmatter.read(source.decode())
    document = parse(front.body.split("\n"), front.body_line)
    assert (front.faults, document.faults) == ((), ())
    return document.exercises


def taken(text: str, wanted: Format = Format.gift) -> TakenIn:
    return take_in(text.encode(), wanted, "quiz", "A check")


@settings(max_examples=30)
@given(st.lists(strategies.exercises(), min_size=1, max_size=5, unique_by=lambda exercise: exercise.id))
def test_a_pool_gets_every_question_that_can_be_marked_and_the_rest_as_text(found: list[Exercise]) -> None:
    for wanted, data in ((Format.gift, gift.write(found).data), (Format.markdown, tasklists.write(found).data)):
        came = take_in(data, wanted, "pool", "A pool")
        kept = tuple(exercise for exercise in found if exercise.kind not in UNMARKED)
        assert questions(came.source) == kept
        assert came.questions == len(kept)
        own_words = [note for note in came.notes if "own words" in note.sentence]
        assert len(own_words) == len(found) - len(kept)


@pytest.mark.parametrize("wanted", [Format.gift, Format.markdown])
def test_a_page_of_every_sample_goes_out_and_comes_back(wanted: Format) -> None:
    page = b"---\ntitle: P\nkind: pool\n---\n" + samples.PAGE.encode()
    back = take_in(give_out(page, wanted).data, wanted, "pool", "P")
    assert questions(back.source) == tuple(one for one in questions(page) if one.kind not in UNMARKED)


def test_what_is_answered_in_ones_own_words_keeps_its_words() -> None:
    came = taken(samples.WRITE, Format.markdown)
    text = came.source.decode()
    assert (
        "**Your reply to Dana**\n\nAnswer Dana's letter in under 120 words.\n\n- says what happened in her words"
        in text
    )
    assert came.questions == 0


@pytest.mark.parametrize("title", ["Yes", "A: b", "#1", "- x", "“Why?”", "it's", "  two \n lines "])
def test_any_title_stands_in_the_front_matter(title: str) -> None:
    source = take_in(b"Which?{T}", Format.gift, "pool", title).source.decode()
    assert frontmatter.read(source).fields["title"].value == " ".join(title.split())


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_title_that_cannot_be_one_is_refused(title: str) -> None:
    with pytest.raises(Unreadable, match="title"):
        take_in(b"Which?{T}", Format.gift, "pool", title)


@pytest.mark.parametrize("wanted", [Format.gift, Format.markdown])
def test_a_file_with_nothing_in_it_is_refused(wanted: Format) -> None:
    with pytest.raises(Unreadable, match="nothing in this file"):
        take_in(b" \n\n", wanted, "pool", "A pool")


def test_the_pictures_that_a_source_shows_are_named_once() -> None:
    source = b"![a](images/a.png) ![b](images/b.png 'b') ![a](images/a.png) ![c](http://x/images/c.png)"
    assert shown_pictures(source) == ("a.png", "b.png")


def test_a_format_is_seen_behind_a_byte_order_mark() -> None:
    assert guessed_format("\ufeff<quiz/>".encode()) is Format.moodle
    assert guessed_format("\ufeff::A::b".encode()) is Format.gift


def test_text_between_questions_goes_along() -> None:
    page = b"---\ntitle: P\nkind: pool\n---\nBefore.\n\n### Question: A\n\n- [x] a\n- [ ] b\n\n---\n\nAfter.\n"
    parts = gift.read(give_out(page, Format.gift).data).parts
    assert [part.lines for part in parts if isinstance(part, Prose)] == [("Before.",), ("After.",)]
