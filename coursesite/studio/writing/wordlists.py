"""HTML from the clipboard, mended before it is read: Word's paragraphs that look like lists, pictures nobody sees."""

import re
from html import escape
from html.parser import HTMLParser

_LIST = re.compile(r"mso-list:\s*l\d+\s+level(\d)", re.IGNORECASE)
_MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_ORDERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxl]{1,5})[.)]", re.IGNORECASE)
_TINY = re.compile(r"0|1|2|0?\.\d+", re.ASCII)
VOID = {"br", "img", "hr", "wbr", "input", "meta", "link", "col", "source", "embed", "area", "base", "param", "track"}
_OWN_WORDS = re.compile(r"mso-[\w-]+\s*:[^;]*;?", re.IGNORECASE)
_PLAYERS = {"iframe", "embed", "object", "audio", "video", "source"}
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre", "hr"}
_BOLD = {"b", "strong"}
DEEPEST = 9


def mended(html: str) -> str:
    """Give the HTML with Word's list paragraphs as lists, without the pictures that only report a reader."""
    reader = _Mending()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:
        # What Python's own reader gives up on, such as “<![![”; no program writes it.
        return html
    reader.end_lists()
    return "".join(reader.pieces)


class _Mending(HTMLParser):
    """Writes out what it reads, but for what is to be mended."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.lists: list[tuple[int, str]] = []
        # What a list paragraph holds until its marker has said which list it belongs to.
        self.level = 0
        self.held: list[str] = []
        self.marker: list[str] = []
        self.within_marker = 0
        self.first_row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        style = told.get("style", "")
        if self.within_marker:
            self.within_marker += tag not in VOID
            return
        found = _LIST.search(style) if tag in ("p", "li", "div") else None
        if found and tag == "p":
            self._begin_item(int(found[1]))
            return
        if self.level and _MARKER.search(style):
            self.within_marker = 1
            return
        if tag in _PLAYERS or (tag == "img" and (_is_tiny(told) or "display:none" in style.replace(" ", ""))):
            return
        if not self.level and tag in _BLOCKS:
            self.end_lists()
        self._write_tag(tag, told)

    def _write_tag(self, tag: str, told: dict[str, str]) -> None:
        """Write a tag, in a table's first row as a heading's: Word knows no others, and Markdown no table without."""
        self.first_row = self.first_row or tag == "table"
        tag = "th" if tag == "td" and self.first_row else tag
        if not (self.first_row and tag in _BOLD):
            self._write(_written(tag, told))

    def handle_endtag(self, tag: str) -> None:
        if self.within_marker:
            self.within_marker -= tag not in VOID
        elif self.level and tag == "p":
            self._end_item()
        elif tag not in _PLAYERS and not (self.first_row and tag in _BOLD):
            self._write("</th>" if tag == "td" and self.first_row else f"</{tag}>")
            self.first_row = self.first_row and tag not in ("tr", "table")

    def handle_data(self, data: str) -> None:
        if self.within_marker:
            self.marker.append(data)
            return
        if not self.level and data.strip():
            self.end_lists()
        self._write(escape(data, quote=False))

    def close(self) -> None:
        super().close()
        if self.level:
            self._end_item()

    def end_lists(self, level: int = 0) -> None:
        """End the lists that are deeper than this level."""
        while self.lists and self.lists[-1][0] > level:
            self.pieces.append(f"</li></{self.lists.pop()[1]}>")

    def _write(self, piece: str) -> None:
        (self.held if self.level else self.pieces).append(piece)

    def _begin_item(self, level: int) -> None:
        if self.level:
            self._end_item()
        self.level, self.held, self.marker = min(level, DEEPEST), [], []

    def _end_item(self) -> None:
        sort = "ol" if _ORDERED.fullmatch("".join(self.marker).strip()) else "ul"
        level, self.level, self.within_marker = self.level, 0, 0
        self.end_lists(level)
        if (level, sort) in self.lists:
            self.pieces.append("</li><li>")
        else:
            self.end_lists(level - 1)
            self.lists.append((level, sort))
            self.pieces.append(f"<{sort}><li>")
        self.pieces += self.held


def _is_tiny(told: dict[str, str]) -> bool:
    return any(_TINY.fullmatch(told.get(side, "").strip().removesuffix("px")) for side in ("width", "height"))


def _written(tag: str, told: dict[str, str]) -> str:
    if "style" in told:
        # Word says in words of its own what it would say to itself, such as mso-bidi-font-weight.
        told["style"] = _OWN_WORDS.sub("", told["style"])
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in told.items() if re.fullmatch(r"[\w:-]+", name))
    return f"<{tag}{attributes}>"
