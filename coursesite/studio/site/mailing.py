"""The mail server that the owner chose, as a form has it and as the settings do; and the mail that tries it out."""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from coursesite.config import Settings
from coursesite.mail.models import Mail

PURPOSE = "mail_test"
SCHEMES = {"smtp": "encrypted where the server offers it", "smtps": "encrypted from the first byte"}
USUAL_PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and who we are there. There is no password in it."""

    host: str
    port: int
    scheme: str
    user: str = ""

    @property
    def url(self) -> str:
        """Its address, as the setting `smtp_url` has it."""
        who = f"{quote(self.user, safe='')}@" if self.user else ""
        return f"{self.scheme}://{who}{self.host}:{self.port}"

    @property
    def in_words(self) -> str:
        """The same for people."""
        who = f", as “{self.user}”" if self.user else ""
        return f"{self.host}, port {self.port}, {SCHEMES.get(self.scheme, self.scheme)}{who}"


def server_at(smtp_url: str) -> Server | None:
    """The server of an address, without its password; None where there is none."""
    if not smtp_url:
        return None
    parts = urlsplit(smtp_url)
    port = parts.port or USUAL_PORTS.get(parts.scheme, 25)
    return Server(parts.hostname or "localhost", port, parts.scheme, unquote(parts.username or ""))


def lacks_password(settings: Settings) -> bool:
    """Whether the server wants to know who we are and nobody gave a password for that."""
    parts = urlsplit(settings.smtp_url)
    return bool(parts.username) and not (parts.password or settings.smtp_password)


def letter(settings: Settings) -> tuple[str, str]:
    """Subject and text of the mail that tries the server out."""
    text = (
        f"This is the test mail that you asked for at {settings.site_name}. It has arrived, so mail from the\n"
        "site reaches people. There is nothing to do.\n\n"
        f"{settings.site_name}\n{settings.base_url}\n"
    )
    return f"Mail from {settings.site_name} works", text


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a test mail. `alive` says whether the worker, which sends it, is at work; `has_server` whether
    there is a mail server for it to go to."""

    mail: Mail
    alive: bool
    has_server: bool

    @property
    def is_open(self) -> bool:
        """Whether nothing is known yet."""
        return self.mail.sent_at is None and not self.mail.last_error

    @property
    def kind(self) -> str:
        """How the notice looks."""
        if self.mail.sent_at is not None:
            return "good"
        return "problem" if self.mail.last_error else "info"

    @property
    def sentence(self) -> str:
        """What became of it, in words."""
        if self.mail.sent_at is not None:
            return f"The mail server took the test mail to {self.mail.recipient}. Look whether it has arrived."
        if self.mail.last_error:
            return f"The test mail to {self.mail.recipient} did not go out. {self.mail.last_error}"
        if not self.has_server:
            return "The test mail is written and waits until a mail server is set."
        if not self.alive:
            return "The test mail is written, but the worker, which sends mail, is not at work. Start it first."
        return f"The test mail to {self.mail.recipient} is on its way to the mail server."
