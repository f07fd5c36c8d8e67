"""Files of WordPress and Blogger as records: pure readers."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from coursesite.blog.importing import dates
from coursesite.blog.importing.opening import records
from coursesite.blog.importing.records import BlogInfo, Doubt, Entry, FoundComment, LeftOut, Record, Standing, Verdict
from tests.blog.importing.arrivals import SAMPLES

T = TypeVar("T")


def read(name: str) -> list[Record]:
    return list(records(SAMPLES / name))


def of(kind: type[T], found: list[Record]) -> list[T]:
    return [record for record in found if isinstance(record, kind)]


def entry(name: str, title: str) -> Entry:
    return next(one for one in of(Entry, read(name)) if one.title == title)


def test_wordpress_says_whose_blog_it_is() -> None:
    info = of(BlogInfo, read("wordpress-1.2.xml"))[0]
    assert (info.title, info.address, info.program, info.version) == (
        "Calm at the Counter",
        "calm.example",
        "wordpress",
        "1.2",
    )


def test_a_post_has_its_title_slug_address_author_and_moment() -> None:
    found = entry("wordpress-1.2.xml", "Two kinds of sorry & one that helps")
    assert found.slug == "two-kinds-of-sorry"
    assert found.address == "https://calm.example/2019/05/two-kinds-of-sorry/"
    assert found.author == "maren"
    assert found.published == datetime(2019, 5, 3, 8, 15, tzinfo=UTC)
    assert found.modified == datetime(2019, 6, 1, 7, 0, tzinfo=UTC)
    assert found.sticky
    assert found.comments_open


def test_tags_and_categories_come_together_without_uncategorized_and_post_formats() -> None:
    assert entry("wordpress-1.2.xml", "Two kinds of sorry & one that helps").tags == ("On the phone", "listening")


def test_the_doubled_categories_of_wxr_1_0_come_once() -> None:
    assert entry("wordpress-1.0.xml", "Hello, world").tags == ("Phone", "first calls")


@pytest.mark.parametrize(
    ("title", "standing"),
    [
        ("Before you answer", Standing.PUBLISHED),
        ("A draft", Standing.DRAFT),
        ("Next spring", Standing.SCHEDULED),
        ("For myself", Standing.PRIVATE),
        ("For the group", Standing.PROTECTED),
    ],
)
def test_where_a_post_stood_in_wordpress(title: str, standing: Standing) -> None:
    assert entry("wordpress-1.2.xml", title).standing is standing


def test_a_date_of_zeros_falls_back_to_the_feeds_then_to_the_local_one_then_to_none() -> None:
    assert entry("wordpress-1.2.xml", "Before you answer").published == datetime(2018, 11, 5, 7, 0, tzinfo=UTC)
    local = entry("wordpress-1.0.xml", "Hello world")
    assert local.published == datetime(2009, 12, 24, 18, 0, tzinfo=UTC)
    assert local.has_local_time
    assert entry("wordpress-1.0.xml", "Without any day").published is None


def test_a_draft_has_no_date_of_publishing() -> None:
    found = entry("wordpress-1.2.xml", "A draft")
    assert (found.published, found.modified) == (None, datetime(2020, 1, 5, 10, 0, tzinfo=UTC))


def test_comments_come_with_parents_states_and_dates() -> None:
    found = {one.name: one for one in of(FoundComment, read("wordpress-1.2.xml"))}
    assert set(found) == {"Maren Holt", "Dana", "Ioana", "Gergő"}
    assert found["Maren Holt"].parent == found["Dana"].called
    assert found["Dana"].parent == ""
    assert found["Gergő"].verdict is Verdict.HELD
    assert found["Dana"].moment == datetime(2019, 5, 3, 12, 30, tzinfo=UTC)
    assert found["Maren Holt"].of_author
    assert not found["Dana"].of_author


def test_what_is_no_comment_and_what_was_thrown_away_is_counted() -> None:
    kinds = sorted(one.kind for one in of(LeftOut, read("wordpress-1.2.xml")))
    assert kinds == [
        "comment:note",
        "comment:pingback",
        "comment:spam",
        "comment:trackback",
        "entry:nav_menu_item",
        "entry:trash",
    ]


def test_namespaces_with_https_are_read_alike() -> None:
    found = entry("wordpress-1.1-https.xml", "Naïve questions — and good ones")
    assert found.slug == "naive-questions"
    assert not found.comments_open


def test_an_empty_line_before_the_declaration_does_no_harm() -> None:
    assert (SAMPLES / "wordpress-1.0.xml").read_bytes().startswith(b"\n<?xml")
    assert of(BlogInfo, read("wordpress-1.0.xml"))[0].version == "1.0"


def test_bloggers_older_form_is_told_apart_by_its_categories() -> None:
    found = read("blogger.xml")
    assert [(one.kind, one.title, one.standing) for one in of(Entry, found)] == [
        ("post", "What silence says", Standing.PUBLISHED),
        ("post", "", Standing.DRAFT),
        ("page", "Who writes here", Standing.PUBLISHED),
    ]
    assert sorted(one.kind for one in of(LeftOut, found)) == ["comment:trash", "entry:settings", "entry:template"]


def test_bloggers_newer_form_is_told_apart_by_its_types() -> None:
    found = read("takeout.atom")
    assert [(one.kind, one.title, one.standing) for one in of(Entry, found)] == [
        ("post", "What silence says", Standing.PUBLISHED),
        ("post", "For next year", Standing.SCHEDULED),
        ("page", "Who writes here", Standing.DRAFT),
    ]
    assert sorted(one.kind for one in of(LeftOut, found)) == ["comment:spam", "entry:trash"]
    verdicts = {one.name: one.verdict for one in of(FoundComment, found)}
    assert verdicts == {"Awa Diop": Verdict.APPROVED, "Anonymous": Verdict.APPROVED, "Dana": Verdict.HELD}


@pytest.mark.parametrize("name", ["blogger.xml", "takeout.atom"])
def test_bloggers_comments_know_their_post_and_what_they_answer(name: str) -> None:
    found = {one.name: one for one in of(FoundComment, read(name))}
    post = of(Entry, read(name))[0]
    assert found["Awa Diop"].parent == found["Anonymous"].identity
    assert {one.entry for one in found.values()} == {post.identity}


def test_both_of_bloggers_forms_name_a_post_alike_and_know_its_old_path() -> None:
    older, newer = of(Entry, read("blogger.xml"))[0], of(Entry, read("takeout.atom"))[0]
    assert older.identity == newer.identity
    assert older.slug == newer.slug == "what-silence-says"
    assert newer.address.endswith("/2011/03/what-silence-says.html")


def test_bloggers_one_address_for_everybody_is_nobodys() -> None:
    assert {one.mail for one in of(FoundComment, read("blogger.xml"))} == {""}


def of_text(tmp_path: Path, data: bytes) -> list[Record]:
    file = tmp_path / "export.xml"
    file.write_bytes(data)
    return list(records(file))


def small(content: bytes, head: bytes = b'<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return (
        head
        + b'<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        + b"<channel><wp:wxr_version>1.2</wp:wxr_version><item><title>One</title><content:encoded>"
        + content
        + b"</content:encoded><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type></item></channel></rss>"
    )


def test_control_characters_are_taken_out_and_counted(tmp_path: Path) -> None:
    found = of_text(tmp_path, small(b"<![CDATA[a\x08b\x0bc]]> &#8; &#x1F; d"))
    assert of(Entry, found)[0].html.split() == ["abc", "d"]
    assert [one.sentence for one in of(Doubt, found)] == [
        "Four control characters that no text may hold were taken out."
    ]


def test_bytes_of_another_encoding_are_read_as_windows_wrote_them(tmp_path: Path) -> None:
    found = of_text(tmp_path, small("caf\u00e9 ".encode() + b"na\xefve \x93quoted\x94"))
    assert of(Entry, found)[0].html == "café naïve “quoted”"
    assert "Three characters in another encoding" in of(Doubt, found)[0].sentence


def test_an_encoding_that_the_file_names_is_believed(tmp_path: Path) -> None:
    found = of_text(tmp_path, small(b"na\xefve", b'<?xml version="1.0" encoding="ISO-8859-1"?>'))
    assert of(Entry, found)[0].html == "naïve"
    assert of(Doubt, found) == []


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    text = small("naïve €".encode(), b'<?xml version="1.0" encoding="UTF-16"?>').decode()
    assert of(Entry, of_text(tmp_path, text.encode("utf-16")))[0].html == "naïve €"


def test_entities_of_html_outside_of_cdata_are_understood(tmp_path: Path) -> None:
    assert of(Entry, of_text(tmp_path, small(b"a&nbsp;b &hellip; &amp;copy; &lt;i&gt;")))[0].html == (
        "a\u00a0b … &copy; <i>"
    )


def test_a_mended_character_may_stand_where_two_pieces_of_the_file_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for size in range(20, 60):
        monkeypatch.setattr("coursesite.blog.importing.mending.CHUNK", size)
        text = b"a&nbsp;b\xc3\xa9&#x1F;c&hellip;d<![CDATA[&nbsp;&#8;]x]]>&hellip;<![CDATA[]]>&hellip;"
        assert of(Entry, of_text(tmp_path, small(text)))[0].html == "a\u00a0béc…d&nbsp;&#8;]x……"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2019-05-03T10:00:00.001-07:00", datetime(2019, 5, 3, 17, 0, tzinfo=UTC)),
        ("2019-05-03T10:00:00Z", datetime(2019, 5, 3, 10, 0, tzinfo=UTC)),
        ("", None),
        ("yesterday", None),
    ],
)
def test_moments_of_atom(written: str, moment: datetime | None) -> None:
    assert dates.iso(written) == moment


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Fri, 03 May 2019 10:00:00 +0200", datetime(2019, 5, 3, 8, 0, tzinfo=UTC)),
        ("Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("", None),
        ("Fri, 99 May 2019 10:00:00 +0000", None),
    ],
)
def test_moments_of_rss(written: str, moment: datetime | None) -> None:
    assert dates.mail(written) == moment


@pytest.mark.parametrize("written", ["0000-00-00 00:00:00", "2019-13-03 10:00:00", "1899-01-01 00:00:00", ""])
def test_what_is_no_moment_of_wordpress(written: str) -> None:
    assert dates.sql(written) is None
