"""Handing one mail to the mail server, by the standard library's SMTP."""

import smtplib
import ssl
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

from coursesite.config import Settings
from coursesite.mail.refusals import TIMEOUT_S, in_words

PORTS = {"smtp": 25, "smtps": 465}


class NotTaken(Exception):
    """The mail server did not take this mail; the message is the reason. Others may still be taken.

    The reason repeats what the server said, the recipient's address with it; `in_short` is what a log may hold.
    """

    @property
    def in_short(self) -> str:
        """The kind of refusal and the server's code, such as "SMTPRecipientsRefused 550", and nobody's address."""
        cause = self.__cause__
        if isinstance(cause, smtplib.SMTPRecipientsRefused):
            codes = sorted({str(code) for code, _words in cause.recipients.values()})
        elif isinstance(cause, smtplib.SMTPResponseException):
            codes = [str(cause.smtp_code)]
        else:
            codes = [str(cause.errno)] if isinstance(cause, OSError) and cause.errno else []
        return " ".join([type(cause).__name__, *codes])


class NoServer(NotTaken):
    """The mail server could not be reached or would not let us in, so no other mail can go either."""


class Letter(Protocol):
    """What is sent: a mail as it stands in the outbox."""

    message_id: str
    recipient: str
    subject: str
    body: str
    unsubscribe: str
    created_at: datetime


def message_from(letter: Letter, settings: Settings) -> EmailMessage:
    """The mail as it goes over the wire: plain text, marked as written by a machine."""
    message = EmailMessage()
    message["From"] = Address(settings.site_name, addr_spec=settings.sender)
    message["To"] = Address(addr_spec=letter.recipient)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # Quoted-printable keeps long links whole and passes servers that know nothing but seven bits.
    message.set_content(letter.body, cte="quoted-printable")
    return message


class Post:
    """A connection to the mail server, opened by the first mail and kept for the following ones."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, letter: Letter) -> None:
        """Give one mail to the server. Raises `NotTaken` with the server's reason, or `NoServer`."""
        try:
            message = message_from(letter, self._settings)
        except ValueError as error:
            raise NotTaken(f"The mail could not be written: {error}") from error
        try:
            self._connected().send_message(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError) as error:
            self._hang_up()
            raise NotTaken(f"The mail server refused it: {in_words(error)}.") from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise NoServer(f"The mail server could not be used: {in_words(error)}.") from error

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = connect(self._settings.smtp_url, self._settings.smtp_password)
        return self._server

    def _hang_up(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


def connect(smtp_url: str, password: str = "") -> smtplib.SMTP:
    """A connection that is ready to send: encrypted from the start for smtps, by STARTTLS where smtp offers it.

    `password` is used where the address holds none. Raises `smtplib.SMTPException` or `OSError`.
    """
    parts = urlsplit(smtp_url)
    host, port = parts.hostname or "localhost", parts.port or PORTS.get(parts.scheme, 25)
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    try:
        server.ehlo()
        if parts.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password) if parts.password else password)
    except BaseException:
        server.close()
        raise
    return server
