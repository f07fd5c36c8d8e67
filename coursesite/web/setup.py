"""Puts the web room's parts on an application, in the order in which they must run."""

from datetime import timedelta

from flask import Flask
from flask_login import current_user
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.routing import IntegerConverter

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.web import assets, compression, errors, filters, kept, looks, once, proxies, security, state
from coursesite.web.markup import safe

LONGEST_REQUEST = 6 * 1024 * 1024
LONGEST_TEXT = 512 * 1024
SIGNED_IN_FOR = timedelta(days=30)


def init(app: Flask, settings: Settings, database: Database) -> None:
    """Settings, sessions, headers, errors, filters, static files. Comes before every feature."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SIGNED_IN_FOR,
        MAX_CONTENT_LENGTH=LONGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LONGEST_TEXT,
    )
    app.url_map.converters["int"] = Whole
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    state.init(app, settings, database)
    assets.init(app)
    # What is registered first runs last on the way out: headers stand on every answer, however it was made.
    security.init(app)
    compression.init(app)
    errors.init(app)
    filters.init(app)
    kept.init(app)
    app.add_template_global(security.csrf_field)
    app.add_template_global(once.once_field)
    app.context_processor(lambda: {"person": current_user._get_current_object()})
    app.jinja_env.globals["site"] = Site()
    if settings.proxies:
        app.wsgi_app = proxies.Proxies(app.wsgi_app, settings.proxies)  # type: ignore[method-assign]  # as documented


class Whole(IntegerConverter):
    """A whole number in an address, small enough for every database to be asked for it; others lead nowhere."""

    regex = r"[0-9]{1,9}"


class Site:
    """What templates say about the site."""

    @property
    def name(self) -> str:
        """Its name."""
        return state.settings().site_name

    @property
    def description(self) -> str:
        """What it is, in a sentence."""
        return state.settings().site_description

    @property
    def base_url(self) -> str:
        """Where it stands."""
        return state.settings().base_url

    @property
    def development(self) -> bool:
        """Whether it is somebody's workbench and not open to people."""
        return state.settings().development

    @property
    def logo(self) -> str:
        """The address of its logo; empty where it has none of its own."""
        name = state.sitewide().value("logo")
        return f"/images/{name}" if name else ""

    @property
    def front_text(self) -> Markup:
        """What its front page says below the first line; empty for the words that it comes with."""
        return safe(state.sitewide().value("front_html"))

    @property
    def look(self) -> str:
        """The address of the style sheet with its own accent; empty where it has none."""
        return looks.address(state.sitewide().set_here.values)

    @property
    def sign_up_open(self) -> bool:
        """Whether anyone may make an account."""
        return state.settings().sign_up_open
