"""No one where they don't belong, at the coach's desk: each of its routes with real things, as everyone who might ask.

`test_access.py` walks the same routes with things that aren't there. Here one world serves the whole walk: what is
refused must leave every row as it was, and what is accepted is rolled back where it would have been committed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.studio_routes import GETS, IS_OF_THE_DESK, PEOPLE, POSTS, Row
from tests.studio_world import HERE, World
from tests.test_access import contents, routes, token


def check(found: Mapping[str, Mapping[str, int]], table: Mapping[str, Row]) -> None:
    """Every cell is as the table says; else each that isn't, a line."""
    cells = [(rule, *cell) for rule, row in table.items() for cell in zip(PEOPLE, row.statuses, strict=True)]
    differing = [
        f"{rule}: {person} gets {found[rule][person]}, the table says {status}"
        for rule, person, status in cells
        if found[rule][person] != status
    ]
    if differing:
        pytest.fail("\n".join(differing))


def is_refused(person: str, status: int) -> bool:
    """A guest who is led to sign in did nothing either."""
    return status >= 400 or (person == "guest" and status == 303)


@contextmanager
def taken_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a request would commit is written, and rolled back when the request ends."""
    with monkeypatch.context() as patch:
        patch.setattr(Session, "commit", Session.flush)
        yield


def test_every_route_of_the_desk_has_its_row_and_every_row_its_route(app: Flask) -> None:
    for method, table in (("GET", GETS), ("POST", POSTS)):
        there = {rule for rule in routes(app, method) if IS_OF_THE_DESK.search(rule)}
        if there != set(table):
            pytest.fail(f"{method} without a row: {sorted(there - set(table))}; gone: {sorted(set(table) - there)}")


def test_a_page_of_the_desk_opens_to_those_it_is_for_and_changes_nothing(world: World) -> None:
    before = contents(world.database)
    found = {}
    for rule, row in GETS.items():
        address = row.address.format(**world.numbers)
        found[rule] = {person: world.clients[person].get(address).status_code for person in PEOPLE}
    check(found, GETS)
    assert contents(world.database) == before


def test_a_form_of_the_desk_is_taken_from_those_who_may_and_changes_nothing_otherwise(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = {person: token(client) for person, client in world.clients.items()}
    before = contents(world.database)
    found: dict[str, dict[str, int]] = {}

    def send(person: str, row: Row) -> int:
        typed = {name: value.format(**world.numbers) for name, value in row.form.items()}
        data = {"csrf_token": tokens[person], **typed}
        answer = world.clients[person].post(row.address.format(**world.numbers), data=data, headers=HERE)
        answer.close()
        return answer.status_code

    for rule, row in POSTS.items():
        found[rule] = answers = {}
        for person, wanted in zip(PEOPLE, row.statuses, strict=True):
            if is_refused(person, wanted):
                answers[person] = send(person, row)
            else:
                with taken_back(monkeypatch):
                    answers[person] = send(person, row)
        assert contents(world.database) == before, f"{rule} changed something for one of those whom it refused"
    check(found, POSTS)
