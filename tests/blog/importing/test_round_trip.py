"""Whatever a coach or a reader has typed comes back out of the file as it was, to the byte."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coursesite.blog.exporting import items
from coursesite.blog.exporting.queries import CommentRow, PieceRow
from coursesite.blog.exporting.talk import comment
from coursesite.blog.importing import own
from coursesite.blog.importing.opening import records
from coursesite.blog.importing.records import Entry, FoundComment, Record, Standing, Verdict
from coursesite.blog.posts.feeds.making import Site
from coursesite.library.models import State
from coursesite.library.tree import fingerprint

SITE = Site("Steady Ground", "Short courses.", "http://localhost")
MOMENT = datetime(2019, 5, 3, 8, 15, tzinfo=UTC)
HEAD = (
    '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    "<wp:wxr_version>1.2</wp:wxr_version><generator>coursesite</generator>"
)
HARD = st.sampled_from(
    ["]]>", "<![CDATA[", "&nbsp;", "&amp;", "&#8;", "\r\n", "\x08", "\ufffe", "<b>", "🙂", "\u00a0", "é"]
)
TEXT = st.lists(HARD | st.text(max_size=20), max_size=12).map("".join)
LINE = TEXT.map(lambda text: " ".join(text.split())).filter(bool)


def piece(title: str, source: bytes, html: str, state: State) -> PieceRow:
    return PieceRow(
        id=1,
        key="abcd23",
        kind="post",
        slug="a-post",
        state=state.value,
        title=title,
        summary="A summary.",
        path="blog/2019-05-03-a-post.md",
        author="Maren Holt",
        comments_open=True,
        published_at=MOMENT,
        created_at=MOMENT,
        source=source,
        compiled={"blocks": [{"prose": html}], "sources": ""},
        closed_at=None,
    )


def said(source: str, html: str, name: str, state: str) -> CommentRow:
    return CommentRow(
        id=7,
        name=name,
        site="",
        by_coach=False,
        source=source,
        html=html,
        state=state,
        pinned_at=None,
        created_at=MOMENT,
        edited_at=None,
        once="a-value-of-a-form",
        guest_key="c0ffee00c0ffee00",
        address=None,
        account_name=None,
        account_key=None,
        account_erased_at=None,
    )


def read(text: str) -> list[Record]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "blog.xml"
        file.write_text(text, encoding="utf-8", newline="")
        return list(records(file))


@given(LINE, TEXT, TEXT, st.sampled_from([State.PUBLISHED, State.DRAFT, State.SCHEDULED, State.ARCHIVED]))
def test_a_posts_bytes_and_state_come_back(title: str, source: str, html: str, state: State) -> None:
    data = source.encode("utf-8", "replace")
    html = html.encode("utf-8", "replace").decode()
    row = piece(title.encode("utf-8", "replace").decode(), data, html, state)
    found = read(HEAD + items.opening(row, 3, SITE, "maren-holt", [], []) + items.CLOSING + "</channel></rss>")
    (entry,) = [one for one in found if isinstance(one, Entry)]
    assert entry.own is not None
    assert fingerprint(entry.own.source) == fingerprint(data)
    assert entry.identity == f"{own.ENTRY}abcd23"
    assert entry.standing == Standing(state.value)


@given(LINE, TEXT, TEXT, st.sampled_from(["approved", "held"]))
def test_a_comments_words_and_state_come_back(name: str, source: str, html: str, state: str) -> None:
    source, html, name = (text.encode("utf-8", "replace").decode() for text in (source, html, name))
    written = comment(said(source, html, name, state), 1, 0, with_address=False)
    post = items.opening(piece("T", b"x", "x", State.PUBLISHED), 3, SITE, "maren-holt", [], [])
    found = read(HEAD + post + written + items.CLOSING + "</channel></rss>")
    (back,) = [one for one in found if isinstance(one, FoundComment)]
    assert back.markdown == source
    assert back.verdict == Verdict(state)
    assert back.guest == "c0ffee00c0ffee00"
    assert back.identity == own.COMMENT + own.comment_identity("a-value-of-a-form")
