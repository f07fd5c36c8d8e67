"""What people type about their days, their weeks and their story."""

from wtforms import Form, StringField
from wtforms.fields import Field
from wtforms.validators import ValidationError

from coursesite.accounts.forms import plain_lines, tidy
from coursesite.learning.days.bounds import LONGEST_NOTE, LONGEST_PART, LONGEST_SENTENCE
from coursesite.learning.days.frames import PARTS, Lived, is_clock
from coursesite.learning.days.stories import COUNT
from coursesite.learning.forms import AtMost

NO_CLOCK = "Write the time with a colon, as in 07:30, or leave it empty. Nothing was kept yet; the rest is still here."
NO_STORY = "Write at least one of the five sentences. The others can wait."


class _Own(Form):
    """Something written for oneself, and whether it may be kept."""

    keep = StringField()

    @property
    def agrees(self) -> bool:
        """Whether they agree that it is kept."""
        return bool(self.keep.data == "yes")

    @property
    def sentence(self) -> str:
        """What is wrong with it; empty where nothing is."""
        if self.validate():
            return ""
        return next(iter(said for errors in self.errors.values() for said in errors))

    def word(self, name: str) -> str:
        """What one field brought."""
        return str(self[name].data or "").strip()


def _clock(_form: Form, field: Field) -> None:
    if field.data and not is_clock(field.data):
        raise ValidationError(NO_CLOCK)


class DayForm(_Own):
    """A day's five parts, which of them held, and a note."""

    up_at = StringField(validators=[_clock], filters=[tidy])
    first_block = StringField(validators=[AtMost(LONGEST_PART)], filters=[plain_lines])
    second_block = StringField(validators=[AtMost(LONGEST_PART)], filters=[plain_lines])
    person = StringField(validators=[AtMost(LONGEST_PART)], filters=[plain_lines])
    good_thing = StringField(validators=[AtMost(LONGEST_PART)], filters=[plain_lines])
    note = StringField(validators=[AtMost(LONGEST_NOTE)], filters=[plain_lines])

    @property
    def parts(self) -> dict[str, str]:
        """The words of each part."""
        return {name: self.word(name) for name in PARTS}

    def lived(self, held: list[str]) -> Lived:
        """The day."""
        return Lived(self.parts, held, self.word("note"))


class WeekForm(_Own):
    """The three questions of a look back."""

    went_well = StringField(validators=[AtMost(LONGEST_NOTE)], filters=[plain_lines])
    was_hard = StringField(validators=[AtMost(LONGEST_NOTE)], filters=[plain_lines])
    next_week = StringField(validators=[AtMost(LONGEST_NOTE)], filters=[plain_lines])


class StoryForm(_Own):
    """The five sentences."""

    s1 = StringField(validators=[AtMost(LONGEST_SENTENCE)], filters=[tidy])
    s2 = StringField(validators=[AtMost(LONGEST_SENTENCE)], filters=[tidy])
    s3 = StringField(validators=[AtMost(LONGEST_SENTENCE)], filters=[tidy])
    s4 = StringField(validators=[AtMost(LONGEST_SENTENCE)], filters=[tidy])
    s5 = StringField(validators=[AtMost(LONGEST_SENTENCE)], filters=[tidy])

    @property
    def sentences(self) -> list[str]:
        """All five, in their order."""
        return [self.word(f"s{number}") for number in range(1, COUNT + 1)]

    @property
    def sentence(self) -> str:
        """What is wrong with it; empty where nothing is."""
        return super().sentence or ("" if any(self.sentences) else NO_STORY)
