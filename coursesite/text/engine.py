"""The Markdown parser with our own notation in it and without what people may not write."""

from __future__ import annotations

import string
from collections.abc import Mapping

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.preprocessors import Preprocessor

from .callouts import Callouts
from .dress import Dress
from .inline import BareAddresses, Citations, MailAddresses
from .results import Kind
from .sheet import Sheet
from .tidy import tidy


class _Tidy(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return tidy(lines)


class Engine:
    """A Markdown parser for one kind of text, reused from text to text within a thread: building it costs more
    than most texts do."""

    def __init__(self, kind: Kind) -> None:
        self.sheet: Sheet | None = None
        self.abbreviations = AbbrExtension()
        lesson = ["tables", "def_list", self.abbreviations] if kind is Kind.LESSON else ["nl2br"]
        common = ["sane_lists", "pymdownx.saneheaders", "pymdownx.quotes", "pymdownx.superfences", "pymdownx.highlight"]
        plain_code = {"pymdownx.highlight": {"use_pygments": False}}
        self.md = Markdown(extensions=[*common, *lesson], extension_configs=plain_code, output_format="html")
        self._register()
        if kind is Kind.COMMENT:
            for name in ("hashheader", "setextheader", "reference"):
                self.md.parser.blockprocessors.deregister(name)
        else:
            self.md.treeprocessors.register(Callouts(self.md, self._sheet), "callouts", 25)

    def convert(self, text: str, sheet: Sheet, abbreviations: Mapping[str, str]) -> str:
        """The text as HTML that is not sanitised yet; what was found on the way stands on the sheet."""
        self.sheet = sheet
        self.abbreviations.reset_glossary()
        self.abbreviations.load_glossary(dict(abbreviations))
        self.md.reset()
        return self.md.convert(text)

    def _register(self) -> None:
        md = self.md
        # As on Git hosts, where a backslash takes the meaning from any mark, the colon of "\\:" among them.
        md.ESCAPED_CHARS = list(string.punctuation)
        # Without these two, raw HTML is text like any other.
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.preprocessors.register(_Tidy(md), "tidy", 27)
        md.inlinePatterns.register(Citations(md, self._sheet), "citations", 175)
        md.inlinePatterns.register(MailAddresses(md), "mail_addresses", 110)
        md.inlinePatterns.register(BareAddresses(md), "bare_addresses", 105)
        md.treeprocessors.register(Dress(md, self._sheet), "dress", -10)

    def _sheet(self) -> Sheet:
        if self.sheet is None:
            raise RuntimeError("a processor ran outside a rendering")
        return self.sheet
