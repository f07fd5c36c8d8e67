"""Static files under names that hold their content's hash, so that browsers may keep them for good."""

import hashlib
import re
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent.parent / "static"
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


class UnknownAsset(Exception):
    """A template asks for a static file that isn't there."""


def init(app: Flask) -> None:
    """Serve `static/` under plain and hashed names, and give templates `asset(name)`."""
    server = WhiteNoise(app.wsgi_app, max_age=300, immutable_file_test=lambda _path, url: bool(HASHED.search(url)))
    hashed_names: dict[str, str] = {}
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and path.suffix not in (".gz", ".br"):
            name = path.relative_to(STATIC).as_posix()
            hashed_names[name] = f"/static/{_hashed(path, name)}"
            server.add_file_to_dictionary(f"/static/{name}", str(path))
            server.add_file_to_dictionary(hashed_names[name], str(path))
    app.wsgi_app = server  # type: ignore[method-assign]  # Flask documents replacing wsgi_app by a middleware

    def asset(name: str) -> str:
        """The address of a static file. Raises `UnknownAsset` for a name that isn't in `static/`."""
        try:
            return hashed_names[name]
        except KeyError:
            raise UnknownAsset(name) from None

    app.add_template_global(asset)


def _hashed(path: Path, name: str) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{digest}{dot}{suffix}"
