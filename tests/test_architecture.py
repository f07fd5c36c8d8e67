"""The laws of the house hold, and each of them is seen to break when somebody breaks it."""

from pathlib import Path

import pytest

from tests.architecture import breaches

ROOT = Path(__file__).parent.parent

HOUSE = {
    "__init__.py": "",
    "app.py": "from coursesite.accounts import personal\nfrom coursesite.blog import views\n",
    "clock.py": "from datetime import datetime\n\ndef now():\n    return datetime.now()\n",
    "db.py": "",
    "accounts/models.py": 'class User:\n    __tablename__ = "users"\n',
    "accounts/personal.py": 'TABLES = frozenset({"users"})\n',
    "library/models.py": 'class Piece:\n    __tablename__ = "pieces"\n    author_id = column(ForeignKey("users.id"))\n',
    "blog/models.py": "from coursesite.accounts.models import User\n",
    "blog/queries.py": "from sqlalchemy import select\nfrom coursesite.blog.models import Post\n",
    "blog/moderation.py": "from coursesite.blog import queries\n",
    "blog/views.py": "from flask import g\nfrom coursesite.blog import moderation\n\ndef save(db):\n    db.commit()\n",
    "templates/blog/post.html": "",
    "templates/layout/base.html": "",
}


def build(root: Path, files: dict[str, str]) -> Path:
    """A small house of our own on disk."""
    for name, text in files.items():
        path = root / "coursesite" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_the_house_keeps_its_laws() -> None:
    assert "\n".join(map(str, breaches(ROOT))) == ""


def test_a_small_house_that_keeps_the_laws_has_no_breach(tmp_path: Path) -> None:
    assert breaches(build(tmp_path, HOUSE)) == []


BREACHES = [
    (1, "library/rules.py", "from coursesite.blog import queries\n", "“library” may not know “blog”"),
    (1, "blog/rules.py", "from coursesite.learning import queries\n", "“blog” may not know “learning”"),
    (1, "db.py", "from coursesite import clock\n", "“db” may not know “clock”"),
    (1, "text/page.py", "import coursesite.exercises.grammar\n", "“text” may not know “exercises”"),
    (1, "blog/rules.py", "from ..front import views\n", "“blog” may not know “front”"),
    (1, "__init__.py", "from coursesite.app import create_app\n", "“__init__” may not know “app”"),
    (1, "gadgets/views.py", "", "the room “gadgets” stands on no floor"),
    (1, "blog/models.py", "from coursesite.blog.queries import posts\n", "models may not know coursesite.blog.queries"),
    (1, "blog/queries.py", "from coursesite.blog import views\n", "queries may not know coursesite.blog.views"),
    (1, "blog/moderation.py", "from coursesite.blog import forms\n", "coursesite.blog.forms, which stands after"),
    (1, "blog/moderation.py", "from coursesite.blog import spam\n", "coursesite.blog.moderation imports itself"),
    (
        1,
        "blog/moderation.py",
        "def f():\n    from coursesite.blog import spam\n",
        "a function imports coursesite.blog.spam",
    ),
    (2, "blog/moderation.py", "from flask import current_app\n", "flask.current_app is imported outside of pages"),
    (2, "blog/queries.py", "import flask_login\n", "flask_login is imported outside of pages"),
    (2, "blog/views.py", "from datetime import datetime\nx = datetime.now()\n", "asks the system for the time"),
    (2, "blog/views.py", "import time\nx = time.time()\n", "asks the system for the time"),
    (2, "blog/views.py", "from coursesite.clock import now\n", "call clock.now()"),
    (3, "blog/moderation.py", "from sqlalchemy import select\n", "“select” belongs into queries.py"),
    (3, "blog/moderation.py", "from sqlalchemy.dialects.sqlite import insert\n", "“insert” belongs into queries.py"),
    (3, "blog/moderation.py", "import sqlalchemy as sa\nx = sa.text('')\n", "“sa.text(” belongs into queries.py"),
    (3, "blog/views.py", "def f(db):\n    db.query(1)\n", "“.query(” belongs into queries.py"),
    (3, "cli/user.py", "def f(db):\n    db.scalars(1)\n", "“.scalars(” belongs into queries.py"),
    (4, "blog/moderation.py", "def f(session):\n    session.commit()\n", "a commit stands in views"),
    (4, "web/once.py", "def f(db):\n    db.commit()\n", "a commit stands in views"),
    (4, "blog/views.py", "import smtplib\n", "only the mail room speaks to a mail server"),
    (5, "templates/comments/list.html", "", "“comments” is no feature's folder"),
    (5, "templates/page.html", "", "“page.html” is no feature's folder"),
    (6, "blog/views.py", "def f():\n    with database().writing() as db: ...\n", "writes past write_db()"),
    (6, "blog/views.py", "def f(x):\n    x.write.begin()\n", "“x.write.begin(” writes past write_db()"),
    (
        7,
        "blog/models.py",
        'class C:\n    __tablename__ = "comments"\n    user_id: int\n',
        "“comments” leads to a person",
    ),
    (
        7,
        "blog/models.py",
        'class C:\n    __tablename__ = "flags"\n    by = column(ForeignKey("users.id"))\n',
        "“flags” leads to a person",
    ),
    (
        7,
        "blog/models.py",
        'class A:\n    __tablename__ = "a"\n    user_id: int\n'
        'class B:\n    __tablename__ = "b"\n    parent = column(ForeignKey("a.id"))\n',
        "“b” leads to a person",
    ),
    (7, "blog/personal.py", 'TABLES = frozenset({"comments"})\n', "create_app doesn't hand this module to front"),
]


@pytest.mark.parametrize(("law", "name", "text", "sentence"), BREACHES, ids=[f"{b[0]}-{b[3][:30]}" for b in BREACHES])
def test_a_planted_breach_is_found_at_its_place(tmp_path: Path, law: int, name: str, text: str, sentence: str) -> None:
    beside = {
        "blog/spam.py": "from coursesite.blog import moderation\n",
        "blog/forms.py": "from coursesite.blog import spam\n",
    }
    house = build(tmp_path, HOUSE | beside | {name: text})
    found = [breach for breach in breaches(house) if sentence in breach.problem]
    assert found, breaches(house)
    assert found[0].law == law
    assert f"coursesite/{name}".startswith(found[0].place)
