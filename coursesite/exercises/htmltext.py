"""HTML of other programs as Markdown of ours. Nothing is trusted: our own sanitiser renders the Markdown later."""

from __future__ import annotations

import re
from collections.abc import Collection

from bs4 import Tag
from markdownify import SPACES, MarkdownConverter

from coursesite.text.fromhtml.marks import code_span, fence_around
from coursesite.text.fromhtml.words import only_tags, words_of

from .escaping import CODE, escape_within, markdown_of_text, settle
from .htmlclean import TooTangled, clean

# Characters; a longer text keeps its words and loses its formatting.
LONGEST = 200_000

_NO_BREAK = re.compile("(?:\u00a0[ \u00a0\n]+|[ \n]+\u00a0[ \u00a0\n]*|^\u00a0+|\u00a0+$)")


def markdown_of(html: str) -> str:
    """Give HTML as Markdown: paragraphs, lists, emphasis, links, images, code and tables; the rest as its words.

    Scripts, styles and comments vanish. Headings become lines in bold. Whatever would mean something in Markdown or
    in an exercise is escaped. A text over LONGEST characters, or tangled without end, becomes plain words.
    """
    html = only_tags(html)
    if len(html) <= LONGEST:
        try:
            return settle(_Converter().convert_soup(clean(html)))
        except TooTangled:
            pass  # its words are kept below
    return markdown_of_text(words_of(html))


class _Converter(MarkdownConverter):
    """Markdownify with our escapes, our bullets and fences that hold any code."""

    def __init__(self) -> None:
        super().__init__(
            autolinks=False, bullets="-", newline_style=SPACES, table_infer_header=True, wrap=True, wrap_width=None
        )

    def escape(self, text: str, parent_tags: Collection[str]) -> str:
        """Replace markdownify's own escapes."""
        text = escape_within(_NO_BREAK.sub(" ", text))
        return text.replace("]", "\\]") if "a" in parent_tags else text

    def convert_hr(self, _el: Tag, _text: str, parent_tags: Collection[str]) -> str:  # noqa: ARG002 - passed by name
        """Draw a rule with stars, since dashes end an exercise."""
        return "\n\n***\n\n"

    def convert_q(self, _el: Tag, text: str, parent_tags: Collection[str]) -> str:  # noqa: ARG002 - passed by name
        """Quote within a line."""
        return f"“{text}”"

    def convert_img(self, el: Tag, _text: str, parent_tags: Collection[str]) -> str:  # noqa: ARG002 - passed by name
        """Keep images everywhere, in cells too; without an address only the description stays."""
        alt = escape_within(" ".join(str(el.get("alt") or "").split())).replace("]", "\\]")
        source = str(el.get("src") or "")
        return f"![{alt}]({source})" if source and not source.startswith("data:") else alt

    def convert_pre(self, el: Tag, _text: str, parent_tags: Collection[str]) -> str:
        """Fence code, with more backticks than the code has in a row."""
        code = el.get_text().strip("\n")
        if "td" in parent_tags or "th" in parent_tags:
            return self.convert_code(el, " ".join(code.split()), parent_tags)
        fence = fence_around(code)
        lines = "\n".join(CODE + line for line in [fence, *code.split("\n"), fence])
        return f"\n\n{lines}\n\n" if code.strip() else ""

    def convert_code(self, el: Tag, _text: str, parent_tags: Collection[str]) -> str:
        """Set off code within a line."""
        code = " ".join(el.get_text().split())
        if "pre" in parent_tags or not code:
            return code
        return code_span(code)

    convert_kbd = convert_code
    convert_samp = convert_code
