"""What changed in a question, in words, for each kind of question."""

import pytest

from coursesite.exercises import carry_keys
from coursesite.learning.quizzes.corrections.changes import changes
from tests.learning.quizzes.contents import one

HEAD = "### Question: Any\n<!-- id: any -->\n\n{prompt}\n\n"


def sentences(old: str, new: str, prompt: str = "Which?", later: str = "Which?") -> list[str]:
    before = one(HEAD.format(prompt=prompt) + old)
    after, _pairings = carry_keys(one(HEAD.format(prompt=later) + new), before)
    return [change.sentence for change in changes(before, after)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- [x] A\n- [ ] B\n", "- [ ] B\n- [x] A\n", []),
        ("- [x] A\n- [ ] B\n", "- [ ] A\n- [x] B\n", ["The right answer was “A” and is “B” now."]),
        (
            "- [x] A\n- [ ] B\n- [ ] C\n",
            "- [x] A\n- [x] B\n- [ ] C\n",
            [
                "It was one answer to pick and is several answers to pick now.",
            ],
        ),
        ("- [x] A\n- [ ] B\n", "- [x] A\n- [~] B\n", ["“B” earned nothing and earns half of the mark now."]),
        ("- [=] naming\n", "- [=] Naming.\n", []),
        ("- [=] naming\n", "- [=] labelling\n", ["“naming” earned all of the mark and earns nothing now."]),
        ("- [=] 31 ± 2\n", "- [=] 29..33\n", []),
        ("1. One\n2. Two\n3. Three\n", "1. Two\n2. One\n3. Three\n", ["The right order is another."]),
    ],
)
def test_what_changed_in_a_question(old: str, new: str, said: list[str]) -> None:
    assert sentences(old, new)[: len(said)] == said
    assert bool(sentences(old, new)) == bool(said)


def test_gaps_say_which_of_them_takes_other_words() -> None:
    found = sentences("", "", "I am [[sad|low]] and [[tired]].", "I am [[sad|low]] and [[worn]].")
    assert found == ["Gap 2 takes other words."]


def test_another_prompt_shows_both_wordings() -> None:
    before, after = (one(HEAD.format(prompt=prompt) + "- [x] A\n- [ ] B\n") for prompt in ("Who?", "Who first?"))
    (change,) = changes(before, after)
    assert (change.sentence, change.old, change.new) == ("The question was reworded.", "Who?", "Who first?")


def test_a_poll_changes_nobodys_result() -> None:
    before, after = (one(f"### Poll: Any\n<!-- id: any -->\n\n- [ ] A\n- [ ] {other}\n") for other in "BC")
    assert changes(before, after) == ()
    assert changes(before, None) == ()


LONG = '"We have cancelled on you three times in the weeks that matter most, and that is our fault. Good luck."'


def test_a_long_option_is_cut_at_a_word_and_a_quotation_keeps_its_own_marks() -> None:
    cut = '"We have cancelled on you three times in the weeks that matter most, and that is…"'
    said = [f"The right answer was “A” and is {cut} now."]
    assert sentences(f"- [x] A\n- [ ] {LONG}\n", f"- [ ] A\n- [x] {LONG}\n") == said


def test_a_text_that_only_begins_with_a_quotation_is_quoted_whole() -> None:
    said = ['The right answer was “A” and is “"No," she said, "not yet."” now.']
    assert (
        sentences('- [x] A\n- [ ] "No," she said, "not yet."\n', '- [ ] A\n- [x] "No," she said, "not yet."\n') == said
    )
