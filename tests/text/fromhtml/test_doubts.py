"""What could not be kept is said in a sentence; where links lead and pictures lie is asked."""

from __future__ import annotations

import pytest

from coursesite.text.fromhtml import ImageUse, Source, markdown_of_comment, markdown_of_post, words_only
from coursesite.text.markup import Kind, render, render_document


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<iframe src="https://www.youtube.com/embed/x"></iframe>', "(youtube.com) became a link"),
        ('<video src="film.mp4"></video>', "(film.mp4) became a link"),
        ("<form><input></form>", "A form was left out."),
        ("<script>x</script>", "A script or drawing was left out."),
        ('<span style="color: red">x</span>', "Colours, sizes and alignment were dropped."),
        ("<p align=center>x</p>", "Colours, sizes and alignment were dropped."),
        ("<del>x</del>", "Struck-out words"),
        ("<u>x</u>", "Underlined words"),
        ("<mark>x</mark>", "Highlighted words"),
        ("x<sup>abc</sup>", "Raised or lowered letters"),
        ('<p style="display:none">x</p>', "Hidden text was left out."),
        ('<a href="javascript:x">y</a>', "“javascript:x” can't be linked; its words stayed."),
        ('<a href="#fn1">1</a>', "led to no heading; its words stayed."),
        ('<img src="https://old.example/x.jpg" alt="A desk">', "“https://old.example/x.jpg” is missing"),
        ('<img src="data:image/png;base64,AAAA" alt="A desk">', "part of the text itself"),
        ('<img src="images/my_desk-300x200.jpg">', "now called “my desk”"),
        ("<table><tr><td>a</td><td><ul><li>b</li></ul></td></tr></table>", "its cells one after the other"),
        ("<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr></table>", "were parted"),
        ("<dl><dt>a</dt><dd><ul><li>b</li></ul></dd></dl>", "A list of definitions became paragraphs."),
        ('<abbr title="x">a-</abbr>', "What “a-” stands for (“x”) was left out."),
        ("[gallery ids='1,2']", "A gallery was left out"),
        ("[form id=3]", "“[form]” is the work of a plugin"),
        ("a<!--nextpage-->b", "here it is one"),
    ],
)
def test_a_post_says_what_was_not_kept(html: str, words: str) -> None:
    twice = f"{html}\n\n{html}"
    (doubt,) = markdown_of_post(twice).doubts
    assert words in doubt


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<h2>a</h2>", "A heading became a line in bold."),
        ("<img src=x.jpg alt=a>", "A picture became a link to it."),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "A table became a line"),
    ],
)
def test_a_comment_says_what_was_not_kept(html: str, words: str) -> None:
    assert any(words in doubt for doubt in markdown_of_comment(html).doubts)


def test_a_plain_post_leaves_no_doubt() -> None:
    converted = markdown_of_post("<p>One <b>two</b> <a href='https://example.org/'>three</a></p><ul><li>four</li></ul>")
    assert converted.doubts == ()
    assert converted.links == ("https://example.org/",)


def test_links_lead_to_their_new_addresses() -> None:
    new = {"https://old.example/2010/05/sorry/": "/blog/sorry/"}
    converted = markdown_of_post(
        '<a href="https://old.example/2010/05/sorry/">there</a> <a href="https://else.example/">else</a>',
        links=lambda address: new.get(address, address),
    )
    assert converted.markdown == "[there](/blog/sorry/) [else](https://else.example/)"
    assert converted.links == ("/blog/sorry/", "https://else.example/")


def test_pictures_lie_where_the_importer_put_them() -> None:
    converted = markdown_of_post(
        'One\n\n<img src="https://old.example/a.jpg" alt="A desk">\n\n'
        '<img src="https://old.example/b.jpg" alt="A call">',
        images=lambda address, alt: f"images/{alt.lower().replace(' ', '-')}.jpg" if "a.jpg" in address else None,
    )
    assert converted.markdown == ("One\n\n![A desk](images/a-desk.jpg)\n\n[A call](https://old.example/b.jpg)")
    assert converted.images == (ImageUse("images/a-desk.jpg", "A desk", 3),)
    assert converted.doubts == (
        "The picture “https://old.example/b.jpg” is missing; its description became a link to it.",
    )


def test_a_missing_picture_with_a_caption_keeps_the_caption() -> None:
    html = '<figure><img src="https://old.example/b.jpg" alt="A call"><figcaption>Monday</figcaption></figure>'
    assert markdown_of_post(html).markdown == "[A call](https://old.example/b.jpg)\n\nMonday"


def test_the_same_picture_twice_is_found_in_both_its_lines() -> None:
    html = '<img src="a.jpg" alt="x"><p>y</p><p>z <img src="a.jpg" alt="x"> <img src="a.jpg" alt="x"></p>'
    assert [use.line for use in markdown_of_post(html).images] == [1, 5, 5]


def test_pictures_that_load_late_are_found() -> None:
    html = '<img src="data:image/gif;base64,R0" data-src="a.jpg" alt="x">'
    assert markdown_of_post(html).markdown == "![x](a.jpg)"


def test_an_abbreviation_is_explained_once() -> None:
    html = '<abbr title="customer satisfaction">CSAT</abbr> and <abbr title="customer satisfaction">CSAT</abbr>'
    markdown = markdown_of_post(html).markdown
    assert markdown == "CSAT and CSAT\n\n*[CSAT]: customer satisfaction"
    assert render_document(markdown).html.count('<abbr title="customer satisfaction">CSAT</abbr>') == 2


def test_a_heading_never_begins_an_exercise() -> None:
    markdown = markdown_of_post("<h3>Question: what now?</h3><ul><li>[x] this</li></ul>").markdown
    assert markdown == "### Question\\: what now?\n\n- \\[x] this"


def test_two_numbered_lists_stay_two() -> None:
    html = "<ol><li>a</li></ol><ol><li>b</li></ol><ol start=2><li>c</li></ol>"
    rendered = render_document(markdown_of_post(html).markdown).html
    assert rendered.count("<ol>") == 2


def test_bloggers_square_brackets_are_words() -> None:
    html = "<div>[gallery] [box]x[/box]</div>"
    assert markdown_of_post(html, source=Source.BLOGGER).markdown == "\\[gallery] \\[box]x\\[/box]"


def test_bloggers_line_ends_mean_nothing() -> None:
    assert markdown_of_post("<div>a\n\nb\nc</div>", source=Source.BLOGGER).markdown == "a b c"
    assert markdown_of_comment("a\n\nb\nc", source=Source.BLOGGER).markdown == "a b c"


def test_a_comment_renders_its_bare_addresses_as_links() -> None:
    markdown = markdown_of_comment("(see https://example.org/a?b=1&c=2.) https://example.org/?x&copy=1").markdown
    html = render(markdown, kind=Kind.COMMENT).html
    assert html.count("<a ") == 1
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html


def test_words_come_without_markup_on_one_line() -> None:
    assert words_only("<p>a <b>b</b></p><p>c &amp; d</p><script>x</script><!-- e --> < f") == "a b c & d < f"


def test_nothing_gives_nothing() -> None:
    for html in ("", "   \n", "<p>&nbsp;</p>", "<!-- x -->"):
        assert markdown_of_post(html).markdown == markdown_of_comment(html).markdown == ""
