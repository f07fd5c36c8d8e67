"""What stands in a WordPress post besides HTML: comments of its block editor, and shortcodes.

Shortcodes are told from words in brackets by what WordPress's own documentation says of them: a name and attributes
in square brackets, some with a closing form, and `[[name]]` where one is only shown.
"""

from __future__ import annotations

import re
from html import escape

from .addresses import whole
from .results import Doubts
from .words import without_comments

_BLOCK_COMMENT = re.compile(r"<!--\s*/?wp:")
_NEXT_PAGE = re.compile(r"<!--\s*nextpage\s*-->|<!--\s*wp:nextpage\s*-->")
_EMBED_BLOCK = re.compile(
    r'<div class="wp-block-embed__wrapper">\s*(https?://[^\s<>"]+)\s*</div>',
)
_SHORTCODE = re.compile(
    r"(?P<outer>\[?)\[(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?P<attributes>(?:[\s=:][^\[\]]*)?)/?\](?P<close>\]?)"
)
_VERBATIM = re.compile(r"<(pre|code|script|style|textarea)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_CAPTIONS = {"caption", "wp_caption"}
_CODES = {"code", "sourcecode", "source"}
_PLAYERS = {"audio", "video", "playlist", "youtube", "vimeo", "embed", "soundcloud", "ted", "dailymotion"}
_KNOWN = _CAPTIONS | _PLAYERS | {"gallery"}
_URL = re.compile(r"https?://[^\s\"'<>\[\]]+")


def is_of_blocks(html: str) -> bool:
    """Whether a post was made with the block editor, whose HTML has all its paragraphs."""
    return _BLOCK_COMMENT.search(html) is not None


def without_blocks(html: str, doubts: Doubts) -> str:
    """Take the comments out, those of blocks among them; what an embed block holds becomes a link."""
    if _NEXT_PAGE.search(html):
        doubts.add("The post was divided into pages; here it is one.")
    html = _EMBED_BLOCK.sub(lambda found: _player(found[1]), html)
    return without_comments(html)


def without_shortcodes(html: str, doubts: Doubts) -> str:
    """Turn the shortcodes of WordPress itself into HTML; of others the words between them stay."""
    closed = {name.lower() for name in re.findall(r"\[/([A-Za-z][\w-]*)\]", html)}
    pieces: list[str] = []
    end = 0
    for start, stop in _outside_code(html):
        pieces.append(html[end:start])
        pieces.append(_Expander(html[start:stop], closed, doubts).run())
        end = stop
    return "".join([*pieces, html[end:]])


def _outside_code(html: str) -> list[tuple[int, int]]:
    """Give the stretches outside of elements that show code."""
    stretches, end = [], 0
    while (opening := _VERBATIM.search(html, end)) is not None:
        stretches.append((end, opening.start()))
        close = re.compile(f"</{opening[1]}\\s*>", re.IGNORECASE).search(html, opening.end())
        end = close.end() if close else len(html)
    return [*stretches, (end, len(html))]


class _Expander:
    def __init__(self, text: str, closed: set[str], doubts: Doubts) -> None:
        self.text = text
        self.closed = closed
        self.doubts = doubts
        self.pieces: list[str] = []
        self.captions: list[str] = []
        self.end = 0

    def run(self) -> str:
        for found in _SHORTCODE.finditer(self.text):
            if found.start() < self.end:
                continue
            self.pieces.append(self.text[self.end : found.start()])
            self.end = found.end()
            self._one(found)
        closing = "</figure>" * len(self.captions)
        return "".join([*self.pieces, self.text[self.end :], closing])

    def _one(self, found: re.Match[str]) -> None:
        name = found["name"].lower()
        if found["outer"] and found["close"] and self._is_shortcode(name, found):
            self.pieces.append(found[0][1:-1])
            return
        before, after = found["outer"], found["close"]
        self.pieces.append(before)
        if not self._is_shortcode(name, found):
            self.pieces.append(found[0][len(before) : len(found[0]) - len(after)])
        elif found["end"]:
            self._closing(name)
        else:
            self._opening(name, found["attributes"])
        self.pieces.append(after)

    def _is_shortcode(self, name: str, found: re.Match[str]) -> bool:
        return name in _KNOWN or name in self.closed or _ATTRIBUTE.search(found["attributes"]) is not None

    def _opening(self, name: str, written: str) -> None:
        attributes = {key.lower(): one or two or three for key, one, two, three in _ATTRIBUTE.findall(written)}
        if name in _CAPTIONS and name in self.closed:
            self.captions.append(attributes.get("caption", ""))
            self.pieces.append("<figure>")
        elif name in _CODES and name in self.closed:
            self._code(name)
        elif name in _PLAYERS:
            self._played(name, written, attributes)
        elif name == "gallery":
            self.doubts.add("A gallery was left out: the post names its pictures by number only.")
        else:
            self.doubts.add(f"“[{name}]” is the work of a plugin; only the words between its marks were kept.")

    def _closing(self, name: str) -> None:
        if name in _CAPTIONS and self.captions:
            caption = self.captions.pop()
            self.pieces.append(f"<figcaption>{caption}</figcaption></figure>" if caption else "</figure>")

    def _code(self, name: str) -> None:
        close = re.compile(rf"\[/{name}\]", re.IGNORECASE).search(self.text, self.end)
        stop = close.start() if close else len(self.text)
        code = self.text[self.end : stop].strip("\r\n")
        self.pieces.append(f"<pre>{code if '&lt;' in code or '&gt;' in code else escape(code, quote=False)}</pre>")
        self.end = close.end() if close else stop

    def _played(self, name: str, written: str, attributes: dict[str, str]) -> None:
        close = re.compile(rf"\[/{name}\]", re.IGNORECASE).match(self.text, self._next_bracket())
        between = self.text[self.end : close.start()] if close else ""
        addresses = _URL.findall(f"{written} {between}")
        vimeo = re.fullmatch(r"[\s=:]*(\d+)", written) if name == "vimeo" else None
        if vimeo:
            addresses = [f"https://vimeo.com/{vimeo[1]}"]
        if close:
            self.end = close.end()
        if addresses:
            self.pieces.append(_player(addresses[0]))
        else:
            relative = attributes.get("src") or attributes.get("mp3") or attributes.get("mp4")
            self.pieces.append(_player(relative) if relative else "")
            if not relative:
                self.doubts.add(f"“[{name}]” names nothing to play and was left out.")

    def _next_bracket(self) -> int:
        place = self.text.find("[", self.end)
        return place if place >= 0 else len(self.text)


def _player(address: str) -> str:
    return f'\n\n<p><iframe src="{escape(whole(address))}"></iframe></p>\n\n'
