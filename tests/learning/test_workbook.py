"""The workbook of a course: made from its lessons, for who takes it, with somebody's own words only when they ask."""

import io
import re

import pytest
from pypdf import PdfReader

from coursesite.learning.groups import subject_queries
from coursesite.library.models import Part
from tests.browsers import LiveSite, OpenPage
from tests.learning.conversing.talking import TALK, write_talk
from tests.learning.courses import ALL_KINDS, PICK, PLAN, REFLECT, TRY, WRITE, write_course
from tests.learning.groups.gathering import SignIn, World
from tests.learning.growth.mirrors import NAMES_COST, SAYS_BACK, write_statements
from tests.learning.learners import LESSON, Learner, Node, elements, text_of, words_of
from tests.learning.quizzes.browsing import cookie
from tests.library.pictures import png
from tests.library.shelves import Shelf

WORKBOOK = "/courses/calls/workbook"
MINE = f"{WORKBOOK}?with=mine"
ENTRY, TEXT, PROMISE, CUE = "My brother, for an hour.", "Dear Dana, by noon.", "I will say it back.", "a caller shouts"
OWN = (ENTRY, TEXT, PROMISE, CUE)
TOLD, AGAIN = "She laughed.", "I will ask her twice."
NOTHING_OWN = "None of your own words stand in these lessons as they are now."
CITING = """
## The call

It rang.

### Reflect: A [word](https://example.org/)[^one-2020]
<!-- id: a-word -->

#### Before you begin

Think of [the call](#the-call) that was counted.[^one-2020]

![A queue](images/queue.png)

### Plan: The phone
<!-- id: the-phone -->

- If it rings, then I wait.
- If …, then …

[^one-2020]: One (2020), Journal: 31 calls.
"""


@pytest.fixture
def course(shelf: Shelf) -> Shelf:
    """The course with every kind of exercise in its first lesson, two lessons without any, and a conversation."""
    write_course(shelf, first=ALL_KINDS + WRITE + PLAN)
    write_statements(shelf)
    write_talk(shelf)
    return shelf


def parts(page: str) -> dict[str, Node]:
    """The parts of a workbook by their headings."""
    found = {}
    for node in elements(page, "section"):
        heads = [inner for inner in node if inner.tag in ("h2", "div")]
        title = next((inner for head in heads for inner in head.iter() if inner.tag == "h2"), None)
        if title is not None:
            found[text_of(title)] = node
    return found


def links_in(node: Node) -> list[str]:
    """Where the links in an element lead."""
    return [inner.get("href") for inner in node.iter() if inner.tag == "a"]


def lines_in(node: Node) -> int:
    """How many ruled lines stand in an element."""
    return sum(len(list(inner)) for inner in node.iter() if inner.get("class") == "ruled")


def address_on(learner: Learner, shelf: str) -> str:
    """The address of the only promise or plan on its list."""
    found = set(links_in(elements(learner.reads(shelf), "main")[0]))
    (one,) = (href for href in found if re.fullmatch(rf"{shelf}\d+/", href))
    return str(one)


def writes_it_all(learner: Learner) -> None:
    """Somebody writes under each exercise that takes words."""
    learner.joins()
    for action, values in (
        ("entries/last-time", {"text": ENTRY, "keep": "yes"}),
        ("writings/to-dana", {"text": TEXT, "do": "save"}),
        ("promises/one-call", {"text": PROMISE, "days": "7", "keep": "yes"}),
        ("plans/when-it-starts", {"take": "0", "cue-0": CUE, "response-0": "I breathe out", "keep": "yes"}),
    ):
        learner.reads(LESSON)
        learner.posts(LESSON + action, learner.form(LESSON + action) | values)


def test_a_workbook_holds_what_the_lessons_ask_for_and_nothing_with_a_right_answer(
    course: Shelf, alice: Learner
) -> None:
    alice.joins()
    found = parts(alice.reads(WORKBOOK))
    assert list(found) == [
        *("Before you print", "How often is this so?", "Begin", "Lesson 2 of calls", "Lesson 3 of calls"),
        *("Dana calls again", "What I keep"),
    ]
    begin = text_of(found["Begin"])
    for words in (
        *("Reflect: The last time Who was it, and what did they need?", "Try: One call", "What I did", "What happened"),
        *("Write: To Dana", "names how it feels", "Plan: When it starts", "If I notice my shoulders, then …"),
    ):
        assert words in begin
    for words in ("third call", "Naming", "venting", "The survey", "on the telephone", "I stay calm"):
        assert words not in alice.page
    assert links_in(found["Begin"]) == [
        *(LESSON, f"{LESSON}#exercise-last-time", f"{LESSON}#exercise-one-call"),
        *(f"{LESSON}#exercise-to-dana", f"{LESSON}#exercise-when-it-starts"),
    ]
    assert lines_in(found["Begin"]) == 7 + 3 + 3 + 9 + 2 + 2
    assert text_of(found["Lesson 2 of calls"]) == (
        "Lesson 2 Lesson 2 of calls Why lesson 2 matters. What I want to remember of it"
    )
    assert "A sentence that I want to take with me" in text_of(found["Dana calls again"])
    assert links_in(found["Dana calls again"]) == [TALK]
    rated = text_of(found["How often is this so?"])
    assert f"{SAYS_BACK} Today 1 2 3 4 5 At the end 1 2 3 4 5 {NAMES_COST}" in rated
    assert "1 hardly ever" in rated
    assert links_in(found["How often is this so?"]) == ["/growth/calls/"]


