"""HTML of other blogs as Markdown of ours. Nothing is trusted: our own sanitiser renders the Markdown later."""

from .converting import markdown_of_comment, markdown_of_post
from .results import Converted, ImageUse, Source
from .words import words_only

__all__ = ["Converted", "ImageUse", "Source", "markdown_of_comment", "markdown_of_post", "words_only"]
