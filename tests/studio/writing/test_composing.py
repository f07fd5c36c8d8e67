"""A source taken apart and put together: what nobody touched keeps its bytes."""

import pytest

from coursesite.library.models import Kind
from coursesite.studio.writing.composing import Unwritable, put_together, take_apart
from coursesite.studio.writing.fields import FIELDS, LIST, Sent

LESSON = (
    b"---\nkey: w4tg2m\n# a remark of the coach's\ntitle:   What was in the parcel\nsummary: >\n  A failure has two\n"
    b"  sizes.\nobjectives:\n  - Tell one size from the other.\n  - Ask: one question.\n---\n\nOn Jonas's screen.\n"
)
COURSE = b"---\r\nkey: srv7kc\r\ntitle: No\r\ntopics: phone, letters\r\n---\r\nWhat it is.\r\n"


def sent(source: bytes, kind: Kind, body: str | None = None, **fields: str) -> Sent:
    """What the editor's form sends of a source, with changes; line ends as browsers write them."""
    parts = take_apart(source, kind)
    changed = {**parts.fields, **{name.replace("_", " "): value for name, value in fields.items()}}
    text = parts.body if body is None else body
    return Sent({name: value.replace("\n", "\r\n") for name, value in changed.items()}, text.replace("\n", "\r\n"))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_comes_back_byte_for_byte_whatever_its_line_ends(kind: Kind) -> None:
    fields = "".join(
        f"{asked.name}:\n  - One, two\n  - Three\n" if asked.sort == LIST else f'{asked.name}: "A: #1"\n'
        for asked in FIELDS[kind]
    )
    for source in (
        f"---\nkind: {kind}\nkey: abcdef\n{fields}unknown: kept\n---\n\n\nText  \n\n- [x] one\n",
        f"---\nkey: abcdef\n{fields}---\nno end of line",
        f"---\n{fields}---\n",
        "no front matter\nat all\n",
    ):
        for data in (source, source.replace("\n", "\r\n"), "\ufeff" + source, source.replace("one\n", "one\r\n")):
            assert put_together(data.encode(), kind, sent(data.encode(), kind)) == data.encode()


CHANGES = [
    ("one field", {"title": "Another: title"}, b"title:   What was in the parcel", b'title: "Another: title"'),
    ("a folded field", {"summary": "Short."}, b"summary: >\n  A failure has two\n  sizes.", b"summary: Short."),
    ("a list", {"objectives": "One.\n\n- Two: more.\n"}, b"  - Tell one size from the other.\n  - Ask: one question.",
     b'  - One.\n  - "- Two: more."'),
    ("a field taken out", {"objectives": " \n"},
     b"objectives:\n  - Tell one size from the other.\n  - Ask: one question.\n", b""),
    ("a field put in", {"opens_after": "02-quiz"}, b"one question.\n---", b"one question.\nopens after: 02-quiz\n---"),
    ("the text", {"body": "\nOn Dana's screen.\n"}, b"Jonas", b"Dana"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "before", "after"), [one[1:] for one in CHANGES], ids=[one[0] for one in CHANGES])
def test_a_change_touches_its_own_lines_and_no_others(fields: dict[str, str], before: bytes, after: bytes) -> None:
    for end in (b"\n", b"\r\n"):
        source, expected = LESSON.replace(b"\n", end), LESSON.replace(before, after).replace(b"\n", end)
        assert put_together(source, Kind.LESSON, sent(source, Kind.LESSON, **fields)) == expected


def test_a_list_of_words_on_one_line_stays_on_one_line_until_a_word_has_a_comma() -> None:
    added = put_together(COURSE, Kind.COURSE, sent(COURSE, Kind.COURSE, topics="phone\nletters\ncounter"))
    assert added == COURSE.replace(b"phone, letters", b"phone, letters, counter")
    comma = put_together(COURSE, Kind.COURSE, sent(COURSE, Kind.COURSE, topics="phone\nletters, cards"))
    assert comma == COURSE.replace(b"topics: phone, letters", b"topics:\r\n  - phone\r\n  - letters, cards")


def test_lines_that_stay_keep_their_own_ends_in_a_text_of_several() -> None:
    source = b"---\ntitle: T\n---\none\r\ntwo\nthree\r\n"
    assert put_together(source, Kind.PAGE, sent(source, Kind.PAGE, "one\n2\nthree\n")).endswith(b"one\r\n2\nthree\r\n")


def test_what_can_not_stand_in_a_front_matter_names_its_field_and_invisible_characters_are_left_out() -> None:
    source = put_together(LESSON, Kind.LESSON, sent(LESSON, Kind.LESSON, title="A\x0btitle\x07 with\u2028ends"))
    assert take_apart(source, Kind.LESSON).title == "A title with ends"
    with pytest.raises(Unwritable) as refused:
        put_together(b"---\ntitle: T\nnever ends", Kind.LESSON, Sent({"title": "New"}, ""))
    assert refused.value.name == "title"
