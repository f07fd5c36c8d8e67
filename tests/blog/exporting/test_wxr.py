"""The blog as one file for WordPress."""

import base64
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
from defusedxml.ElementTree import fromstring

from coursesite.blog.exporting.xml import flowing, legal, wrapped
from coursesite.blog.models import State
from tests.blog.exporting.worlds import ADDRESS, HARD, NAMES, PIC, UNWRITABLE, World, item, items, notes, said, says

STATES = {"first": "publish", "consoled": "publish", "later": "future", "not-yet": "draft", "once-there": "draft"}


def test_the_channel_says_which_blog_it_is_who_writes_there_and_under_which_tags(world: World) -> None:
    channel = fromstring(world.wxr()).find("channel")
    assert channel is not None
    assert says(channel, "wp:wxr_version") == "1.2"
    assert says(channel, "wp:base_blog_url") == "http://localhost"
    authors = channel.findall("wp:author", NAMES)
    assert [(says(one, "wp:author_login"), says(one, "wp:author_display_name")) for one in authors] == [
        ("maren-holt", "Maren Holt"),
        ("maren-holt-2", "Máren Holt"),
    ]
    tags = [(says(one, "wp:tag_slug"), says(one, "wp:tag_name")) for one in channel.findall("wp:tag", NAMES)]
    assert [slug for slug, _name in tags] == ["arger-streit", "listening"]
    assert tags[0][1] == "Ärger &amp; Streit"


def test_posts_and_pages_go_with_their_states_days_slugs_and_old_addresses(world: World) -> None:
    file = world.wxr()
    found = {says(one, "wp:post_name"): one for one in items(file)}
    assert {slug: says(found[slug], "wp:status") for slug in STATES} == STATES
    assert says(item(file, "about"), "wp:post_type") == "page"
    post = found["consoled"]
    assert says(post, "link") == "http://localhost/blog/consoled/"
    assert says(post, "wp:post_date") == says(post, "wp:post_date_gmt") == "2026-02-20 07:45:00"
    assert parsedate_to_datetime(says(post, "pubDate")).isoformat() == "2026-02-20T07:45:00+00:00"
    assert says(post, "dc:creator") == "maren-holt-2"
    assert says(found["not-yet"], "wp:post_date_gmt") == "0000-00-00 00:00:00"
    assert notes(found["once-there"])["_coursesite_state"] == "archived"
    moved = notes(found["first"])
    assert (moved["_coursesite_old_address"], moved["_wp_old_slug"]) == ("/blog/first-words/", "first-words")


def test_a_discussion_closed_in_the_file_or_by_hand_goes_out_closed(world: World) -> None:
    world.closes("consoled")
    file = world.wxr()
    stands = {says(one, "wp:post_name"): says(one, "wp:comment_status") for one in items(file)}
    assert (stands["first"], stands["quiet"], stands["consoled"]) == ("open", "closed", "closed")
    assert notes(item(file, "consoled"))["_coursesite_closed_at"] == "2026-03-02T09:30:00+00:00"


def test_the_text_goes_as_html_with_whole_addresses_and_no_line_broken_in_a_paragraph(world: World) -> None:
    html = says(item(world.wxr(), "first"), "content:encoded")
    assert re.search(r'src="http://localhost/images/[^"]+"', html)
    assert 'href="http://localhost/blog/consoled/"' in html
    assert "</a>, and read <em>on</em>.</p>" in html
    assert "a\n  b ]]&gt; c" in html


def test_titles_and_names_go_as_html_which_is_what_they_are_in_wordpress(world: World) -> None:
    post = item(world.wxr(), "first")
    assert says(post, "title") == 'Fear &amp; "loathing" &lt;i&gt;5 &lt; 6&lt;/i&gt;'
    assert says(post, "excerpt:encoded") == "What ends ]]&gt; so."
    categories = [(one.get("domain"), one.get("nicename"), one.text) for one in post.findall("category")]
    assert categories[1] == ("post_tag", "arger-streit", "Ärger &amp; Streit")


