"""What a browser gives of text copied elsewhere, as Markdown: from word processors and web pages alike."""

from coursesite.studio.writing import wordlists
from coursesite.text import timed
from coursesite.text.fromhtml import Source, markdown_of_post
from coursesite.text.links import without_tracking

SECONDS = 6.0
MOST_CHARACTERS = 3_000_000
BEGIN, END = "<!--StartFragment-->", "<!--EndFragment-->"


class TooLong(ValueError):
    """More was pasted than is read at once; the sentence says what to do."""


def markdown(html: str) -> str:
    """Pasted HTML as Markdown; worked out in a process that can be stopped. Raises `TooLong` and `timed.TooSlow`."""
    if len(html) > MOST_CHARACTERS:
        raise TooLong("That is more than can be pasted at once. Nothing was changed: paste it in two halves.")
    return timed.run_limited(turned, html, seconds=SECONDS)


def turned(html: str) -> str:
    """The same, in this process. Never raises for any HTML."""
    begin, end = html.find(BEGIN), html.rfind(END)
    if 0 <= begin < end:
        html = html[begin + len(BEGIN) : end]
    found = markdown_of_post(wordlists.mended(html), links=without_tracking, source=Source.BLOGGER)
    return found.markdown.strip("\n")
