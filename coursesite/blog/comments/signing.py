"""What the blog's signed links in mail are good for: a guest's own comment, and the way out of a subscription."""

from coursesite.mail.signing import number_in, token_for

__all__ = ["MINE", "SUBSCRIPTION", "number_in", "token_for"]

MINE, SUBSCRIPTION = "guest-comment", "comment-subscription"
