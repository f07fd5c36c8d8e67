"""Links, words and letters of a text, and texts that are nearly the same."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coursesite.blog.moderation.links import links_in
from coursesite.blog.moderation.praise import stock_phrases
from coursesite.blog.moderation.shingles import ALIKE, FEWEST_SHINGLES, SKETCH, resemblance, sketch, text_hash
from coursesite.blog.moderation.words import own_words_in, strong_phrases, trade_words, weak_words
from coursesite.text.folding import folded, has_unseen_inside, mixed_words

LETTER = (
    "The parcel came on the Monday after, and the man who brought it had the rain in his collar and said sorry twice. "
    "That was all I wanted, and nobody at the counter had said it in three weeks of telephone calls and of letters."
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("no link at all, e.g. this.", 0),
        ("write to jo@example.com or jo@mail.example.org", 0),
        ("https://a.example/x?y=1 and http://b.example.", 2),
        ("www.a.example.com", 1),
        ("see shoes-4u.com/best", 1),
        ("[the guide](https://a.example/guide)", 1),
        ("[url=http://a.example]here[/url]", 1),
        ('<a href="http://a.example">here</a>', 1),
        ("hxxp://a.example/x", 1),
        ("shoes dot com and boots [.] net", 2),
        ("a sentence ends.Another begins", 0),
        ("on page [2](/blog/?page=2)", 0),
    ],
)
def test_links_are_counted_also_where_they_are_disguised(text: str, count: int) -> None:
    assert links_in(text).count == count


def test_links_to_the_site_itself_are_none() -> None:
    assert links_in("https://steady.example/help", own_host="steady.example").count == 0
    assert links_in("https://steady.example.evil.example/help", own_host="steady.example").count == 1


@given(st.text(max_size=200))
def test_looking_for_links_takes_any_text(text: str) -> None:
    assert links_in(text).count >= 0


@pytest.mark.parametrize("text", ["viagra", "V1AGRA", "v.i.a.g.r.a", "vіаgrа", "vi\u200bagra", "VIÁGRA"])
def test_disguised_words_are_read_as_what_they_are(text: str) -> None:
    assert strong_phrases(f"buy {text} now")["pills"]


def test_words_are_whole_words() -> None:
    assert strong_phrases("specialists in socialism and Essex essayists") == {}
    assert weak_words("discredited loaners and cheapskates") == []


def test_a_trade_in_the_name_is_none_of_a_persons() -> None:
    assert trade_words("Best Roofing Services") == ["best", "roofing", "services"]
    assert trade_words("Rosalind Best-Wishes O’Neill") == ["best"]
    assert trade_words("Maren Kowalczyk") == []


def test_the_owners_words_are_found_in_any_spelling() -> None:
    assert own_words_in("Our GÍZMOS are here", ("gizmos", "odd (one", "")) == ["gizmos"]
    assert own_words_in("an odd (one here", ("odd (one",)) == ["odd (one"]


def test_letters_of_two_scripts_in_one_word_are_seen_and_languages_are_left_alone() -> None:
    assert mixed_words("Yоur cаsino") == 2
    assert mixed_words("Привет из Львова, hello from Lviv, Γειά σας") == 0
    assert has_unseen_inside("cas\u200bino")
    assert not has_unseen_inside("می\u200cخواهم and 👩\u200d💻")


@given(st.text(max_size=300))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_praise_counts_each_word_once() -> None:
    assert stock_phrases("Great post.") == ["great post"]
    assert stock_phrases("The kettle was cold.") == []


def test_the_same_text_is_the_same_in_other_letters_and_with_other_links() -> None:
    assert text_hash(LETTER) == text_hash(LETTER.upper().replace(",", " …"))
    assert text_hash("see https://a.example now") == text_hash("See http://b.example/x NOW")
    assert text_hash(LETTER) != text_hash(LETTER + " Not.")


def test_nearly_the_same_text_is_found_and_another_is_not() -> None:
    other = "We have a rule in our shop: the manager takes the third complaint of the day, whatever it may be about."
    near = LETTER.replace("Monday", "Tuesday").replace("counter", "desk") + " http://shop.example"
    assert resemblance(sketch(LETTER), sketch(near)) >= ALIKE
    assert resemblance(sketch(LETTER), sketch(other)) < ALIKE / 2
    assert resemblance(sketch(LETTER), sketch(LETTER)) == 1.0


def test_a_short_text_has_no_sketch_and_a_long_one_a_bounded_one() -> None:
    assert sketch("Thank you very much indeed") == ()
    numbers = sketch(LETTER * 5 + " and more")
    assert len(numbers) == SKETCH
    assert list(numbers) == sorted(set(numbers))
    assert all(0 <= number < 2**63 for number in numbers)


def test_what_is_quoted_of_somebody_else_is_no_repeat() -> None:
    assert sketch(f"> {LETTER}\n\nI agree.") == ()


@given(st.lists(st.integers(0, 60), min_size=30, max_size=90), st.lists(st.integers(0, 60), min_size=30, max_size=90))
def test_the_estimate_is_the_share_of_common_shingles_for_short_texts_and_near_it_for_long_ones(
    one: list[int], other: list[int]
) -> None:
    def runs(words: list[int]) -> set[tuple[int, ...]]:
        return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}

    first, second = runs(one), runs(other)
    assume(min(len(first), len(second)) >= FEWEST_SHINGLES)
    exact = len(first & second) / len(first | second)
    texts = [" ".join(f"word{number}" for number in words) for words in (one, other)]
    estimate = resemblance(sketch(texts[0]), sketch(texts[1]))
    # Five standard errors of a share over SKETCH draws.
    assert abs(estimate - exact) <= 5 * (0.25 / SKETCH) ** 0.5
