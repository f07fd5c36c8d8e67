"""A blog brought along: what stands here afterwards, and what was said before."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from coursesite.accounts.models import Role
from coursesite.blog.importing import showing, tasks
from coursesite.blog.importing.models import ImportItem, ImportRun
from coursesite.blog.importing.preparing import prepare
from coursesite.blog.importing.showing import Taken
from coursesite.blog.models import Comment, Discussion, Guest
from coursesite.cli.content import pull_tree, push_tree
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import OldAddress, Piece, PostTag, Revision
from coursesite.library.search.models import SearchEntry
from tests.blog.importing.arrivals import NOW, SAMPLES, Arrivals
from tests.factories import make_user


def test_a_post_becomes_a_markdown_file_with_all_that_it_says_about_itself(arrivals: Arrivals, wordpress: Path) -> None:
    arrivals.take_in(wordpress)
    piece = arrivals.piece("two-kinds-of-sorry")
    assert arrivals.source("two-kinds-of-sorry") == (
        "---\n"
        f"key: {piece.key}\n"
        "title: Two kinds of sorry & one that helps\n"
        "summary: There is a sorry that ends a talk, and one that opens it. I wrote about this before you answer.\n"
        "tags: On the phone, listening\n"
        "author: Maren Holt\n"
        "published: 2019-05-03 08:15\n"
        "---\n"
        "\n"
        "There is a sorry that ends a talk, and one that **opens** it. I wrote about this "
        "[before you answer](2018-11-05-before-you-answer.md).\n"
        "\n"
        "## What they hear\n"
        "\n"
        "- that you counted the calls\n"
        "- that it has a name\n"
        "\n"
        "[A desk by a window](https://calm.example/wp-content/uploads/2019/05/desk.jpg)\n"
        "\n"
        "Which one do you say?\n"
    )
    assert (piece.state, piece.author, piece.comments_open) == ("published", "Maren Holt", True)
    assert piece.published_at == datetime(2019, 5, 3, 8, 15, tzinfo=UTC)
    assert [tag.slug for tag in arrivals.rows(PostTag, PostTag.place) if tag.piece_id == piece.id] == [
        "on-the-phone",
        "listening",
    ]


def test_what_stood_otherwise_than_published_is_kept_as_it_stood(arrivals: Arrivals, wordpress: Path) -> None:
    arrivals.take_in(wordpress)
    assert {piece.slug: piece.state for piece in arrivals.rows(Piece)} == {
        "two-kinds-of-sorry": "published",
        "before-you-answer": "published",
        "a-draft": "draft",
        "next-spring": "scheduled",
        "for-myself": "draft",
        "for-the-group": "draft",
        "about-maren": "published",
        "page-search": "published",
    }


def test_the_dry_run_counts_everything_and_names_every_doubt(arrivals: Arrivals, wordpress: Path) -> None:
    said = arrivals.dry_run(wordpress)
    counts = {name: said.counts[name] for name in ("posts", "drafts", "scheduled", "pages", "approved", "held", "old")}
    assert counts == {"posts": 2, "drafts": 3, "scheduled": 1, "pages": 2, "approved": 3, "held": 1, "old": 6}
    assert said.counts["left"] == {
        "comment:note": 1,
        "comment:pingback": 1,
        "comment:spam": 1,
        "comment:trackback": 1,
        "entry:nav_menu_item": 1,
        "entry:trash": 1,
    }
    desk = "https://calm.example/wp-content/uploads/2019/05/desk.jpg"
    first = "“Two kinds of sorry & one that helps”"
    for line in (
        f"{first}: It was pinned above the others; here posts stand by their dates.",
        f"{first}: The picture “{desk}” is missing; its description became a link to it.",
        f"{first}: One comment answers what isn't in the file, and will stand alone.",
        "“For myself”: It was private, and comes as a draft.",
        "“For the group”: It was protected by a password, and comes as a draft.",
        "“Search”: The site itself answers at “search”, so that its address becomes “page-search”.",
    ):
        assert line in said.doubts
    assert arrivals.rows(Piece) == []
    assert arrivals.rows(ImportRun) == []


def test_what_has_no_date_is_a_draft_and_what_has_a_taken_name_gets_another(arrivals: Arrivals) -> None:
    said = arrivals.take_in(SAMPLES / "wordpress-1.0.xml")
    assert arrivals.piece("no-day").state == "draft"
    assert "“Without any day”: It has no date, and comes as a draft." in said.doubts
    assert "“Hello world”: The address “hello-world” is taken, so that it becomes “hello-world-2”." in said.doubts
    assert "One date came without a time zone: read as UTC." in said.doubts
    assert any("had an address such as /?p=123" in line for line in said.doubts)


def test_threads_stand_although_answers_come_first_in_the_file(arrivals: Arrivals, wordpress: Path) -> None:
    arrivals.take_in(wordpress)
    found = arrivals.comments("two-kinds-of-sorry")
    assert [(one.name, one.level, one.state) for one in found] == [
        ("Dana", 1, "approved"),
        ("Maren Holt", 2, "approved"),
        ("Gergő", 2, "held"),
        ("Ioana", 1, "approved"),
    ]
    assert found[0].below == 1
    assert found[1].parent_id == found[0].id
    assert found[2].parent_id == found[0].id  # what it answered was spam, which answered Dana
    assert found[3].parent_id is None
    assert arrivals.discussion("two-kinds-of-sorry").comments == 3


def test_comments_keep_their_words_dates_and_sites_and_show_no_mail_address(
    arrivals: Arrivals, wordpress: Path
) -> None:
    arrivals.take_in(wordpress)
    dana, maren = arrivals.comments("two-kinds-of-sorry")[:2]
    assert dana.created_at == dana.shown_at == datetime(2019, 5, 3, 12, 30, tzinfo=UTC)
    assert dana.site == "http://dana.example/"
    assert maren.source == "Both, *Dana*.\n\nIn that order."
    assert maren.html == "<p>Both, <em>Dana</em>.</p>\n<p>In that order.</p>"
    guests = {guest.id: guest for guest in arrivals.rows(Guest)}
    assert guests[dana.guest_id].address == "dana@mail.example"


def test_nobody_is_trusted_for_having_been_imported(arrivals: Arrivals, wordpress: Path) -> None:
    arrivals.take_in(wordpress)
    assert {(guest.confirmed_at, guest.user_id) for guest in arrivals.rows(Guest)} == {(None, None)}
    assert {comment.user_id for comment in arrivals.rows(Comment)} == {None}


def test_a_coach_is_marked_only_where_the_old_blog_knew_them_by_a_coachs_address(
    arrivals: Arrivals, wordpress: Path, tmp_path: Path
) -> None:
    make_user(arrivals.database, role=Role.COACH, address="maren@calm.example")
    make_user(arrivals.database, role=Role.LEARNER, address="ioana@mail.example")
    text = wordpress.read_text(encoding="utf-8")
    # A stranger who typed the coach's address into the old blog was no writer of that blog.
    file = tmp_path / "export.xml"
    file.write_text(text.replace("dana@mail.example", "maren@calm.example"), encoding="utf-8")
    arrivals.take_in(file)
    assert {one.name: one.by_coach for one in arrivals.rows(Comment)} == {
        "Dana": False,
        "Maren Holt": True,
        "Ioana": False,
        "Gergő": False,
    }


def test_old_addresses_lead_to_the_new_ones(arrivals: Arrivals, wordpress: Path, client: FlaskClient) -> None:
    arrivals.take_in(wordpress)
    led = client.get("/2019/05/two-kinds-of-sorry/")
    assert (led.status_code, led.headers["Location"]) == (301, "/blog/two-kinds-of-sorry/")
    assert client.get("/about-maren/").headers["Location"] == "/about-maren"
    assert client.get("/2020/02/for-myself/").status_code == 404


def test_bloggers_old_paths_lead_on_too(arrivals: Arrivals, client: FlaskClient) -> None:
    arrivals.take_in(SAMPLES / "takeout.atom")
    assert client.get("/2011/03/what-silence-says.html").headers["Location"] == "/blog/what-silence-says/"


def test_search_finds_what_is_published_and_nothing_else(arrivals: Arrivals, wordpress: Path) -> None:
    arrivals.take_in(wordpress)
    assert {entry.address for entry in arrivals.rows(SearchEntry)} == {
        "/blog/two-kinds-of-sorry/",
        "/blog/before-you-answer/",
        "/about-maren",
        "/page-search",
    }


def test_search_learns_of_a_large_blog_right_after_it_is_shown_also_when_that_is_ended(
    arrivals: Arrivals, wordpress: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "SEARCHED_AT_ONCE", 1)
    monkeypatch.setattr(tasks, "SEARCHED_TOGETHER", 2)

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "_search", die)
        with pytest.raises(KeyboardInterrupt):
            arrivals.take_in(wordpress)
    assert len(arrivals.rows(SearchEntry)) == 1
    assert tasks.sweep(arrivals.database) == 0
    assert len(arrivals.rows(SearchEntry)) == 4
    assert len(arrivals.rows(Piece)) == 8


def everything(arrivals: Arrivals) -> dict[str, list[dict[str, object]]]:
    tables = (Piece, Revision, Comment, Guest, Discussion, OldAddress, PostTag, SearchEntry, ImportItem)
    return {
        table.__tablename__: sorted(
            ({key: value for key, value in vars(row).items() if key[0] != "_"} for row in arrivals.rows(table)),
            key=repr,
        )
        for table in tables
    }


@pytest.mark.parametrize(
    "name", ["wordpress-1.0.xml", "wordpress-1.1-https.xml", "wordpress-1.2.xml", "blogger.xml", "takeout.atom"]
)
def test_a_second_import_of_the_same_file_adds_nothing(arrivals: Arrivals, name: str) -> None:
    first = arrivals.take_in(SAMPLES / name)
    before = everything(arrivals)
    said = arrivals.take_in(SAMPLES / name)
    assert everything(arrivals) == before
    entries = sum(first.counts[kind] for kind in ("posts", "drafts", "scheduled", "pages"))
    assert said.counts["here"] == entries
    assert said.counts["comments_here"] == first.counts["approved"] + first.counts["held"]
    assert sum(said.counts[kind] for kind in ("posts", "drafts", "scheduled", "pages", "approved", "held")) == 0


NEW = """<wp:comment><wp:comment_id>200</wp:comment_id><wp:comment_author>Late</wp:comment_author>
<wp:comment_date_gmt>2024-01-01 10:00:00</wp:comment_date_gmt><wp:comment_content>Still true.</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>103</wp:comment_parent></wp:comment>"""


def test_a_newer_export_adds_what_is_new_and_leaves_what_was_changed_here(
    arrivals: Arrivals, wordpress: Path, tmp_path: Path
) -> None:
    arrivals.take_in(wordpress)
    with arrivals.database.writing() as session:
        session.get_one(Piece, arrivals.piece("before-you-answer").id).title = "Changed here"
        session.commit()
    text = wordpress.read_text(encoding="utf-8")
    text = text.replace("</wp:comment>", f"</wp:comment>{NEW}", 1).replace("Breathe out once.", "Breathe in once.")
    file = tmp_path / "newer.xml"
    file.write_text(text, encoding="utf-8")
    said = arrivals.take_in(file)
    assert (said.counts["approved"], said.counts["posts"]) == (1, 0)
    assert arrivals.piece("before-you-answer").title == "Changed here"
    assert "Breathe out once." in arrivals.source("before-you-answer")
    found = arrivals.comments("two-kinds-of-sorry")
    assert [(one.name, one.level, one.below) for one in found] == [
        ("Dana", 1, 2),
        ("Maren Holt", 2, 1),
        ("Late", 3, 0),
        ("Gergő", 2, 0),
        ("Ioana", 1, 0),
    ]
    assert arrivals.discussion("two-kinds-of-sorry").comments == 4


def test_nothing_is_seen_before_everything_is(
    arrivals: Arrivals, wordpress: Path, client: FlaskClient, database: Database, settings: Settings
) -> None:
    with arrivals.spool() as spool:
        prepare(database, spool, wordpress, NOW)
        run_id = tasks.begin(database, spool, "export.xml", "", NOW, None)
        show = tasks._show
        seen: dict[str, object] = {}

        def look(*arguments: object) -> None:
            seen["post"] = client.get("/blog/two-kinds-of-sorry/").status_code
            seen["old"] = client.get("/2019/05/two-kinds-of-sorry/").status_code
            seen["states"] = {piece.state for piece in arrivals.rows(Piece)}
            seen["comments"] = {comment.state for comment in arrivals.rows(Comment)}
            show(*arguments)  # type: ignore[arg-type]  # as it came

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(tasks, "_show", look)
            tasks.take_in(database, spool, run_id, settings.data_dir, NOW)
    assert seen == {"post": 404, "old": 404, "states": {"staged"}, "comments": {"~approved", "~held"}}
    assert client.get("/2019/05/two-kinds-of-sorry/").status_code == 301


def test_an_import_that_died_is_swept_away_and_the_next_one_takes_everything_in(
    arrivals: Arrivals, wordpress: Path, database: Database
) -> None:
    with arrivals.spool() as spool, pytest.MonkeyPatch.context() as patched:

        def die(*_arguments: object) -> None:
            raise KeyboardInterrupt

        patched.setattr(tasks, "_show", die)
        patched.setattr(tasks, "sweep_run", lambda *_arguments: None)
        prepare(database, spool, wordpress, NOW)
        run_id = tasks.begin(database, spool, "export.xml", "", NOW, None)
        with pytest.raises(KeyboardInterrupt):
            tasks.take_in(database, spool, run_id, arrivals.settings.data_dir, NOW)
    assert {piece.state for piece in arrivals.rows(Piece)} == {"staged"}
    assert tasks.sweep(database) == 1
    for table in (Piece, Revision, Comment, Guest, Discussion, OldAddress, PostTag, ImportItem, ImportRun):
        assert arrivals.rows(table) == []
    arrivals.take_in(wordpress)
    assert len(arrivals.rows(Piece)) == 8


def test_what_is_shown_is_never_swept_away(arrivals: Arrivals, wordpress: Path) -> None:
    arrivals.take_in(wordpress)
    assert tasks.sweep(arrivals.database) == 0
    assert len(arrivals.rows(Piece)) == 8


POST = """---
key: abcd23
title: Another one
summary: Of the same name.
---

