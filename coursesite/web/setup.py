"""Puts the web room's parts on an application, in the order in which they must run."""

from datetime import timedelta

from flask import Flask
from flask_login import current_user
from jinja2 import StrictUndefined
from werkzeug.routing import IntegerConverter

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.web import assets, compression, errors, filters, kept, once, proxies, security, state

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
    app.jinja_env.globals["site"] = Site(settings)
    if settings.proxies:
        app.wsgi_app = proxies.Proxies(app.wsgi_app, settings.proxies)  # type: ignore[method-assign]  # as documented


class Whole(IntegerConverter):
    """A whole number in an address, small enough for every database to be asked for it; others lead nowhere."""

    regex = r"[0-9]{1,9}"


class Site:
    """What templates say about the site."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.site_name
        self.description = settings.site_description
        self.base_url = settings.base_url
        self.development = settings.development
        self.sign_up_open = settings.sign_up_open
