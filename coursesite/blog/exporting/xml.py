"""Elements of an export, as text: nothing that a database can hold makes the file unreadable."""

import re
from html import escape

# XML 1.0 can't hold these, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")
_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_BREAK = re.compile(r"\s*\n\s*")
_BLOCK_END = re.compile(r"(</(?:p|h[1-6]|ul|ol|li|dl|blockquote|figure|div|section|aside|table|pre)>|<hr>) ")


def legal(text: str) -> str:
    """Text as every reader of XML gives it back: line ends are "\\n", and what XML can't hold is the sign for that."""
    return _UNWRITABLE.sub("\ufffd", _LINE_END.sub("\n", text))


def element(name: str, text: object = "") -> str:
    """A line with an element that holds a plain word, number or address."""
    return f"<{name}>{escape(legal(str(text)), quote=False)}</{name}>\n"


def wrapped(name: str, text: str, attributes: str = "") -> str:
    """A line with an element that holds HTML, or whatever else would be hard to read escaped."""
    # The end mark can't stand inside: it is cut in two, each half in a section of its own.
    inside = legal(text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}{attributes}><![CDATA[{inside}]]></{name}>\n"


def attribute(text: str) -> str:
    """What stands between an attribute's quotes."""
    return escape(legal(text))


def as_html(text: str) -> str:
    """A title or name as WordPress keeps it, whose titles and names are HTML."""
    return escape(text, quote=False)


def flowing(html: str) -> str:
    """Safe HTML without line breaks inside paragraphs, which WordPress would turn into `<br>`; `<pre>` stays as it is.

    XML knows no `&nbsp;`, and some who read an export take it for a mistake even where it isn't one: it is written out.
    """
    parts = _PREFORMATTED.split(_LINE_END.sub("\n", html).replace("&nbsp;", "\xa0"))
    parts[::2] = [_BREAK.sub(" ", part) for part in parts[::2]]
    return _BLOCK_END.sub(r"\1\n", "".join(parts)).strip()
