"""What a learner types for a coach, and what a coach marks in it. Each message says what to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import ValidationError

from coursesite.accounts.forms import plain_lines, tidy
from coursesite.learning.writing.bounds import LONGEST, LONGEST_NOTE, MOST_MARKS
from coursesite.learning.writing.drafts import Typed
from coursesite.learning.writing.passages import Marked, found

N = TypeVar("N", int, None)
LONGEST_TAB = 32
MOST_DIGITS = 9
BLANK_ROWS = 3
"""As many empty rows for passages stand below those that are filled in."""


def _not_too_long(_form: Form, field: Field) -> None:
    over = len(field.data or "") - LONGEST
    if over > 0:
        raise ValidationError(
            f"There is room for {LONGEST:,} characters, and this has {LONGEST + over:,}. It was not saved; please "
            f"shorten it by {over:,}."
        )


class WritingForm(Form):
    """A text for a coach, the rubric's lines that are ticked, and what its page counts."""

    text = TextAreaField(validators=[_not_too_long], filters=[plain_lines])
    pick = SelectMultipleField(validate_choice=False)
    version = StringField()
    tab = StringField()
    tab_number = StringField()

    def typed(self) -> Typed:
        """What was typed."""
        return Typed(
            self.text.data or "",
            tuple(self.pick.data or ()),
            _counted(self.version.data, 0),
            (self.tab.data or "")[:LONGEST_TAB],
            _counted(self.tab_number.data, 0),
        )


def _counted(typed: str | None, otherwise: N) -> int | N:
    """A number that a page's script counts; else what stands for none."""
    typed = typed or ""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS else otherwise


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A row of the desk's form: a passage's words, the note, where the words begin if a script knows, what is amiss."""

    words: str = ""
    note: str = ""
    at: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a coach marked: rows as they were typed, and the passages that they stand for."""

    rows: Sequence[MarkRow] = ()
    passages: Sequence[Marked] = field(default=())

    @property
    def refused(self) -> bool:
        """Whether a row can't be taken as it stands."""
        return any(row.error for row in self.rows)

    @property
    def shown(self) -> list[MarkRow]:
        """The rows of the form, with empty ones to go on with."""
        blank = min(BLANK_ROWS, MOST_MARKS - len(self.rows))
        return [*self.rows, *[MarkRow()] * blank]


def marks_in(formdata: MultiDict[str, str], text: str) -> Marks:
    """The rows that a form brought, each looked up in the text that was sent."""
    sent = [[plain_lines(one) for one in formdata.getlist(name)] for name in ("words", "note", "place-at")]
    longest = min(max(map(len, sent), default=0), MOST_MARKS)
    columns = [(column + [""] * longest)[:longest] for column in sent]
    rows: list[MarkRow] = []
    passages: list[Marked] = []
    for words, note, at in zip(*columns, strict=True):
        if not words.strip() and not note.strip():
            continue
        place = found(
            text, words, int(at) if at.isascii() and at.isdecimal() and len(at) <= MOST_DIGITS else None, passages
        )
        rows.append(MarkRow(words, note, at, _amiss(words, note, place)))
        if place is not None:
            passages.append(Marked(*place, note.strip()))
    return Marks(rows, sorted(passages, key=lambda one: (one.begin, one.end)))


def _amiss(words: str, note: str, place: tuple[int, int] | None) -> str:
    if not tidy(words):
        return "Copy into the first field the words that this note is about, or empty the note."
    if place is None:
        return "These words don’t stand in the text as they are here. Copy them from it, with every letter."
    if not note.strip():
        return "Please write what you want to say about these words, or empty the row."
    if len(note) > LONGEST_NOTE:
        return f"A note may have {LONGEST_NOTE:,} characters; this has {len(note):,}. Please shorten it."
    return ""
