"""Text from strangers is never live: hostile strings through both kinds, read back as a browser would read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.text.markup import Kind, Rendered, render, render_document
from coursesite.text.plain import plain_text
from coursesite.text.sanitise import COMMENT as COMMENT_POLICY
from coursesite.text.sanitise import LESSON as LESSON_POLICY
from coursesite.text.sanitise import sanitise

COMMENT = {
    "p": set(),
    "br": set(),
    "em": set(),
    "strong": set(),
    "a": {"href", "rel"},
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "blockquote": set(),
    "code": {"class"},
    "pre": {"tabindex"},
}
LESSON = COMMENT | {
    "a": {"href", "rel", "title", "aria-label", "class"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "hr": set(),
    "dl": set(),
    "dt": set(),
    "dd": set(),
    "img": {"src", "alt", "width", "height", "loading", "title"},
    "figure": set(),
    "figcaption": set(),
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"class", "scope"},
    "td": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "aside": {"class", "role"},
    "p": {"class"},
    "sup": {"class", "id"},
    "abbr": {"title"},
    "ol": {"class", "start"},
    "li": {"id"},
}
ALLOWED = {Kind.COMMENT: COMMENT, Kind.LESSON: LESSON}

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script/x>",
    "</p><script>alert(1)</script><p>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<img/src='x'/onerror='alert(1)'>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<image src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='javascript:alert(1)'>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<select onfocus=alert(1) autofocus></select>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<style>*{background:url(//e.example)}</style>",
    "<link rel=stylesheet href=//e.example/x.css>",
    "<base href='//e.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<body onload=alert(1)>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=\"x\" onclick='alert(1)'>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<xss id=x tabindex=1 onfocus=alert(1)>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<%<script>alert(1)</script>%>",
    "<\x00script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "\x02<script>\x03alert(1)",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x02amp\x03 \x0260\x03script\x0262\x03",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&#x3a;alert(1))",
    "[x](java&#9;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java script:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "[x](feed:javascript:alert(1))",
    "[x](view-source:javascript:alert(1))",
    "[x](blob:https://e.example/1)",
    "[x](//e.example)",
    "[x](/\\e.example)",
    "[x](\\\\e.example)",
    "[x](https:e.example)",
    "[x](https:///e.example)",
    "[x](http:\\\\e.example)",
    '[x](https://e.example/"onmouseover="alert(1))',
    "[x](https://e.example 'x\" onmouseover=\"alert(1)')",
    "[x](https://e.example \"x' onmouseover='alert(1)\")",
    "[x](https://e.example/`onmouseover=alert(1))",
    "[x][r]\n\n[r]: javascript:alert(1)",
    '[x][r]\n\n[r]: <javascript:alert(1)> "t"',
    "[r]\n\n[r]: data:text/html,x",
    "<javascript:alert(1)>",
    "<javascript://x%0aalert(1)>",
    "<JAVASCRIPT://%0aalert(1)>",
    "<data://x,<script>alert(1)</script>>",
    '<"onmouseover=alert(1)@e.example>',
    '<x@e.example"onmouseover=alert(1)>',
    'https://e.example/"onmouseover=alert(1)',
    "https://e.example/'><script>alert(1)</script>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "![x](https://e.example/pixel.gif)",
    "![x](//e.example/pixel.gif)",
    '![x" onerror="alert(1)](images/x.png)',
    '!["onerror=alert(1)](images/x.png "t\\" onerror=alert(1)")',
    '![<script>alert(1)</script>](images/x.png "<script>alert(1)</script>")',
    "[![x](javascript:alert(1))](javascript:alert(1))",
    "[<img src=x onerror=alert(1)>](https://e.example)",
    '```"><script>alert(1)</script>\nx\n```',
    "``` {.x onclick=alert(1)}\nx\n```",
    "```html\n<script>alert(1)</script>\n```",
    '```x" onload="alert(1)\nx\n```',
    "    <script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "``<img src=x onerror=alert(1)>``",
    "## <img src=x onerror=alert(1)>",
    "## x {onclick=alert(1)}",
    "## x {: onclick=alert(1) }",
    "*x*{: style='color:red' onclick=alert(1) }",
    '| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | "x |',
    '| " onfocus=alert(1) x=" |\n|---|\n| x |',
    "> [!NOTE] <script>alert(1)</script>\n> <img src=x onerror=alert(1)>",
    '> [!"onclick=alert(1)]\n> x',
    "> <script>alert(1)</script>",
    "- <script>alert(1)</script>\n  - <svg onload=alert(1)>",
    "x\n:   <script>alert(1)</script>",
    '*[x]: " onmouseover=alert(1) y="\n\nx',
    "*[x]: <script>alert(1)</script>\n\nx",
    "x[^a]\n\n[^a]: <script>alert(1)</script> [y](javascript:alert(1))",
    'x[^a"onclick=alert(1)]\n\n[^a"onclick=alert(1)]: " onclick=alert(1) x="',
    "[^<script>alert(1)</script>]",
    "x[^<b>]\n\n[^<b>]: y",
    "<div markdown=1><script>alert(1)</script></div>",
    "<p>*x*</p><script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "<!-- id: x --><script>alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    "<ｓcript>alert(1)</ｓcript>",
    "\u202e<script>alert(1)</script>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\ud83d<script>alert(1)</script>".encode("utf-8", "replace").decode(),
    "<a\x0bhref='javascript:alert(1)'>x</a>",
    "<a href='https://e.example' rel='opener' target='_blank'>x</a>",
    "<h2 id='main'>x</h2>",
    "## main",
]


def elements(tree: Element) -> Iterator[Element]:
    return (element for element in tree.iter() if element.tag != "DOCUMENT_FRAGMENT")


def parsed(html: str) -> Element:
    tree: Element = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return tree


def leads_nowhere_bad(address: str) -> bool:
    """Read an address as browsers do: control characters and outer space fall away before the scheme is looked for."""
    address = re.sub(r"[\x00-\x20\x7f]", "", unescape(address)).replace("\\", "/")
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    if scheme:
        return scheme[1].lower() == "mailto" or re.match(r"(?i)https?://[^/]", address) is not None
    return not address.startswith("//")


def assert_tame(html: str, kind: Kind) -> None:
    for element in elements(parsed(html)):
        assert element.tag in ALLOWED[kind], html
        assert set(element.attrib) <= ALLOWED[kind][element.tag], html
        for name in ("href", "src"):
            assert leads_nowhere_bad(element.get(name, "")), html
        assert not re.match(r"(?i)(?:https?:)?//", element.get("src", "")), html
        if element.get("id"):
            assert re.match(r"(?:h|cite|source)-", element.get("id", "")), html


def rendered(payload: str, kind: Kind) -> Rendered:
    return render_document(payload) if kind is Kind.LESSON else render(payload, kind=kind)


def test_there_are_more_than_a_hundred_of_them() -> None:
    assert len(set(PAYLOADS)) > 100


def test_the_oracle_sees_what_is_live() -> None:
    for live in (
        "<script>x</script>",
        "<p onclick='x'>y</p>",
        "<a href='java\tscript:x'>y</a>",
        "<a href='//e.example'>y</a>",
        "<img src='https://e.example/x'>",
        "<h2 id='main'>x</h2>",
    ):
        with pytest.raises(AssertionError):
            assert_tame(live, Kind.LESSON)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_hostile_is_live(payload: str, kind: Kind) -> None:
    for text in (payload, f"Well, {payload} indeed.", f"> {payload}", f"- {payload}\n- {payload}"):
        assert_tame(rendered(text, kind).html, kind)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_last_gate_holds_by_itself(payload: str) -> None:
    assert_tame(sanitise(payload, COMMENT_POLICY), Kind.COMMENT)
    assert_tame(sanitise(payload, LESSON_POLICY), Kind.LESSON)


@pytest.mark.parametrize("kind", list(Kind))
def test_raw_html_is_shown_as_the_text_it_is(kind: Kind) -> None:
    html = rendered("Say <b>yes</b> & <script>alert(1)</script>", kind).html
    assert plain_text(html) == "Say <b>yes</b> & <script>alert(1)</script>"


@pytest.mark.parametrize("kind", list(Kind))
def test_blocks_of_raw_html_are_shown_as_text_too(kind: Kind) -> None:
    assert plain_text(rendered("a\n\n<div>\nb *c*\n</div>\n\nd", kind).html) == "a\n<div>\nb c\n</div>\nd"


@given(st.lists(st.sampled_from([*PAYLOADS, "\n", "\n\n", "*", "`", "[", "](", ")", "|", "> ", "- ", " "]), max_size=6))
@settings(max_examples=150, deadline=None)
def test_nothing_hostile_is_live_in_any_mixture(pieces: list[str]) -> None:
    for kind in Kind:
        assert_tame(rendered("".join(pieces), kind).html, kind)
