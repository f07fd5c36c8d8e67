"""The name on a certificate, and what others may see of it."""

from wtforms import Form, StringField

from coursesite.accounts.forms import tidy
from coursesite.learning.certificates.bounds import LONGEST_NAME
from coursesite.learning.certificates.certifying import Shown

NO_NAME = "Write the name that is to stand on the certificate."


class NameForm(Form):
    """The name, and another spelling of it for the PDF."""

    name = StringField(filters=[tidy])
    printed_name = StringField(filters=[tidy])

    @property
    def names(self) -> tuple[str, str]:
        """Both; the second is empty where it was left out."""
        return self.name.data or "", self.printed_name.data or ""

    @property
    def sentence(self) -> str:
        """What is wrong with it; empty where nothing is."""
        over = max(len(one) for one in self.names) - LONGEST_NAME
        if over > 0:
            return (
                f"A certificate has room for {LONGEST_NAME} characters of a name, and this has {LONGEST_NAME + over}. "
                "It wasn’t kept; shorten it, and send it again."
            )
        return "" if self.names[0] else NO_NAME


class ShownForm(Form):
    """What others may see."""

    public = StringField()
    name_shown = StringField()
    day_shown = StringField()

    @property
    def shown(self) -> Shown:
        """As it was ticked."""
        return Shown(*(box.data == "yes" for box in (self.public, self.name_shown, self.day_shown)))
