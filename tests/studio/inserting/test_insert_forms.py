"""The forms of exercises as pages: they write into the draft, name what is amiss by its field, and lose nothing."""

import html5lib
import pytest
from flask.testing import FlaskClient

from coursesite.studio.inserting.composing import composed
from coursesite.studio.inserting.offers import OFFERS, Insert
from coursesite.studio.inserting.typed import Amiss
from tests.studio.writing.coaches import Coach

LESSON = "/studio/write/calls1x2/"
JSON = {"Accept": "application/json"}


def send(client: FlaskClient, kind: str, typed: dict[str, str], *, json: bool = False) -> tuple[int, str]:
    """Send a form; gives the status, and the page or the JSON's text."""
    from_page = {"Origin": "http://localhost"} | (JSON if json else {})
    token = client.get(f"{LESSON}state", headers=JSON).get_json()["csrf"]
    answer = client.post(f"{LESSON}insert/{kind}", data={"csrf_token": token, **typed}, headers=from_page)
    return answer.status_code, answer.get_data(as_text=True)


def body(coach: Coach) -> str:
    """The draft's text."""
    return str(coach.client.get(f"{LESSON}state", headers=JSON).get_json()["body"])


def test_each_form_is_a_page_with_a_label_for_every_field(maren: Coach) -> None:
    for offer in OFFERS:
        page = maren.client.get(f"{LESSON}insert/{offer.kind}").text
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        form = next(node for node in tree.iter("form") if node.get("id") == "insert")
        labelled = {label.get("for") for label in form.iter("label")}
        fields = [node for name in ("input", "textarea", "select") for node in form.iter(name)]
        shown = [node.get("id") for node in fields if node.get("type") != "hidden"]
        assert len(shown) > 1
        assert set(shown) == labelled


def test_what_was_typed_stands_at_the_end_of_the_draft(maren: Coach) -> None:
    typed = {"title": "Naming", "options-0-text": "yes", "options-0-mark": "right", "options-1-text": "no"}
    status, _ = send(maren.client, "question-one", typed)
    assert status == 303
    assert body(maren).endswith("\n\n### Question: Naming\n\n- [x] yes\n- [ ] no\n")


def test_one_more_row_keeps_what_was_typed_and_finds_no_fault(maren: Coach) -> None:
    before = body(maren)
    status, page = send(maren.client, "poll", {"options-0-text": "on <b>the</b> telephone", "more": "options"})
    assert status == 200
    assert "on &lt;b&gt;the&lt;/b&gt; telephone" in page
    assert page.count('<fieldset class="insert-row">') == 4
    assert "another look" not in page
    assert body(maren) == before


def test_what_is_amiss_stands_at_its_field_and_nothing_typed_is_lost(maren: Coach) -> None:
    typed = {"title": "Naming", "options-0-text": "yes & no", "options-1-feedback": "Not quite."}
    status, page = send(maren.client, "question-one", typed)
    assert status == 422
    assert 'href="#options-1-text"' in page
    assert "yes &amp; no" in page
    assert "Not quite." in page
    status, reply = send(maren.client, "question-one", typed, json=True)
    assert status == 422
    assert '"options-1-text":"This is empty, and something stands beside it. Fill it in, or empty both."' in reply


def test_the_editors_script_gets_notation_and_the_draft_stays_as_it_is(maren: Coach) -> None:
    before = body(maren)
    typed = {"title": "One call", "days": "3"}
    status, reply = send(maren.client, "try", typed, json=True)
    assert (status, reply.strip()) == (200, '{"markdown":"### Try: One call\\n<!-- ask after: 3 days -->\\n"}')
    assert body(maren) == before


def test_only_what_can_stand_in_a_piece_has_a_form_there(maren: Coach) -> None:
    assert maren.client.get("/studio/write/calls1/insert/poll").status_code == 404
    assert maren.client.get(f"{LESSON}insert/riddle").status_code == 404


OPTION = {"text": "a", "mark": "wrong", "feedback": ""}
RIGHT = {**OPTION, "text": "b", "mark": "right"}
GAP = {"right": "hard", "wrong": ""}
AMISS: tuple[tuple[Insert, dict[str, object], str], ...] = (
    (Insert.ONE, {"options": [OPTION, {**OPTION, "text": "b"}]}, "options-0-mark"),
    (Insert.ONE, {"options": [RIGHT, {**RIGHT, "text": "c"}]}, "options-1-mark"),
    (Insert.ONE, {"options": [RIGHT, {**OPTION, "text": "B"}]}, "options-1-text"),
    (Insert.SEVERAL, {"options": [OPTION, RIGHT]}, "options-0-mark"),
    (Insert.SHORT, {"answers": [{**RIGHT, "text": "31"}]}, "answers-0-text"),
    (Insert.SHORT, {"answers": []}, "answers-0-text"),
    (Insert.NUMBER, {"answers": [{**RIGHT, "text": "many", "tolerance": ""}]}, "answers-0-text"),
    (Insert.NUMBER, {"answers": [{**RIGHT, "text": "1,200", "tolerance": ""}]}, "answers-0-text"),
    (Insert.NUMBER, {"answers": [{**RIGHT, "text": "3", "tolerance": "-1"}]}, "answers-0-tolerance"),
    (Insert.GAPS, {"text": "No gap.", "gaps": [GAP]}, "text"),
    (Insert.GAPS, {"text": "Two ___ and ___.", "gaps": [GAP]}, "text"),
    (Insert.GAPS, {"text": "One ___.", "gaps": [{"right": "a\nb", "wrong": "c"}]}, "gaps-0-right"),
    (Insert.GAPS, {"text": "`One ___.`", "gaps": [GAP]}, "text"),
    (Insert.ORDER, {"steps": [{"text": "only"}]}, "steps-0-text"),
    (Insert.MATCH, {"pairs": [{"left": "a", "right": "", "why": ""}, {"left": "b", "right": "c"}]}, "pairs-0-right"),
    (Insert.MATCH, {"pairs": [{"left": "a", "right": "c"}, {"left": "b", "right": "c"}]}, "pairs-1-right"),
    (Insert.SCALE, {"low": 5, "low_words": "a", "high": 1, "high_words": "b"}, "high"),
    (Insert.SCALE, {"low": None, "low_words": "a", "high": 5, "high_words": ""}, "low"),
    (Insert.TRY, {"days": 0}, "days"),
    (Insert.REFLECT, {"title": " "}, "title"),
)


@pytest.mark.parametrize(("kind", "values", "field"), AMISS, ids=lambda part: part if isinstance(part, str) else None)
def test_every_mistake_is_named_at_the_field_it_was_made_in(
    kind: Insert, values: dict[str, object], field: str
) -> None:
    with pytest.raises(Amiss) as caught:
        composed(kind, {"title": "A heading", **values})
    assert field in caught.value.problems
