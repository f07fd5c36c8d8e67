"""Why a mail was not taken, in words that whoever runs the site can act on, with what the mail server said."""

import smtplib
import socket
import ssl

TIMEOUT_S = 20
LONGEST = 200


def in_words(error: Exception) -> str:
    """What went wrong, as the end of a sentence without its full stop."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = (said(code, words) for code, words in error.recipients.values())
        return f"it takes no mail to this address ({'; '.join(answers)})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{_refused(error)} ({said(error.smtp_code, error.smtp_error)})"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate can’t be trusted ({error.verify_message})"
    for kind, words in _SIMPLE:
        if isinstance(error, kind):
            return words
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).rstrip(".")


def said(code: int, words: bytes | str) -> str:
    """What a mail server answered, on one line, such as "550 No such mailbox"."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:LONGEST].strip().rstrip(".")


def _refused(error: smtplib.SMTPResponseException) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "it did not accept the user name and password"
    if isinstance(error, smtplib.SMTPSenderRefused):
        return "it takes no mail from this sender"
    return "it answered"


_SIMPLE: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPNotSupportedError, "it does not take a user name and password on this port, or not this address"),
    (smtplib.SMTPServerDisconnected, "it ended the connection in the middle"),
    (socket.gaierror, "there is no server of that name"),
    (ConnectionRefusedError, "nothing answers at that port"),
    (TimeoutError, f"it did not answer within {TIMEOUT_S} seconds"),
    (ssl.SSLError, "the two could not agree on an encryption; it may want the other way of encrypting"),
)
