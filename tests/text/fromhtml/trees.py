"""HTML of the kinds that blogs hold, put together at random."""

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

_PLAIN = r"""
    call Dana it's 1. 12) - + * # ## > --- === ~~~ ``` ` `` _ __ _x_ a_b ** | a|b |---| : a: [x] [a](b) ![i](j)
    [^1] *[A]: <b> &lt; & &copy \ \* ! ] ( https://example.org/a_b <!-- --> [!NOTE] Question: שלום {x} $1
    www.example.org d@example.org ~ ^ = '' "q" :: … !! [[gap]]
"""
WORDS = [
    *_PLAIN.split(),
    "« é »",
    "\xa0",
    "  ",
    "\n",
    "1986. It",
]
ADDRESSES = [
    "https://example.org/",
    "https://example.org/a_(b)?c=1&d=2#e",
    "mailto:d@example.org",
    "page.html",
    "/a/b c",
]

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).flatmap(
    lambda found: st.sampled_from([" ".join(found), "".join(found)])
)
texts = words.map(lambda text: escape(text, quote=False))
images = st.sampled_from(["desk", "a [desk]", "*", "x_y_"]).map(lambda alt: f'<img src="images/desk.jpg" alt="{alt}">')
codes = words.map(lambda text: f"<code>{escape(text)}</code>")


links = st.sampled_from(ADDRESSES).map(escape)


def marked_words(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["b", "strong", "i", "em", "span"])
    return st.one_of(
        st.tuples(tags, st.lists(inner, min_size=1, max_size=3)).map(lambda p: f"<{p[0]}>{''.join(p[1])}</{p[0]}>"),
        st.tuples(links, texts).map(lambda p: f'<a href="{p[0]}">{p[1]}</a>'),
    )


def marked(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pictures = st.tuples(links, images).map(lambda p: f'<a href="{p[0]}"><b>{p[1]}</b></a>')
    return st.one_of(marked_words(inner), pictures)


leaves = st.one_of(texts, texts, texts, codes, images, st.just("<br>"))
inline = st.recursive(leaves, marked, max_leaves=4)
lines = st.lists(inline, min_size=1, max_size=4).map("".join)
in_one_line = st.lists(st.recursive(st.one_of(texts, codes), marked, max_leaves=3), min_size=1, max_size=3).map("".join)


def table(rows: list[list[str]], head: bool) -> str:
    width = max(map(len, rows))
    filled = [row + [""] * (width - len(row)) for row in rows]
    tags = ["th" if head and number == 0 else "td" for number in range(len(filled))]
    body = "".join(
        f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in row)}</tr>" for tag, row in zip(tags, filled, strict=True)
    )
    return f"<table>{body}</table>"


tables = st.builds(
    table, st.lists(st.lists(in_one_line, min_size=2, max_size=3), min_size=2, max_size=3), st.booleans()
)
pres = st.lists(st.sampled_from([*WORDS, "\n\n", "    x", "\tx", "x  "]), min_size=1, max_size=5).map(
    lambda pieces: f"<pre>{escape(''.join(pieces))}</pre>"
)
paragraphs = lines.map(lambda line: f"<p>{line}</p>")
entries = st.tuples(in_one_line, st.lists(paragraphs, min_size=1, max_size=2)).map(
    lambda entry: f"<dt>t{entry[0]}</dt><dd>d{''.join(entry[1])}</dd>"
)
terms = st.lists(entries, min_size=1, max_size=2).map(lambda found: f"<dl>{''.join(found)}</dl>")
simple = st.one_of(
    paragraphs,
    paragraphs,
    lines.map(lambda line: f"<div>{line}</div>"),
    lines,
    st.tuples(st.sampled_from("23456"), in_one_line).map(lambda p: f"<h{p[0]}>{p[1]}</h{p[0]}>"),
    pres,
    tables,
    st.just("<hr>"),
)


def holding(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3).map("".join)
    items = st.lists(several, min_size=1, max_size=3).map(lambda all_: "".join(f"<li>{item}</li>" for item in all_))
    return st.one_of(
        items.map(lambda inside: f"<ul>{inside}</ul>"),
        items.map(lambda inside: f"<ol>{inside}</ol>"),
        items.map(lambda inside: f'<ol start="3">{inside}</ol>'),
        several.map(lambda inside: f"<blockquote>{inside}</blockquote>"),
        several.map(lambda inside: f"<div>{inside}</div>"),
    )


blocks = st.one_of(st.recursive(simple, holding, max_leaves=5), terms)
posts = st.lists(blocks, min_size=1, max_size=4).map("".join)

said = st.recursive(
    st.one_of(
        st.lists(
            st.recursive(st.one_of(texts, texts, codes, st.just("<br>")), marked_words, max_leaves=4), min_size=1
        ).map(lambda found: f"<p>{''.join(found)}</p>"),
        pres,
    ),
    holding,
    max_leaves=4,
)
comments = st.lists(said, min_size=1, max_size=3).map("".join)