def test_every_byte_that_was_typed_is_in_the_file(talking: World) -> None:
    file = talking.wxr()
    for name, slug in (("blog/2026-02-01-first.md", "first"), ("pages/about.md", "about")):
        noted = notes(item(file, slug))
        assert base64.b64decode(noted["_coursesite_source"]) == talking.shelf.read(name)
        assert noted["_coursesite_path"] == name
    typed = [notes(one, "wp:commentmeta").get("_coursesite_source", "") for one in said(file)]
    assert HARD.encode() in [base64.b64decode(one) for one in typed]
    assert UNWRITABLE.encode() in [base64.b64decode(one) for one in typed]


def test_pictures_go_with_their_originals_before_the_posts_that_show_them(world: World) -> None:
    file = world.wxr()
    (picture,) = items(file, "attachment")
    assert says(picture, "wp:attachment_url").startswith("http://localhost/images/")
    assert base64.b64decode(notes(picture)["_coursesite_source"]) == PIC
    assert says(picture, "wp:post_id") == "1"
    assert [says(one, "wp:post_id") for one in items(file)] == ["2", "3", "4", "5", "6", "7"]


def test_a_picture_whose_original_is_lost_goes_by_its_address_alone(world: World) -> None:
    for original in (world.settings.data_dir / "originals").iterdir():
        original.unlink()
    (picture,) = items(world.wxr(), "attachment")
    assert "_coursesite_source" not in notes(picture)
    assert says(picture, "wp:attachment_url")


def test_comments_go_in_their_threads_each_after_what_it_answers(talking: World) -> None:
    found = said(talking.wxr())
    numbers = {says(one, "wp:comment_content"): says(one, "wp:comment_id") for one in found}
    answers = {says(one, "wp:comment_content"): says(one, "wp:comment_parent") for one in found}
    assert [says(one, "wp:comment_id") for one in found] == [str(number) for number in range(1, 10)]
    asked, replied, waits = "<p>Were you ever consoled?</p>", "<p>Yes, <em>once</em>.</p>", "<p>I wait.</p>"
    assert (answers[asked], answers[replied], answers[waits]) == ("0", numbers[asked], numbers[replied])
    assert answers["<p>Deep.</p>"] == numbers[waits]
    assert answers["<p>Deeper.</p>"] == numbers["<p>Deep.</p>"]
    assert all(int(says(one, "wp:comment_parent")) < int(says(one, "wp:comment_id")) for one in found)


def test_an_answer_that_is_older_than_what_it_answers_still_comes_after_it(world: World) -> None:
    world.says("Answered before it was asked", name="A")
    world.says("Earlier", "Answered before it was asked", created_at=_year(2020), name="B")
    world.says("Earlier still", "Earlier", created_at=_year(2019), name="C")
    world.says("On its own", created_at=_year(2021), name="D")
    texts = [re.sub("<.*?>", "", says(one, "wp:comment_content")) for one in said(world.wxr())]
    assert texts == ["On its own", "Answered before it was asked", "Earlier", "Earlier still"]


def test_comments_say_who_wrote_them_when_and_how_they_stand(talking: World) -> None:
    found = {says(one, "wp:comment_content"): one for one in said(talking.wxr())}
    guest = found["<p>Were you ever consoled?</p>"]
    assert says(guest, "wp:comment_author") == "Jo &lt;3 &amp; co"
    assert says(guest, "wp:comment_author_url") == "https://jo.example.net/?a=1&b=2"
    assert says(guest, "wp:comment_date_gmt") == "2026-03-01 08:01:00"
    assert says(guest, "wp:comment_approved") == "1"
    assert says(guest, "wp:comment_type") == "comment"
    assert notes(guest, "wp:commentmeta")["_coursesite_guest"] == "c0ffee00c0ffee00"
    coach = found["<p>Yes, <em>once</em>.</p>"]
    noted = notes(coach, "wp:commentmeta")
    assert says(coach, "wp:comment_author") == "Maren"
    assert (noted["_coursesite_by_coach"], noted["_coursesite_pinned"]) == ("1", "2026-03-02T09:30:00+00:00")
    assert says(found["<p>I wait.</p>"], "wp:comment_approved") == "0"
    erased = found["<p>Why did you?</p>"]
    assert says(erased, "wp:comment_author") == ""
    assert "_coursesite_guest" not in notes(erased, "wp:commentmeta")
    assert notes(erased, "wp:commentmeta")["_coursesite_edited_at"] == "2026-03-02T09:30:00+00:00"