def test_it_agrees_with_the_lessons_as_they_are_published(course: Shelf, alice: Learner) -> None:
    alice.joins()
    alice.reads(WORKBOOK)
    course.write("courses/calls/images/queue.png", png(40, 30))
    course.piece("01-begin", "lesson", key="calls1a", title="Begin again", body=f"{PICK}{TRY}{CITING}")
    course.course(key="calls1", topics="phone\noutcomes:\n  - Ring <b>back</b>.")
    course.pushed()
    found = parts(alice.reads(WORKBOOK))
    assert "Ring <b>back</b>." in text_of(found["What you will be able to do"])
    assert "How often is this so?" not in found
    begin = text_of(found["Begin again"])
    assert "The last time" not in begin
    assert "If it rings, then I wait." in begin
    assert "If …" not in begin
    # What only means something in its lesson leads there, or is left out.
    assert "Think of the call that was counted." in begin
    assert f"{LESSON}#h-the-call" in links_in(found["Begin again"])
    assert not [node for node in found["Begin again"].iter() if (node.get("id") or "").startswith(("h-", "cite-"))]
    # A title is a link as a whole.
    assert "Reflect: A word Before you begin" in begin
    assert "https://example.org/" not in links_in(found["Begin again"])
    # A browser that prints doesn't wait for what it would fetch when somebody scrolls there.
    (picture,) = (node for node in found["Begin again"].iter() if node.tag == "img")
    assert (picture.get("alt"), picture.get("loading")) == ("A queue", None)


def test_it_opens_with_the_lessons_and_says_how_to_who_comes_too_early(
    course: Shelf, alice: Learner, guest: Learner
) -> None:
    course.piece("05-check", "quiz", "pass: 70%", key="quiz01", title="Final check", body=PICK)
    course.piece("06-after", "lesson", "opens after: 05-check", key="after1", title="Behind it", body=REFLECT)
    course.pushed()
    for asked, kept in (("?with=mine", "?with%3Dmine"), ("?from=post1&page=2", "?from%3Dpost1")):
        response = guest.client.get(WORKBOOK + asked)
        assert (response.status_code, response.location) == (303, f"/sign-up?next={WORKBOOK}{kept}")
    assert "Workbook" not in guest.reads("/courses/calls/")
    assert "It is for everybody who takes the course." in words_of(alice.reads(WORKBOOK, 403))
    alice.follows(alice.sends("/courses/calls/enrol"))
    found = parts(alice.page)
    assert "This opens once you have passed “Final check”" in text_of(found["Behind it"])
    assert "Who was it" not in text_of(found["Behind it"])
    assert "Final check" not in found
    for path in ("/courses/calls/", LESSON):
        alice.reads(path)
        assert [node.get("href") for node in elements(alice.page, "a") if text_of(node) == "Workbook to print"] == [
            WORKBOOK
        ]


def test_ones_own_words_stand_in_it_only_when_asked_for_and_are_kept_nowhere(course: Shelf, alice: Learner) -> None:
    writes_it_all(alice)
    plain = alice.reads(WORKBOOK)
    assert not [words for words in OWN if words in plain]
    assert MINE in links_in(parts(plain)["Before you print"])
    response = alice.client.get(MINE)
    assert response.headers["Cache-Control"] == "no-store"
    found = parts(response.text)
    assert WORKBOOK in links_in(found["Before you print"])
    begin = found["Begin"]
    for words in (ENTRY, TEXT, "What I mean to try", PROMISE, f"If {CUE}, then I breathe out."):
        assert words in text_of(begin)
    # What happened isn't told yet, and there is always room for another plan.
    assert lines_in(begin) == 3 + 3 + 2 + 2
    for shelf, deed in (("/promises/", "drop"), ("/plans/", "put away")):
        its_page = address_on(alice, shelf)
        alice.reads(its_page)
        alice.sends(its_page, do=deed)
    left = alice.reads(MINE)
    assert [words for words in OWN if words in left] == [ENTRY, TEXT]


