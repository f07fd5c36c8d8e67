from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursesite.text.slugs import LONGEST_SLUG, date_and_slug, new_key, place_and_slug, slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("When it goes wrong", "when-it-goes-wrong"),
        ("It’s late, isn't it?", "its-late-isnt-it"),
        ("Käse & Brötchen", "kase-brotchen"),
        ("Straße nach Łódź", "strasse-nach-lodz"),
        ("Ærø, Œuvre, Þór", "aero-oeuvre-thor"),
        ("  --3 Calls--  ", "3-calls"),
        ("Привет, мир", "привет-мир"),
        ("שלום עולם", "שלום-עולם"),
        ("हिन्दी में", "हिन्दी-में"),
        ("怒り", "怒り"),
        ("Привет Dana", "dana"),
        ("ﬁve ½", "five-1-2"),
        ("", "untitled"),
        ("?!…", "untitled"),
        ("🙂", "untitled"),
    ],
)
def test_a_slug_is_what_one_would_type_for_the_title(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slugify("naming " * 40)
    assert len(slug) <= LONGEST_SLUG
    assert slug.endswith("-naming")


def test_a_long_word_is_cut_all_the_same() -> None:
    assert slugify("x" * 500) == "x" * LONGEST_SLUG


@given(st.text())
def test_a_slug_is_never_empty_never_long_and_its_own_slug(text: str) -> None:
    slug = slugify(text)
    assert 0 < len(slug) <= LONGEST_SLUG
    assert not set(slug) & set("/?#%&<>\"' \\.:")
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("name", "place", "slug"),
    [
        ("03-when-it-goes-wrong.md", 3, "when-it-goes-wrong"),
        ("content/courses/x/12_The Call.md", 12, "the-call"),
        ("about.md", None, "about"),
        ("course.md", None, "course"),
        ("2026-11-02-two-kinds-of-sorry.md", None, "2026-11-02-two-kinds-of-sorry"),
        ("3rd-call.md", None, "3rd-call"),
        ("07.md", 7, "07"),
    ],
)
def test_the_number_in_a_files_name_is_its_place(name: str, place: int | None, slug: str) -> None:
    assert place_and_slug(name) == (place, slug)


@pytest.mark.parametrize(
    ("name", "day", "slug"),
    [
        ("2026-11-02-two-kinds-of-sorry.md", date(2026, 11, 2), "two-kinds-of-sorry"),
        ("blog/2026-02-30-never.md", None, "2026-02-30-never"),
        ("two-kinds.md", None, "two-kinds"),
    ],
)
def test_a_posts_name_starts_with_its_date(name: str, day: date | None, slug: str) -> None:
    assert date_and_slug(name) == (day, slug)


def test_keys_are_short_differ_and_cannot_be_misread() -> None:
    keys = {new_key() for _ in range(500)}
    assert len(keys) > 490
    assert all(len(key) == 6 and key[0].isalpha() and not set(key) & set("0o1il") for key in keys)
