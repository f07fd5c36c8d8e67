"""One form for each exercise that can be inserted. What is amiss in them is told by `composing`, field by field."""

from collections.abc import Iterator, Mapping

from wtforms import FieldList, Form, IntegerField
from wtforms.fields import Field
from wtforms.validators import Optional

from coursesite.studio.inserting.offers import Insert
from coursesite.studio.inserting.row_forms import (
    MOST_ROWS,
    AnswerRow,
    ExtraRow,
    GapRow,
    ItemRow,
    NumberRow,
    OptionRow,
    PairRow,
    ReplyRow,
    WordsRow,
    explained,
    heading,
    in_this_order,
    line,
    long_text,
    rows_of,
)


class PickForm(Form):
    """Answers to pick from: one, or several."""

    title = heading()
    prompt = long_text("What you ask", "If the heading asks it already, leave this empty.", 4)
    options = rows_of(OptionRow, "Answers to pick from", "Answer", begun=4)
    as_listed = in_this_order()
    explanation = explained()


class ShortForm(Form):
    """A word or two to type."""

    title = heading()
    prompt = long_text("What you ask", "If the heading asks it already, leave this empty.", 4)
    hint = "Capitals, accents and full stops never matter. Name a wrong answer if you have something to say to it."
    answers = rows_of(AnswerRow, "Answers that you foresee", "Answer", hint)
    explanation = explained()


class NumberForm(Form):
    """A number to type."""

    title = heading()
    prompt = long_text("What you ask", "If the heading asks it already, leave this empty.", 4)
    hint = "31, give or take 2, takes anything from 29 to 33. The first row that fits counts."
    answers = rows_of(NumberRow, "Numbers that you foresee", "Number", hint, begun=2)
    explanation = explained()


class GapsForm(Form):
    """A text with words left out."""

    title = heading()
    text = long_text("The text", "Write ___ (three underscores) for each word that is left out.", 5, needed=True)
    hint = "In the order of the text. Where you offer wrong words, learners pick from a list; else they type."
    gaps = rows_of(GapRow, "The words that are left out", "Gap", hint, begun=2)
    explanation = explained()


class OrderForm(Form):
    """Steps to put in order."""

    title = heading()
    prompt = long_text("What you ask", "If the heading asks it already, leave this empty.", 4)
    steps = rows_of(ItemRow, "Steps, in the right order", "Step", "Learners get them shuffled.")
    explanation = explained()


class MatchForm(Form):
    """Things that belong together."""

    title = heading()
    prompt = long_text("What you ask", "If the heading asks it already, leave this empty.", 4)
    left_title = line("What stands on the left", "One word, such as “feeling”.")
    right_title = line("What stands on the right", "One word, such as “message”.")
    pairs = rows_of(PairRow, "Pairs", "Pair")
    extras = rows_of(ExtraRow, "Offered besides, and belonging to nothing", "Extra", begun=1)
    explanation = explained()


class PollForm(Form):
    """Answers of which none is right."""

    title = line("What you ask", "Such as “Where do you meet it most?”", needed=True)
    prompt = long_text("More about it")
    options = rows_of(ItemRow, "Answers to choose from", "Answer")
    as_listed = in_this_order()


class ScaleForm(Form):
    """Two ends, and where one stands between them."""

    title = line("The sentence to agree with", "Such as “I can stay calm when I am shouted at”.", needed=True)
    prompt = long_text("More about it")
    low = IntegerField("Number of the lower end", [Optional()], default=1)
    low_words = line("What the lower end means", "Such as “hardly ever”.", needed=True)
    high = IntegerField("Number of the upper end", [Optional()], default=5)
    high_words = line("What the upper end means", "Such as “nearly always”.", needed=True)


class ReflectForm(Form):
    """Something to write for oneself."""

    title = line("Heading", "Such as “The last time”.", needed=True)
    prompt = long_text("What to think about", "Ask for one thing, in one or two sentences.", 4)


class WriteForm(Form):
    """A text that the coach reads."""

    title = line("Heading", "Such as “Your reply to Dana”.", needed=True)
    prompt = long_text("What to write", "Say for whom it is, and how long it may be.", 4)
    rubric = rows_of(WordsRow, "What makes it good", "Point", "Learners tick these before they hand it in.")


class TryForm(Form):
    """Something to try in one's own days."""

    title = line("Heading", "Such as “One call”.", needed=True)
    prompt = long_text("What to try", "One thing that can be done in a day.", 4)
    days = IntegerField("Ask how it went after so many days", [Optional()], default=7)


class PlanForm(Form):
    """Plans to take and change."""

    title = line("Heading", "Such as “When it starts”.", needed=True)
    prompt = long_text("What the plan is for", rows=3)
    hint = "Such as “If a caller raises their voice, then I will breathe out before I answer.” Learners change them."
    offers = rows_of(WordsRow, "What you suggest", "Suggestion", hint)


class SceneForm(Form):
    """A scene of a conversation."""

    name = line(
        "Name of the scene",
        "Letters, digits and hyphens, such as “calls-again”. Replies lead to it by this.",
        needed=True,
    )
    speaker = line("Who speaks", "Leave it empty to write what happens.")
    said = long_text("What is said or what happens", rows=4, needed=True)
    feels = long_text("What the other person feels", "Kept for the look back at the end.")
    hint = "A scene that replies lead to can be written later."
    replies = rows_of(ReplyRow, "Replies", "Reply", hint)


FORMS: dict[Insert, type[Form]] = {
    Insert.ONE: PickForm,
    Insert.SEVERAL: PickForm,
    Insert.SHORT: ShortForm,
    Insert.NUMBER: NumberForm,
    Insert.GAPS: GapsForm,
    Insert.ORDER: OrderForm,
    Insert.MATCH: MatchForm,
    Insert.POLL: PollForm,
    Insert.SCALE: ScaleForm,
    Insert.REFLECT: ReflectForm,
    Insert.WRITE: WriteForm,
    Insert.TRY: TryForm,
    Insert.PLAN: PlanForm,
    Insert.SCENE: SceneForm,
}


def problems_of(form: Form) -> dict[str, str]:
    """What the fields themselves found amiss (too long, no number), by the name of each."""
    return {field.name: str(field.errors[0]) for field in _leaves(form) if field.errors}


def tell(form: Form, problems: Mapping[str, str]) -> dict[str, str]:
    """Put each sentence to its field. Gives all that is amiss, by the fields' names, in the order of the page."""
    told: dict[str, str] = {"": problems[""]} if "" in problems else {}
    for field in _leaves(form):
        if field.name in problems:
            field.errors = [problems[field.name]]
            told[field.name] = problems[field.name]
    return told


def grow(form: Form, list_name: str) -> str:
    """Add an empty row to a list, if it is one and not full; gives the name of the row's first field, else nothing."""
    found = form._fields.get(list_name)
    if not isinstance(found, FieldList) or len(found) >= MOST_ROWS:
        return ""
    row = found.append_entry()
    return str(next(iter(row.form)).name)


def _leaves(form: Form) -> Iterator[Field]:
    for field in form:
        if isinstance(field, FieldList):
            for row in field:
                yield from row.form
        else:
            yield field
