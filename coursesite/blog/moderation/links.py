"""Links in a text, also those that are written so that a program would not see them."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_ENDINGS = (
    "com|net|org|info|biz|io|co|me|ly|xyz|top|site|online|shop|store|club|live|pro|vip|bet|casino|win|loan|icu|click|"
    "link|ru|su|cn|tk|ml|ga|cf|gq|in|pl|de|fr|es|it|nl|hu|ro|eu|uk|us|ca|au|br|pk|ng|vn|id|ua|kz|by|at|ch|be|se|"
    "no|dk|fi|pt|cz|sk|gr|tr|ir|ae|app|dev|ai|gg|to|cc|ws|tv|blog|space|website|fun|buzz|pw"
)
_HOST = r"[\w-]+(?:\.[\w-]+)*"
_TAIL = r"(?:[/?#][^\s<>\])]*)?"
_URL = r"(?:https?|ftp)://[^\s<>\])\"']+"

# Anybody may send these 8,000 characters of whatever a pattern takes longest over: each begins at the beginning of what
# it looks for and gives nothing back (`++`, `*+`), so that none reads the same stretch again and again.
_DRESSED = re.compile(
    r"\[(?:url|link)\b[^\[\]]*+\](?:.{0,300}?\[/(?:url|link)\])?|<a\s(?=[^<>]*?href)[^<>]*+>(?:.{0,300}?</a>)?",
    re.I | re.S,
)
_DISGUISED = re.compile(
    rf"h(?:xx|\*\*|__|\s++tt)ps?\W{{1,5}}\S+"
    rf"|(?<![\w-])[\w-]++\s*+(?:\(dot\)|\[dot\]|\{{dot\}}|\[\.\]|\(\.\)|<dot>)\s*(?:{_ENDINGS})\b{_TAIL}"
    rf"|(?<![\w-])[\w-]{{3,}}+\s++dot\s++(?:com|net|org|info|ru|shop|xyz|online|site|io|biz)\b"
    rf"|(?<![\w-])[\w-]{{3,}}+\s++\.\s*+(?:com|net|org|info|ru|shop|xyz|online|site|biz)\b",
    re.I,
)
_MARKDOWN = re.compile(r"\[[^\[\]\n]{0,300}+\]\(\s{0,10}+<?([^\s<>()]{0,500}+)[^()\n]{0,300}+\)", re.I)
_PLAIN = re.compile(
    rf"{_URL}|(?<![\w@.-])www\.{_HOST}\.\w+{_TAIL}|(?<![\w@.-])(?:[\w-]+\.)+(?:{_ENDINGS})(?![\w-]|\.\w){_TAIL}", re.I
)
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++")


@dataclass(frozen=True, slots=True)
class Links:
    """How many links a text has; whether some are in HTML or BBCode, and whether some are disguised.

    `rest` is the text with the word "link" for each, so that texts that differ in their links only are alike.
    """

    count: int
    dressed: bool
    disguised: bool
    rest: str


def links_in(text: str, own_host: str = "") -> Links:
    """The links of a text as typed. Mail addresses are none, nor is what leads to `own_host` or to a path on it."""
    found = _Finder(own_host)
    rest = ADDRESS.sub(" address ", text)
    rest = _DRESSED.sub(found.replaced, rest)
    dressed = found.count > 0
    before = found.count
    rest = _DISGUISED.sub(found.replaced, rest)
    disguised = found.count > before
    for pattern in (_MARKDOWN, _PLAIN):
        rest = pattern.sub(found.replaced, rest)
    return Links(found.count, dressed, disguised, rest)


class _Finder:
    """Counts what it takes out."""

    def __init__(self, own_host: str) -> None:
        self._own_host = own_host.casefold()
        self.count = 0

    def replaced(self, found: re.Match[str]) -> str:
        """What stands in the place of a link."""
        aim = found[1] if found.re is _MARKDOWN else found[0]
        if self._is_own(aim):
            return " page "
        self.count += 1
        return " link "

    def _is_own(self, aim: str) -> bool:
        if re.match(r"(?:/(?!/)|#)", aim):
            return True
        try:
            host = urlsplit(aim if "://" in aim else f"//{aim}").netloc
        except ValueError:
            return False
        return bool(self._own_host) and host.casefold() == self._own_host
