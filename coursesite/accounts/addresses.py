"""Email addresses: one normal form for each, so that the same address is the same account however it is typed."""

from email_validator import EmailNotValidError, validate_email

LONGEST = 254


class BadAddress(ValueError):
    """This can't be an email address; the message says so in a sentence."""


def normal(typed: str) -> str:
    """The normal form of a typed address: trimmed, Unicode-normalised, in lower case. Nothing is looked up.

    Raises `BadAddress`.
    """
    trimmed = typed.strip()
    if not trimmed:
        raise BadAddress("Please type your email address.")
    if len(trimmed) > LONGEST:
        raise BadAddress("That is longer than an email address can be.")
    if "@" not in trimmed:
        raise BadAddress("An email address has an @ in it, such as name@example.org.")
    try:
        checked = validate_email(trimmed, check_deliverability=False)
    except EmailNotValidError:
        raise BadAddress("That doesn't look like an email address. Is a dot or a letter missing?") from None
    return checked.normalized.lower()


def halves(address: str) -> list[str]:
    """What stands before and after the @: words that somebody who knows the address would try as a password."""
    return address.split("@")
