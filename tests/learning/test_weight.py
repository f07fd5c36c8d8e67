"""A lesson weighs under 100 KB without images: its page, its style sheets, its scripts."""

import re
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from coursesite import clock
from coursesite.cli.content import take_in_at_start
from coursesite.config import Settings
from coursesite.db import Database
from tests.learning.courses import ALL_KINDS, write_course
from tests.learning.learners import LESSON, Learner
from tests.library.shelves import Shelf

CONTENT = Path(__file__).parents[2] / "content"
MOST = 100_000
LINKED = re.compile(r'<(?:link rel="stylesheet" href|script type="module" src)="([^"]+)"')


def weight(client: FlaskClient, path: str) -> int:
    """The bytes that a first visit brings, uncompressed and without images."""
    page = client.get(path).text
    linked = LINKED.findall(page)
    assert len(linked) >= 2, linked
    total = len(page.encode())
    for address in linked:
        with client.get(address) as response:
            total += len(response.data)
    return total


def test_a_lesson_weighs_under_100_kb(alice: Learner, settings: Settings, database: Database, shelf: Shelf) -> None:
    take_in_at_start(database, replace(settings, content_dir=CONTENT), clock.now())
    write_course(shelf, first=ALL_KINDS)
    lessons = {LESSON}
    for course in sorted(path.parent.name for path in CONTENT.glob("courses/*/course.md")):
        alice.joins(course)
        page = alice.reads(f"/courses/{course}/")
        found = set(re.findall(rf'href="(/courses/{course}/[a-z0-9-]+/)"', page))
        assert len(found) > 5
        lessons |= found | {f"/courses/{course}/workbook"}
    weights = {path: weight(alice.client, path) for path in lessons}
    assert max(weights.values()) < MOST, weights
