"""Signed links that mail carries, such as the one that ends a sort of mail.

They hold a number and nothing else, work for as long as there is something to do, and are good for that one thing.
"""

from itsdangerous import BadSignature, URLSafeSerializer


def token_for(secret: str, purpose: str, number: int) -> str:
    """The token of a link that is good for this purpose and this row."""
    signed: str | bytes = URLSafeSerializer(secret, salt=purpose).dumps(number)
    return signed if isinstance(signed, str) else signed.decode()


def number_in(secret: str, purpose: str, token: str) -> int | None:
    """The row's number; None for a token that we did not give for this purpose."""
    try:
        number = URLSafeSerializer(secret, salt=purpose).loads(token)
    except BadSignature:
        return None
    return number if isinstance(number, int) else None
