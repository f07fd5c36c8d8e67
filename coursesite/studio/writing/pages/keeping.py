"""A text that could not be saved because nobody knew whose it was: given back in a form."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptPage:
    """Everything that the editor's form brought. `signed_out` says that nobody is signed in; else the form was old."""

    address: str
    fields: Mapping[str, str]
    signed_out: bool

    @property
    def title(self) -> str:
        """What happened."""
        return "You are signed out, and your text is here" if self.signed_out else "Your text is here, not saved yet"

    @property
    def body(self) -> str:
        """The text."""
        return self.fields.get("body", "")

    @property
    def others(self) -> list[tuple[str, str]]:
        """The form's other fields, which are sent along."""
        return [(name, value) for name, value in self.fields.items() if name != "body"]
