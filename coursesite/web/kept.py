"""Parts of the layout that look the same to everyone on the same page, rendered once in a process."""

from collections.abc import Callable
from threading import Lock

from flask import Flask, render_template, request
from flask_login import current_user
from markupsafe import Markup

from coursesite.web.access import RANK
from coursesite.web.state import sitewide

Key = tuple[str, str | None, bool, bool, bool]


def init(app: Flask) -> None:
    """Give templates `kept(name)`: a layout template for equals: by endpoint, signed in, coach, a group’s lead."""
    app.add_template_global(_keeper(), "kept")


def _keeper() -> Callable[[str], Markup]:
    by_stamp: dict[str, dict[Key, Markup]] = {"": {}}
    lock = Lock()

    def kept(name: str) -> Markup:
        is_coach = RANK.get(current_user.role, 0) >= RANK["coach"]
        stamp = sitewide().stamp
        if stamp not in by_stamp:
            with lock:
                # What was kept of the site as it was is of no more use.
                by_stamp.clear()
                by_stamp[stamp] = {}
        parts = by_stamp.get(stamp, {})
        key = (name, request.endpoint, current_user.is_authenticated, is_coach, current_user.leads)
        if key not in parts:
            # As many keys as templates, endpoints and eight: nothing a stranger types makes another.
            rendered = Markup(render_template(name))  # noqa: S704  # Jinja escaped what is in it
            with lock:
                parts[key] = rendered
            return rendered
        return parts[key]

    return kept
