"""Plain text from rendered HTML, and what is counted in it: words, minutes, extracts."""

from __future__ import annotations

import math
import re
from html.parser import HTMLParser

WORDS_A_MINUTE = 200
MINUTES_A_QUESTION = 0.5

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption"}
    | {"figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table"}
    | {"tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_PARAGRAPH = re.compile(r"<p(?: [^<>]*)?>((?:(?!</?p[ >]).)*)</p>", re.DOTALL)
_UNREAD = frozenset({"script", "style", "template"})
_EAST_ASIAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_EAST_ASIAN}]|[^\W_{_EAST_ASIAN}]+(?:['’.,:/-][^\W_{_EAST_ASIAN}]+)*")


class _Reader(HTMLParser):
    """Collects what is read; leaves out scripts, and the numbers and arrows of citations."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag in _UNREAD or self._unread or (tag == "sup" and "cite" in classes) or "back" in classes:
            if tag not in {"br", "hr", "img", "input", "wbr"}:
                self._unread.append(tag)
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag in self._unread:
                while self._unread.pop() != tag:
                    pass
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.pieces.append(data)


def plain_text(html: str) -> str:
    """Give what a reader reads in `html`: one line for each block, single spaces, no markup.

    Citations' numbers are left out, so that "felt it.[^a]" is found as "felt it."
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def without_paragraph(html: str) -> str:
    """Give a single paragraph without its tags, to stand inside a label; anything else as it is, trimmed."""
    html = html.strip()
    match = _PARAGRAPH.fullmatch(html)
    return match[1] if match else html


def count_words(text: str) -> int:
    """Count the words of a plain text. "don't", "twenty-one" and "10:30" are one word each.

    Chinese and Japanese characters and Korean syllables, written without spaces, count one each.
    """
    return len(_WORD.findall(text))


def reading_minutes(words: int, questions: int = 0) -> int:
    """Give whole minutes for a text of so many words with so many questions; at least 1, rounded up.

    200 words a minute and half a minute a question are rules of thumb. The first is below the 238 words
    a minute that Brysbaert (2019, Journal of Memory and Language 109) found for adults reading
    non-fiction silently in English, since a lesson is read to be remembered.
    """
    return max(1, math.ceil(words / WORDS_A_MINUTE + questions * MINUTES_A_QUESTION))


def excerpt(text: str, length: int) -> str:
    """Give the beginning of a plain text in at most `length` characters, on one line.

    It is cut between words and ends in an ellipsis where something is left out.
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[: max(length - 1, 0)]
    if not line[len(head)].isspace() and " " in head:
        head = head[: head.rindex(" ")]
    return (head.rstrip(" ,;:.–-") + "…")[:length]
