"""The look's promises that can be computed: contrast in both themes, weight, no inline style, tied form parts."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, StringField
from wtforms.validators import InputRequired

import coursesite.db

ROOM = Path(coursesite.db.__file__).parent
CSS = sorted((ROOM / "static" / "css").glob("*.css"))
ON_LESSONS = ("lesson.css", "site.css", "words.css")
MOST = {
    "blog.css": 10 * 1024,
    "desk.css": 8 * 1024,
    "studio.css": 10 * 1024,
    "quiz.css": 8 * 1024,
    "practice.css": 12 * 1024,
    "shelf.css": 5 * 1024,
    "workbook.css": 6 * 1024,
}
"""What only some pages link besides, each with a budget of its own."""
TEMPLATES = sorted((ROOM / "templates" / "layout").glob("*.html"))
COLOUR = re.compile(r"--([a-z-]+): var\(--light, (#\w{6})\) var\(--dark, (#\w{6})\)")
GROUNDS = ("paper", "surface", "sunk")
WASHES = ("pine-wash", "clay-wash", "ochre-wash", "slate-wash")


def colours(theme: int) -> dict[str, str]:
    text = (ROOM / "static" / "css" / "site.css").read_text()
    return {match[1]: match[2 + theme] for match in COLOUR.finditer(text)}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(theme: int) -> None:
    named = colours(theme)
    for text in ("ink", "soft", "pine", "pine-deep", "clay", "ochre", "slate"):
        for ground in (*GROUNDS, *WASHES):
            assert contrast(named[text], named[ground]) >= 4.5, (text, ground)
    assert contrast(named["paper"], named["pine"]) >= 4.5
    assert contrast(named["paper"], named["pine-deep"]) >= 4.5
    assert contrast(named["ink"], named["marker"]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_edges_of_inputs_and_the_focus_ring_can_be_seen(theme: int) -> None:
    named = colours(theme)
    for ground in GROUNDS:
        assert contrast(named["edge"], named[ground]) >= 3, ground
        assert contrast(named["pine"], named[ground]) >= 3, ground


def test_the_style_sheets_are_few_and_small_and_fetch_nothing() -> None:
    sizes = {path.name: len(path.read_bytes()) for path in CSS}
    assert sum(sizes.pop(name) for name in ON_LESSONS) < 42 * 1024
    assert sizes.keys() == MOST.keys()
    assert all(size < MOST[name] for name, size in sizes.items()), sizes
    text = "".join(path.read_text() for path in CSS)
    assert "@import" not in text
    assert all(found.startswith("data:image/svg+xml") for found in re.findall(r'url\("?([^")]*)', text))


def test_every_colour_that_is_used_is_defined() -> None:
    text = "".join(path.read_text() for path in CSS)
    assert set(re.findall(r"var\(--([a-z0-9-]+)", text)) <= set(re.findall(r"--([a-z0-9-]+):", text))


def test_the_layout_holds_no_inline_style_script_or_handler() -> None:
    for path in TEMPLATES:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:src=|ld\+json))", path.read_text()), path


class Sample(Form):
    name = StringField("Name", [InputRequired("Write a name.")], description="As you want to be called.")
    note = StringField("Note")
    mail = BooleanField("Tell me by mail")
    picture = RadioField("Picture", choices=["drawn", "own"])  # type: ignore[list-item]  # stubs are behind


def made(expression: str, form: Form) -> str:
    folder = FileSystemLoader(ROOM / "templates")
    environment = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    source = '{% import "layout/forms.html" as forms %}{{ ' + expression + " }}"
    return environment.from_string(source).render(form=form)


def faulty() -> Sample:
    form = Sample(MultiDict({"name": "", "picture": "none of them"}))
    form.validate()
    return form


def test_a_field_is_tied_to_its_label_hint_and_error() -> None:
    page = made("forms.field(form.name)", faulty())
    assert '<label for="name">' in page
    assert 'aria-describedby="name-hint name-error"' in page
    assert 'id="name-hint">As you want to be called.' in page
    assert re.search(r'id="name-error">.*Write a name\.', page)
    assert 'aria-invalid="true"' in page


def test_a_field_without_fault_says_only_that_it_is_optional() -> None:
    page = made("forms.field(form.note)", faulty())
    assert "(optional)" in page
    assert "aria-" not in page


def test_a_tick_box_stands_in_its_label_and_a_choice_in_a_group() -> None:
    box = made("forms.field(form.mail)", faulty())
    assert re.search(r'<label class="check" for="mail"><input[^>]*type="checkbox"[^>]*>', box)
    group = made("forms.field(form.picture)", faulty())
    assert "<legend>Picture</legend>" in group
    assert group.count('type="radio"') == 2
    assert '<fieldset class="field" aria-describedby="picture-error">' in group


def test_the_summary_counts_and_links_what_needs_another_look() -> None:
    page = made("forms.errors(form)", faulty())
    assert "2 things need another look" in page
    assert 'href="#name"' in page
    assert 'href="#picture-0"' in page
    assert made("forms.errors(form)", Sample(MultiDict({"name": "Alice", "picture": "own"}))).strip() == ""


def test_what_a_person_typed_stays_text_in_a_message() -> None:
    form = faulty()
    form.name.errors = ["“<b>” is not a name."]
    assert "&lt;b&gt;" in made("forms.errors(form)", form) + made("forms.field(form.name)", form)
    assert "<b>" not in made("forms.errors(form)", form) + made("forms.field(form.name)", form)


@pytest.mark.parametrize("path", sorted((ROOM / "templates").rglob("*.html")), ids=lambda path: str(path.name))
def test_a_moment_that_machines_read_has_no_more_than_three_digits_of_a_second(path: Path) -> None:
    assert not re.search(r'datetime="[^"]*isoformat\(\)', path.read_text(encoding="utf-8"))


def test_whatever_draws_a_shelf_or_a_next_step_links_their_styles() -> None:
    """Macros leave that to the page that calls them."""
    drawn = re.compile(r'class="(?:shelf|next-up|course-)|parts\.(?:shelf|next_up)\(|course_card\(|\.drawing \}\}')
    macros = {"macros.html", "parts.html"}
    pages = [path for path in sorted((ROOM / "templates").rglob("*.html")) if path.name not in macros]
    found = [path for path in pages if drawn.search(path.read_text())]
    assert len(found) >= 5
    assert [path.name for path in found if "css/shelf.css" not in path.read_text()] == []