def test_of_a_withdrawn_comment_that_was_answered_only_the_place_goes_along(talking: World) -> None:
    file = talking.wxr()
    (gone,) = [one for one in said(file) if "_coursesite_state" in notes(one, "wp:commentmeta")]
    (answer,) = [one for one in said(file) if says(one, "wp:comment_content") == "<p>Why did you?</p>"]
    assert says(gone, "wp:comment_content") == "<p>This comment was withdrawn by its author.</p>"
    assert (says(gone, "wp:comment_author"), says(gone, "wp:comment_author_url")) == ("", "")
    assert says(gone, "wp:comment_approved") == "1"
    assert says(answer, "wp:comment_parent") == says(gone, "wp:comment_id")
    assert set(notes(gone, "wp:commentmeta")) == {"_coursesite_identity", "_coursesite_state"}


def test_nothing_goes_along_that_was_taken_down_or_is_known_to_the_rule_alone(talking: World) -> None:
    for file in (talking.wxr(), talking.wxr(with_addresses=True)):
        everything = file + b"".join(_unpacked(file))
        for secret in (b"I took this back", b"Nobody answered", b"cheap", b"Cheap", b"A first comment", b"a" * 64):
            assert secret not in everything
        assert b"maren.secret@example.org" not in everything


def test_guests_addresses_go_along_only_when_they_are_asked_for(talking: World) -> None:
    assert ADDRESS.encode() not in talking.wxr()
    mails = [says(one, "wp:comment_author_email") for one in said(talking.wxr(with_addresses=True))]
    assert [mail for mail in mails if mail] == [ADDRESS] * 6
    # Of the withdrawn one, of the coach's and of the one whose writer has left there is none.
    assert len(mails) == 9


def test_spam_that_was_answered_leaves_its_place_too(world: World) -> None:
    world.says("Buy this", name="Cheap", state=State.SPAM.value)
    world.says("No thanks", "Buy this", name="Jo")
    world.says("Not this either", "Buy this", name="Cheap", state=State.SPAM.value)
    gone, answer = said(world.wxr())
    assert notes(gone, "wp:commentmeta")["_coursesite_state"] == "spam"
    assert says(answer, "wp:comment_parent") == says(gone, "wp:comment_id") == "1"


def test_an_empty_blog_is_a_whole_file(world: World) -> None:
    with world.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE pieces SET state = 'staged'")
        session.commit()
    assert items(world.wxr()) == []


@pytest.mark.parametrize(
    "text", ["]]>", "]]]]>>", "a]]>b]]>", "]]", "<![CDATA[", UNWRITABLE, "\x00\ud800", "\r\n\r", "🙂 مرحبا"]
)
def test_any_text_at_all_leaves_the_file_readable_and_comes_back_but_for_what_xml_cannot_hold(text: str) -> None:
    written = wrapped("a", text)
    assert fromstring(written.encode()).text == legal(text)


def test_only_what_xml_cannot_hold_is_written_as_the_sign_for_it() -> None:
    assert legal("a\x00b\x0bc\ud800d\uffff\te\r\nf\u2028🙂") == "a\ufffdb\ufffdc\ufffdd\ufffd\te\nf\u2028🙂"


def test_line_ends_in_a_paragraph_become_blanks_and_stay_between_and_in_preformatted_ones() -> None:
    assert flowing("<p>a\nb</p>\n<p>c&nbsp;d</p>\n<pre><code>x\n y\n</code></pre>\n<p>e</p>") == (
        "<p>a b</p>\n<p>c\u00a0d</p>\n<pre><code>x\n y\n</code></pre>\n<p>e</p>"
    )


def _unpacked(file: bytes) -> list[bytes]:
    return [
        base64.b64decode(one)
        for one in re.findall(rb"<wp:meta_value>([A-Za-z0-9+/]{8,}={0,2})</", file)
        if len(one) % 4 == 0
    ]


def _year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)
