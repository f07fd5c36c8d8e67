"""The coach's pages of quizzes, looked over in a real browser: filled, empty and in error, in both themes."""

import pytest
from flask import Flask

from coursesite.db import Database
from coursesite.learning.quizzes.models import Choice
from tests.browsers import Axe, LiveSite, OpenPage
from tests.learning.learners import Learner
from tests.learning.quizzes.correcting import CALLS, FIRST, ORDER, SECOND, SORRY, STUDIO, TURNED, Desk
from tests.library.shelves import Shelf
from tests.test_barriers import cookie, in_both_themes, no_barrier

pytestmark = pytest.mark.browser
IMPORT = "/studio/quizzes/import"
GIFT = b"""::Capital::What is the capital of France? {=Paris ~Lyon#No. ~Nice}

Tell us about your day. {}
"""


@pytest.fixture
def desk(shelf: Shelf, database: Database, maren: Learner) -> Desk:
    """A quiz with results, a question that waits, and a decision that was made."""
    assert maren.user is not None
    made = Desk(shelf, database, maren.user, rules="pass: 60%\nminutes: 20\nattempts: 3\n")
    made.publishes(FIRST, SECOND)
    for name, answer in (("Ann", ORDER), ("Bea", SORRY), ("Cis-Annemarie-Bernadette-Cunegonde", CALLS)):
        made.takes(name, third_call=answer, the_word="naming")
    made.takes("Bea", third_call=ORDER, the_word="venting")
    made.begins("Dot")
    made.person("Eve")
    made.publishes_pool(FIRST.replace("third-call", "drawn-one"))
    made.publishes(TURNED, SECOND.replace("naming", "labelling"))
    made.decides(Choice.BOTH, made.question("the-word"))
    return made


def test_the_desk_holds_no_barrier(
    app: Flask,
    desk: Desk,
    maren: Learner,
    live: LiveSite,
    open_page: OpenPage,
    axe: Axe,
    complaints: list[str],
) -> None:
    page = open_page(color_scheme="light", reduced_motion="reduce")
    page.context.add_cookies([{"name": "session", "value": cookie(maren), "url": live.url}])
    people = f"{STUDIO}/people"
    for path in (
        "/studio/quizzes/",
        f"{STUDIO}/corrections",
        f"{STUDIO}/corrections/quiz01/third-call",
        people,
        f"{people}?q=nobody-at-all",
        f"{people}/{desk.people['Bea'].key}/1",
        f"{people}/{desk.people['Dot'].key}/1",
        IMPORT,
        f"{STUDIO}/export",
    ):
        no_barrier(page, path, axe)
    page.goto(people)
    page.get_by_text("Allow more").first.click()
    page.get_by_label("Extra minutes").first.fill("7000")
    page.get_by_role("button", name="Grant").first.click()
    page.wait_for_selector("[aria-invalid=true]")
    in_both_themes(page, axe)
    complaints.clear()  # of the answer 422


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_file_is_read_changed_and_published(
    scripts: bool, desk: Desk, maren: Learner, live: LiveSite, open_page: OpenPage, axe: Axe
) -> None:
    page = open_page(java_script_enabled=scripts)
    page.context.add_cookies([{"name": "session", "value": cookie(maren), "url": live.url}])
    page.goto(IMPORT)
    page.get_by_label("File").set_input_files({"name": "a.gift", "mimeType": "text/plain", "buffer": GIFT})
    page.get_by_label("Course").select_option("calls")
    page.get_by_label("Title").fill("Capitals")
    page.get_by_role("button", name="Read the file").click()
    text = page.get_by_label("The text, as it will stand")
    text.fill(text.input_value().replace("Lyon", "Marseille"))
    if scripts:
        axe(page)
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("It is published.").wait_for()
    page.get_by_role("link", name="export Capitals").click()
    page.get_by_text("It holds everything.").first.wait_for()


def test_a_decision_is_made_and_taken_back(
    desk: Desk, maren: Learner, live: LiveSite, open_page: OpenPage, mails: object
) -> None:
    page = open_page()
    page.context.add_cookies([{"name": "session", "value": cookie(maren), "url": live.url}])
    page.goto(f"{STUDIO}/corrections")
    page.get_by_role("link", name="The third call").click()
    page.get_by_role("button", name="Regrade").click()
    page.get_by_text("Nothing waits.").wait_for()
    page.get_by_role("button", name="Undo the decision about The third call").click()
    page.get_by_text("Taken back by Maren").wait_for()
