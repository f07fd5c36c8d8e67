"""What people type when they promise something to themselves, say what became of it, or make a plan."""

from datetime import date, timedelta

from wtforms import Form, StringField

from coursesite.accounts.forms import plain_lines, tidy
from coursesite.learning.forms import AtMost
from coursesite.learning.intending.bounds import LONGEST_HALF, LONGEST_PROMISE, LONGEST_TOLD, MOST_DAYS
from coursesite.learning.intending.models import Fate
from coursesite.learning.intending.wording import Halves, tidied

NO_DAY = "Choose a day from today on and within a year. Nothing was changed yet; what you wrote is still here."
NO_TEXT = "Write down what you mean to try; a few words are enough."
NO_FATE = "Choose what became of it. Whichever you choose is fine; what you wrote is still here."
NO_NEXT = "Write down what comes next, or take the tick from “Make this my next promise”. What you wrote is still here."
NO_HALVES = (
    "A plan has two halves: when it is time, and what you will do then. Fill in both; what you wrote is still here."
)
TOLD = (Fate.KEPT, Fate.PARTLY, Fate.NOT_YET, Fate.DROPPED)


class WrongDay(ValueError):
    """The day that somebody chose can't be taken."""


class WhenForm(Form):
    """When somebody wants to be asked: in so many days, or on a day of their own, which counts for more."""

    days = StringField()
    on = StringField(filters=[tidy])
    mail = StringField()

    def day(self, today: date) -> date:
        """The day. Raises `WrongDay`."""
        try:
            wanted = date.fromisoformat(self.on.data) if self.on.data else today + timedelta(days=self._days())
        except (ValueError, OverflowError):
            raise WrongDay(NO_DAY) from None
        if not today <= wanted <= today + timedelta(days=MOST_DAYS):
            raise WrongDay(NO_DAY)
        return wanted

    @property
    def by_mail(self) -> bool:
        """Whether a mail is to remind them."""
        return bool(self.mail.data == "yes")

    def _days(self) -> int:
        days = self.days.data or ""
        if not (days.isascii() and days.isdigit() and len(days) <= len(str(MOST_DAYS))):
            raise WrongDay(NO_DAY)
        return int(days)


class PromiseForm(WhenForm):
    """A promise, and whether it may be kept."""

    text = StringField(validators=[AtMost(LONGEST_PROMISE)], filters=[plain_lines])
    keep = StringField()

    @property
    def sentence(self) -> str:
        """What is wrong with it; empty where nothing is."""
        if not self.validate():
            return next(iter(said for errors in self.errors.values() for said in errors))
        return "" if (self.text.data or "").strip() else NO_TEXT


class ToldForm(WhenForm):
    """What became of a promise, and what next."""

    fate = StringField()
    happened = StringField(validators=[AtMost(LONGEST_TOLD)], filters=[plain_lines])
    onward = StringField(validators=[AtMost(LONGEST_PROMISE)], filters=[plain_lines])
    next = StringField()

    @property
    def wants_next(self) -> bool:
        """Whether what comes next is to be a promise of its own."""
        return bool(self.next.data == "yes")

    @property
    def sentence(self) -> str:
        """What is wrong with it; empty where nothing is."""
        if self.fate.data not in {fate.value for fate in TOLD}:
            return NO_FATE
        if not self.validate():
            return next(iter(said for errors in self.errors.values() for said in errors))
        return NO_NEXT if self.wants_next and not (self.onward.data or "").strip() else ""


class PlanForm(Form):
    """The two halves of a plan, and whether it may be kept."""

    cue = StringField(validators=[AtMost(LONGEST_HALF)], filters=[plain_lines])
    response = StringField(validators=[AtMost(LONGEST_HALF)], filters=[plain_lines])
    keep = StringField()

    @property
    def halves(self) -> Halves:
        """Both, as they are kept."""
        return tidied(Halves(self.cue.data or "", self.response.data or ""))

    @property
    def sentence(self) -> str:
        """What is wrong with it; empty where nothing is."""
        if not self.validate():
            return next(iter(said for errors in self.errors.values() for said in errors))
        return "" if self.halves.cue and self.halves.response else NO_HALVES
