"""The preview is the page that a learner will see, and harms nobody who looks at it."""

import re
from typing import Any

import pytest

from coursesite.library import looking
from coursesite.library.compiling import compile_source
from coursesite.library.models import Kind
from coursesite.library.rerendering import Rerenderer
from coursesite.library.surroundings import Surroundings
from coursesite.text.markup import render
from tests.blog.comments.talking import write_post
from tests.inert import MARK, alive
from tests.learning.courses import PICK
from tests.learning.learners import Learner
from tests.learning.quizzes.quizzing import write_quiz
from tests.library.shelves import Shelf
from tests.studio.writing.coaches import LESSON, Coach
from tests.test_hostile_text import HOSTILE

STALLS = "[a" * 6000


def main_of(page: str) -> str:
    """A page's inside, without what belongs to one person's forms and windows."""
    inside = page[page.index('<main id="main"') : page.index("</main>")]
    return re.sub(r'<input type="hidden"[^>]*>', "", inside.replace('target="_blank" rel="noopener" ', ""))


def test_each_kind_is_drawn_as_its_readers_see_it(maren: Coach, shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf)
    write_post(shelf)
    shelf.write(
        "pages/imprint.md", "---\nkey: page01\ntitle: Imprint\nsummary: Who.\n---\nWho we are.\n\n## Where\n\nHere.\n"
    )
    shelf.push()
    newcomer = alice.reads("/courses/calls/")
    alice.joins()
    pages = {"calls1a": "/courses/calls/begin/", "page01": "/imprint"}
    for key, address in pages.items():
        preview = maren.client.get(f"/studio/write/{key}/preview").text
        assert main_of(preview) == main_of(alice.reads(address)), key
    assert main_of(maren.client.get("/studio/write/calls1/preview").text) == main_of(newcomer)
    quiz = maren.client.get("/studio/write/callsquiz/preview").text
    assert 'id="exercise-' in quiz.partition("What an attempt asks")[2]
    post = maren.client.get("/studio/write/consoled1/preview").text
    assert (
        main_of(post).partition("</article>")[0] == main_of(alice.reads("/blog/consoled/")).partition("</article>")[0]
    )


def test_only_the_preview_stands_in_a_frame_and_only_the_editor_holds_one(maren: Coach) -> None:
    editor, preview = maren.client.get(LESSON), maren.client.get(f"{LESSON}preview")
    assert "frame-src 'self'" in editor.headers["Content-Security-Policy"]
    assert editor.headers["X-Frame-Options"] == "DENY"
    policy = preview.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "csrf_token" not in preview.text
    assert "<script" not in preview.text.replace('<script type="application/ld+json"', "")


def test_a_text_with_faults_is_shown_as_far_as_it_goes_and_each_fault_has_its_place(maren: Coach) -> None:
    maren.opens()
    body = "\r\n".join([
        "## Before", "", "A [link](nowhere.md) and words.", "",
        "### Question: Faulty", "<!-- id: faulty -->", "", "What?", "",
        *PICK.strip().replace("third-call", "sound").split("\n"),
    ])  # fmt: skip
    seen = maren.asks("look", body=body, field_title="", field_minutes="many")
    assert [(fault["field"], fault["line"]) for fault in seen["faults"]] == [
        ("title", None), ("minutes", None), (None, 3), (None, 5),
    ]  # fmt: skip
    assert seen["faults"][0]["problem"] == "“Title” is empty."
    assert "Before</h2>" in seen["html"]
    assert 'id="exercise-sound"' in seen["html"]
    assert 'id="exercise-faulty"' not in seen["html"]
    assert seen["outline"][0] == {"line": 1, "level": 2, "text": "Before"}
    assert [one["line"] for one in seen["outline"]] == [1, 5, 10]
    assert seen["words"] > 10
    assert maren.draft() is None, "looking changes nothing"


def test_the_form_is_shown_without_scripts_as_it_was_sent(maren: Coach) -> None:
    maren.opens()
    shown = maren.sends(f"{LESSON}preview", 200, body="Not saved *yet*.")
    assert "<p>Not saved <em>yet</em>.</p>" in shown.text
    assert maren.draft() is None


def test_a_text_that_would_stall_is_stopped_and_said_so(maren: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "SECONDS", 1.0)
    maren.opens()
    seen = maren.asks("look", body=STALLS)
    assert "in time" in seen["faults"][-1]["problem"]
    assert maren.asks("look", body="Fine again.")["faults"] == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_on_every_page_of_the_writing_room(maren: Coach, jonas: Coach, text: str) -> None:
    typed: dict[str, Any] = {
        "body": f"{text}\n\n## {text}\n\n### Question: {text}\n\n{text}",
        "field_title": text,
        "field_summary": text,
    }
    maren.opens()
    jonas.opens()
    maren.asks("save", **typed)
    late = jonas.asks("save", 409, **{**typed, "body": f"x{text}"})
    pages = [maren.client.get(path).text for path in (LESSON, f"{LESSON}preview")]
    pages += [jonas.client.get(late["href"]).text, maren.asks("look", **typed)["html"]]
    pages += [
        maren.sends(status=400, **typed, csrf_token="old").text,
        maren.sends(f"{LESSON}preview", 200, **typed).text,
    ]
    for page in pages:
        assert [found for found in alive(page) if not found.startswith("<iframe")] == []
        assert MARK in page


PARTS = [
    *(
        "One paragraph.",
        "Another, with a source.[^a]",
        "## A heading",
        "## A heading",
        "- a list\n- of two",
        "> a quote",
    ),
    *("| a | b |\n|---|---|\n| 1 | 2 |", "A [link](#a-heading) within.", "Term\n: meaning", "```\n## no heading\n```"),
    *(
        "    code",
        "CSAT is high.",
        "> [!tip]\n> A tip",
        PICK,
        "Words, words.\nAnd a line.",
        "1. one\n2. two",
        "Last one",
    ),
]
END = "\n\n[^a]: Weger (2014): 115 people.\n\n*[CSAT]: customer satisfaction\n"


def test_what_comes_from_memory_is_what_would_be_rendered_anew() -> None:
    """Neighbours of many kinds, in texts that differ by what stands before them."""
    renderer = Rerenderer()
    texts = ["\n\n".join([*PARTS[place:], *PARTS[:place]]) + END for place in range(len(PARTS))]
    texts += [
        "\n\n".join(dict.fromkeys((one, other, "See CSAT.[^a]"))) + END for one in PARTS[::2] for other in PARTS[1::2]
    ]
    for text in texts:
        data = f"---\ntitle: T\nsummary: S\nkey: abcdef\n---\n{text}".encode()
        anew = compile_source("courses/a/01-b.md", Kind.LESSON, data, Surroundings({}), unfinished=render)
        made = compile_source("courses/a/01-b.md", Kind.LESSON, data, Surroundings({}), unfinished=renderer)
        assert (made.compiled, made.faults) == (anew.compiled, anew.faults), text