Words.
"""


def test_a_name_that_is_taken_while_an_import_runs_stops_it_and_leaves_nothing(
    arrivals: Arrivals, wordpress: Path, settings: Settings, database: Database
) -> None:
    with arrivals.spool() as spool:
        prepare(database, spool, wordpress, NOW)
        (settings.content_dir / "blog").mkdir()
        (settings.content_dir / "blog" / "2026-01-01-before-you-answer.md").write_text(POST, encoding="utf-8")
        push_tree(database, settings.content_dir, data_dir=settings.data_dir, now=NOW)
        run_id = tasks.begin(database, spool, "export.xml", "", NOW, None)
        with pytest.raises(Taken, match="before-you-answer"):
            tasks.take_in(database, spool, run_id, settings.data_dir, NOW)
    assert [piece.key for piece in arrivals.rows(Piece)] == ["abcd23"]
    assert arrivals.rows(Comment) == []
    said = arrivals.take_in(wordpress)
    assert any("“before-you-answer” is taken" in line for line in said.doubts)


def test_pulling_writes_the_files_and_pushing_them_changes_nothing(
    arrivals: Arrivals, wordpress: Path, settings: Settings, database: Database
) -> None:
    arrivals.take_in(wordpress)
    pulled = pull_tree(database, settings.content_dir, data_dir=settings.data_dir)
    assert pulled.faults == []
    assert len(pulled.written) == 8
    revisions = {revision.id for revision in arrivals.rows(Revision)}
    pushed = push_tree(database, settings.content_dir, data_dir=settings.data_dir, now=NOW)
    assert pushed.faults == []
    assert {revision.id for revision in arrivals.rows(Revision)} == revisions


def test_an_import_writes_no_mail(arrivals: Arrivals, wordpress: Path) -> None:
    make_user(arrivals.database, role=Role.COACH)
    arrivals.take_in(wordpress)  # the database fixture fails the test if mail was written


def wxr(items: str) -> str:
    return (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>T</title><link>http://t.example</link><wp:wxr_version>1.2</wp:wxr_version>"
        f"{items}</channel></rss>"
    )


def item(number: int, content: str, rest: str = "") -> str:
    return (
        f"<item><title>Post {number}</title><link>http://t.example/post-{number}/</link>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_name>post-{number}</wp:post_name><wp:post_date_gmt>2019-05-03 08:15:00</wp:post_date_gmt>"
        f"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{rest}</item>"
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.xml"


def test_text_that_cannot_be_shown_is_kept_as_a_draft_with_its_words(arrivals: Arrivals, file: Path) -> None:
    long = "word " * 60_000
    file.write_text(wxr(item(1, long) + item(2, "<p>fine</p>")), encoding="utf-8")
    said = arrivals.take_in(file)
    assert arrivals.piece("post-1").state == "draft"
    assert "word word" in arrivals.source("post-1")
    assert arrivals.piece("post-2").state == "published"
    assert any("comes as a draft with its words alone" in line for line in said.doubts)


@pytest.mark.parametrize(
    "link", ["/2011/03/what-silence-says.html", "http://quiet.blogspot.com/2011/03/what-silence-says.html#c1"]
)
def test_a_link_between_posts_of_blogger_leads_to_where_the_post_stands_now(
    arrivals: Arrivals, file: Path, link: str
) -> None:
    text = (SAMPLES / "takeout.atom").read_text(encoding="utf-8")
    file.write_text(text.replace("Soon.", f'&lt;a href="{link}"&gt;Soon&lt;/a&gt;.'), encoding="utf-8")
    arrivals.take_in(file)
    assert "[Soon](2011-03-14-what-silence-says.md)" in arrivals.source("for-next-year")


def test_a_link_to_what_became_a_draft_leads_to_the_old_blog_again(arrivals: Arrivals, file: Path) -> None:
    link = '<p>See <a href="http://t.example/post-2/">there</a>.</p>'
    file.write_text(wxr(item(1, link) + item(2, "word " * 60_000) + item(3, "post-2.md")), encoding="utf-8")
    said = arrivals.take_in(file)
    assert arrivals.piece("post-2").state == "draft"
    assert "[there](http://t.example/post-2/)" in arrivals.source("post-1")
    assert not any("times" in line for line in said.doubts)


def test_a_page_that_cannot_be_shown_takes_no_posts_name(arrivals: Arrivals, file: Path) -> None:
    page = item(2, "word " * 60_000).replace(">post<", ">page<").replace("post-2", "post-1")
    file.write_text(wxr(item(1, "x") + page), encoding="utf-8")
    arrivals.take_in(file)
    first, second = sorted(arrivals.rows(Piece), key=lambda piece: len(piece.slug))
    assert (first.slug, first.state) == ("post-1", "published")
    assert (second.slug, second.state, second.kind) == (f"post-1-{second.key}", "draft", "post")
    assert second.path == f"blog/2019-05-03-post-1-{second.key}.md"


def test_brackets_without_end_stall_nothing(arrivals: Arrivals, file: Path) -> None:
    file.write_text(wxr(item(1, "[a" * 20_000)), encoding="utf-8")
    arrivals.take_in(file)
    assert "a" in arrivals.source("post-1")


def test_more_tags_than_a_post_may_have_are_named(arrivals: Arrivals, file: Path) -> None:
    tags = "".join(f'<category domain="post_tag"><![CDATA[tag {n}]]></category>' for n in range(14))
    file.write_text(wxr(item(1, "x", tags)), encoding="utf-8")
    said = arrivals.take_in(file)
    assert len(arrivals.rows(PostTag)) == 12
    sentence = "It has 14 tags and categories, and a post may have 12. Left out: tag 12, tag 13."
    assert f"“Post 1”: {sentence}" in said.doubts


def test_a_link_to_what_stays_a_draft_goes_on_leading_to_the_old_blog(arrivals: Arrivals, file: Path) -> None:
    link = '<a href="/post-2/">there</a>'
    draft = item(2, "x").replace("publish<", "draft<")
    file.write_text(wxr(item(1, link) + draft), encoding="utf-8")
    arrivals.take_in(file)
    assert "[there](http://t.example/post-2/)" in arrivals.source("post-1")


def test_threads_that_lead_in_a_circle_are_cut_open(arrivals: Arrivals, file: Path) -> None:
    def comment(number: int, parent: int) -> str:
        return (
            f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>N{number}</wp:comment_author>"
            f"<wp:comment_content>c</wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
            f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
        )

    file.write_text(wxr(item(1, "x", comment(1, 2) + comment(2, 3) + comment(3, 1) + comment(4, 4))), encoding="utf-8")
    arrivals.take_in(file)
    found = arrivals.comments("post-1")
    assert len(found) == 4
    assert sorted(one.level for one in found) == [1, 1, 2, 3]


def test_a_thread_of_any_depth_is_shown_in_three_levels(arrivals: Arrivals, file: Path) -> None:
    comments = "".join(
        f"<wp:comment><wp:comment_id>{n}</wp:comment_id><wp:comment_author>N</wp:comment_author><wp:comment_content>c"
        f"</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>{n + 1}"
        "</wp:comment_parent></wp:comment>"
        for n in range(1, 1500)
    )
    file.write_text(wxr(item(1, "x", comments)), encoding="utf-8")
    arrivals.take_in(file)
    found = arrivals.comments("post-1")
    assert len(found) == 1499
    assert [one.level for one in found] == [1, 2] + [3] * 1497
    assert found[0].below == 1498


def test_hostile_text_in_every_field_comes_out_inert(arrivals: Arrivals, file: Path, client: FlaskClient) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>"
    escaped = evil.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    comment = (
        f"<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>{escaped}</wp:comment_author>"
        f"<wp:comment_author_url>javascript:alert(1)</wp:comment_author_url>"
        f"<wp:comment_content>{escaped} [x](javascript:alert(1))</wp:comment_content>"
        "<wp:comment_approved>1</wp:comment_approved></wp:comment>"
    )
    text = wxr(item(1, evil, comment)).replace("Post 1", escaped).replace("post-1", "../../etc/passwd")
    file.write_text(text, encoding="utf-8")
    arrivals.take_in(file)
    piece = arrivals.rows(Piece)[0]
    assert piece.slug == "etc-passwd"
    assert piece.path == "blog/2019-05-03-etc-passwd.md"
    comment_row = arrivals.rows(Comment)[0]
    assert comment_row.site == ""
    assert "<script" not in comment_row.html
    assert "javascript:" not in comment_row.html
    assert "<script" not in arrivals.rows(Revision)[0].compiled["blocks"][0].get("prose", "")
