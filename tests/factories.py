"""The smallest worlds that tests need, made in the database and committed.

Each factory takes the `database` fixture, writes in a session of its own and gives back a row that is loaded and
detached. What a test doesn't name gets a value that differs from row to row.
"""

import itertools

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.db import Database

_numbers = itertools.count(1)

PASSWORD = "quite a long pass phrase"


def make_user(
    database: Database,
    *,
    role: Role = Role.LEARNER,
    name: str = "",
    address: str | None = None,
    **fields: object,
) -> User:
    """A person with an account (a visitor has neither name nor address). Has no password unless the test gives one."""
    number = next(_numbers)
    visitor = role is Role.VISITOR
    user = User(
        key=f"key{number:08d}",
        role=role.value,
        name="" if visitor else name or f"Person {number}",
        address=None if visitor else address or f"person{number}@example.org",
        **{"created_at": clock.now(), **fields},
    )
    with database.writing() as session:
        session.add(user)
        session.commit()
    return user
