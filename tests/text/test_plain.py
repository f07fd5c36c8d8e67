from __future__ import annotations

import pytest

from coursesite.text.markup import render_document
from coursesite.text.plain import count_words, excerpt, plain_text, reading_minutes


def test_blocks_become_lines_and_inline_markup_falls_away() -> None:
    assert plain_text("<h2>One</h2><p>two <em>th</em>ree<br>four</p><ul><li>a</li><li>b</li></ul>") == (
        "One\ntwo three\nfour\na\nb"
    )


def test_entities_are_read_and_scripts_are_not() -> None:
    assert plain_text("<p>a &lt; b &amp; c</p><script>x()</script><style>y{}</style>") == "a < b & c"


def test_the_numbers_of_sources_are_not_part_of_the_text() -> None:
    html = render_document("They felt it.[^a]\n\n[^a]: Weger (2014).").html
    assert plain_text(html) == "They felt it.\nWeger (2014)."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("— … !", 0),
        ("I don't know", 3),
        ("twenty-one calls at 10:30", 4),
        ("naïve, Ünïted", 2),
        ("怒り", 2),
        ("Привет, мир", 2),
    ],
)
def test_words_are_counted_as_people_count_them(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("words", "questions", "minutes"), [(0, 0, 1), (1, 0, 1), (200, 0, 1), (201, 0, 2), (1000, 4, 7), (0, 5, 3)]
)
def test_reading_takes_whole_minutes_rounded_up(words: int, questions: int, minutes: int) -> None:
    assert reading_minutes(words, questions) == minutes


def test_a_short_text_is_its_own_excerpt() -> None:
    assert excerpt("  Two\n kinds ", 20) == "Two kinds"


def test_a_long_text_is_cut_between_words() -> None:
    assert excerpt("Naming the feeling lowers it", 13) == "Naming the…"
    assert excerpt("Naming the feeling", 11) == "Naming the…"
    assert excerpt("Unaufhörlichkeit", 6) == "Unauf…"


@pytest.mark.parametrize("length", range(1, 30))
def test_an_excerpt_never_passes_its_length(length: int) -> None:
    assert 0 < len(excerpt("Naming the feeling, lowers it by a little.", length)) <= length
