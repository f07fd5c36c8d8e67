"""The last gate: whatever Markdown made, only these elements, attributes and schemes leave the room."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import nh3

from .targets import SCHEMES, Aim, aim_of

COMMENT_TAGS = frozenset({"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre"})
LESSON_TAGS = COMMENT_TAGS | frozenset(
    {"h2", "h3", "h4", "h5", "h6", "hr", "dl", "dt", "dd", "img", "figure", "figcaption"}
    | {"table", "thead", "tbody", "tr", "th", "td", "div", "aside", "sup", "abbr"}
)
COMMENT_ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}, "code": {"class"}}
LESSON_ATTRIBUTES = {
    "a": {"href", "rel", "title", "aria-label"},
    "abbr": {"title"},
    "aside": {"class", "role"},
    "code": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    "img": {"src", "alt", "width", "height", "loading", "title"},
    "ol": {"start"},
    "p": {"class"},
    "sup": {"class", "id"},
    "td": {"class"},
    "th": {"class", "scope"},
}
# Values that our own code writes; anything else under these names is dropped.
_VALUES = {
    "class": re.compile(
        r"table|cite|callout callout-[a-z]+|callout-title|align-(?:left|right|center)|language-[\w+#-]+"
    ),
    "height": re.compile(r"\d{1,5}"),
    "id": re.compile(r"(?:h|cite)-[\w-]+"),
    "loading": re.compile("lazy"),
    "rel": re.compile(r"(?:nofollow ugc )?noopener"),
    "role": re.compile("note|region"),
    "scope": re.compile("col"),
    "start": re.compile(r"\d{1,9}"),
    "tabindex": re.compile("0"),
    "width": re.compile(r"\d{1,5}"),
}


@dataclass(frozen=True)
class Policy:
    """What one kind of text may contain."""

    tags: frozenset[str]
    attributes: dict[str, set[str]] = field(repr=False)


COMMENT = Policy(COMMENT_TAGS, COMMENT_ATTRIBUTES)
LESSON = Policy(LESSON_TAGS, LESSON_ATTRIBUTES)


def sanitise(html: str, policy: Policy) -> str:
    """Give `html` with nothing in it that the policy does not name. Code blocks can be reached by keyboard."""
    return nh3.clean(
        html,
        tags=set(policy.tags),
        attributes=policy.attributes,
        attribute_filter=_kept,
        set_tag_attribute_values={"pre": {"tabindex": "0"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _kept(_tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if aim_of(value) is not Aim.NOWHERE else None
    if name == "src":
        return value if aim_of(value) is Aim.BESIDE else None
    pattern = _VALUES.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None