def test_each_promise_has_its_own_room_for_what_came_of_it(course: Shelf, alice: Learner) -> None:
    writes_it_all(alice)
    its_page = address_on(alice, "/promises/")
    alice.reads(its_page)
    alice.sends(its_page, do="tell", fate="partly", happened=TOLD, onward=AGAIN, next="yes", days="1")
    begin = parts(alice.reads(MINE))["Begin"]
    rooms = [[text_of(inner) for inner in node] for node in begin.iter() if node.get("class") == "workbook-room"]
    assert rooms[1:7] == [
        *(["What I mean to try", PROMISE], ["What I did", ""], ["What happened", TOLD]),
        *(["What I mean to try", AGAIN], ["What I did", ""], ["What happened", ""]),
    ]
    assert lines_in(begin) == 3 + 3 + 3 + 2 + 2


def test_words_under_an_exercise_that_is_gone_are_not_said_to_stand_there(course: Shelf, alice: Learner) -> None:
    writes_it_all(alice)
    assert NOTHING_OWN not in words_of(alice.reads(MINE))
    course.piece("01-begin", "lesson", key="calls1a", title="Begin again", body=PICK + REFLECT.replace("last", "next"))
    course.pushed()
    page = words_of(alice.reads(MINE))
    assert NOTHING_OWN in page
    assert "Your own words stand in it" not in page


def test_whoever_looks_after_the_course_finds_blank_lines_where_a_learner_wrote(
    course: Shelf, alice: Learner, bob: Learner, sign_in: SignIn
) -> None:
    writes_it_all(alice)
    bob.joins()
    world = World(alice.client.application, alice.database, sign_in)
    owner = world.staff("Olu", Part.OWNER)
    for person in (bob, owner):
        page = person.reads(MINE)
        assert "Write: To Dana" in words_of(page)
        assert NOTHING_OWN in words_of(page)
        assert not [words for words in OWN if words in page]
    # Who doesn't take the course has no self-rating to be led to.
    assert "/growth/calls/" not in owner.page
    for path in ("/courses/calls/", LESSON):
        assert WORKBOOK in links_in(elements(owner.reads(path), "main")[0])


def test_whoever_has_no_code_or_finds_no_lessons_is_told_so_instead_of_asked_to_join(
    course: Shelf, alice: Learner, sign_in: SignIn
) -> None:
    piece = World(alice.client.application, alice.database, sign_in).piece()
    with alice.database.writing() as session:
        subject_queries.set_joining(session, piece.id, "code", "ABCDWXYZ")
        session.commit()
    course.course("bare", key="bare01", title="Bare")
    course.pushed()
    for folder, said in (("calls", "a course that you join with a code"), ("bare", "the course has none yet")):
        page = alice.reads(f"/courses/{folder}/workbook", 403)
        assert said in words_of(page)
        assert f"/courses/{folder}/enrol" not in page
        assert links_in(elements(page, "main")[0])[-1] == f"/courses/{folder}/"


def test_the_workbook_of_a_very_long_course_has_pages(shelf: Shelf, alice: Learner) -> None:
    write_course(shelf, lessons=30)
    alice.joins()
    first, second = alice.reads(MINE), alice.reads(f"{MINE}&page=2")
    assert list(parts(first))[-1] == "Lesson 25 of calls"
    printing = parts(first)["Before you print"]
    assert "This is page 1 of 2 of the workbook" in text_of(printing)
    assert list(parts(second))[1:] == [*(f"Lesson {number} of calls" for number in range(26, 31)), "What I keep"]
    assert f"{MINE}&page=2" in links_in(printing)
    assert list(parts(alice.reads(f"{WORKBOOK}?page=99"))) == list(parts(second))


@pytest.mark.browser
def test_paper_has_lines_to_write_on_and_nothing_of_the_site_around_it(
    course: Shelf, alice: Learner, open_page: OpenPage, live: LiveSite
) -> None:
    alice.joins()
    page = open_page(color_scheme="dark", viewport={"width": 320, "height": 640})
    page.context.add_cookies([cookie(alice.client, live.url)])  # type: ignore[list-item]  # its TypedDict
    page.goto(WORKBOOK)
    lines = page.locator(".ruled").first.locator("span:visible")
    assert lines.count() == 2
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="Print").click()
    assert page.title() == "printed"
    page.emulate_media(media="print")
    assert lines.count() == 7
    assert not page.locator("header.masthead, footer.footer, .breadcrumb, .no-print").locator("visible=true").count()
    for size in ("A4", "Letter"):
        texts = [found.extract_text() for found in PdfReader(io.BytesIO(page.pdf(format=size))).pages]
        assert 3 <= len(texts) <= 5
        assert "What I keep" in texts[-1]
        assert "Begin" not in texts[0]
