"""Two bare Flask pages to measure against, of as many bytes as the page they stand beside.

B is a page as any Flask site makes it: a base template, a sidebar of 24 lessons, 34 `url_for`, 10 escaped comments and
a ready-made body, through Jinja, no database. C is B with a lesson read through the ORM and its user loaded by
Flask-Login, from SQLite. `YARDSTICK_BYTES` says how large the page is to be, `YARDSTICK_DATABASE` where C's data is.
"""

import os
from typing import Any

from flask import Flask, render_template
from flask_login import LoginManager, UserMixin, current_user, login_user
from jinja2 import DictLoader
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

LESSONS = 24
COMMENTS = 10
LINKS = 10

BASE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body>
<nav>{% for number in range(links) %}
<a href="{{ url_for('lesson', number=number) }}">Page {{ number }}</a>{% endfor %}</nav>
<aside><ol>{% for number in range(lessons) %}
<li><a href="{{ url_for('lesson', number=number) }}">Lesson {{ number }}</a></li>{% endfor %}</ol></aside>
<main>{% block main %}{% endblock %}</main></body></html>"""
PAGE = """{% extends "base.html" %}{% block main %}<h1>{{ title }}</h1>{{ body|safe }}
{% for comment in comments %}<article><b>{{ comment.name }}</b><p>{{ comment.text }}</p></article>{% endfor %}
{% if person %}<p>{{ person.name }}</p>{% endif %}{% endblock %}"""
LOADER = DictLoader({"base.html": BASE, "page.html": PAGE})
COMMENT = {"name": "O'Neill & daughter", "text": 'It helped: "say what you heard" <first>, then ask. ' * 4}


class Base(DeclarativeBase):
    """C's own two tables."""


class Lesson(Base):
    """A lesson with its finished HTML."""

    __tablename__ = "lessons"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(String)


class User(Base, UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """A person to load."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


def bare() -> Flask:
    """Yardstick B."""
    app = _application()
    body = _filler(int(os.environ["YARDSTICK_BYTES"]))

    @app.get("/lesson/<int:number>")
    def lesson(number: int) -> str:
        return _render(f"Lesson {number}", body, None)

    return app


def with_database() -> Flask:
    """Yardstick C. Its cookie comes from `/sign-in`."""
    app = _application()
    app.secret_key = "only-for-measuring"  # nobody signs in here but the load generator
    login = LoginManager(app)
    engine = create_engine(f"sqlite:///{os.environ['YARDSTICK_DATABASE']}")

    @login.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
    def load(user_id: str) -> User | None:
        with Session(engine) as session:
            return session.get(User, int(user_id))

    @app.get("/sign-in")
    def sign_in() -> str:
        login_user(load("1"))
        return "signed in"

    @app.get("/lesson/<int:number>")
    def lesson(number: int) -> str:
        with Session(engine) as session:
            found = session.scalars(select(Lesson).where(Lesson.id == number)).one()
            return _render(found.title, found.body, current_user)

    return app


def fill(path: str, size: int) -> None:
    """Make C's database, with a lesson whose page has about `size` bytes."""
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(id=1, name="Somebody"))
        session.add_all(Lesson(id=number, title=f"Lesson {number}", body=_filler(size)) for number in range(3))
        session.commit()
    engine.dispose()


def _application() -> Flask:
    app = Flask(__name__)
    app.jinja_loader = LOADER
    return app


def _render(title: str, body: str, person: Any) -> str:
    return render_template(
        "page.html", title=title, body=body, person=person, links=LINKS, lessons=LESSONS, comments=[COMMENT] * COMMENTS
    )


def _filler(size: int) -> str:
    """Ready-made HTML that brings the page to `size` bytes."""
    probe = _application()
    probe.add_url_rule("/lesson/<int:number>", "lesson", lambda number: str(number))
    with probe.test_request_context():
        frame = len(_render("Lesson 1", "", None).encode())
    paragraph = "<p>Name what happened, say how it must feel, and take one thing on yourself.</p>\n"
    missing = max(0, size - frame)
    return (paragraph * (missing // len(paragraph) + 1))[:missing]
