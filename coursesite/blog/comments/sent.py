"""A comment as it was sent, and by whom, before anything is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writer:
    """Who sends it: an account, or the visitor of this browser, who gives an address."""

    user_id: int
    address: str = ""
    is_coach: bool = False

    @property
    def is_guest(self) -> bool:
        """Whether somebody without an account writes."""
        return bool(self.address)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent. `seconds` is how long the form was open, as its signed time says (None: unsigned).

    `network` is the keyed hash of the block that it came from. `notify` asks for mail about answers, `notify_all` about
    every new comment, `fetch` for the writer's picture from elsewhere.
    """

    text: str
    html: str
    once: str
    network: str
    name: str = ""
    site: str = ""
    seconds: float | None = None
    honeypot: bool = False
    notify: bool = False
    notify_all: bool = False
    fetch: bool = False
