"""Static files under names that hold their content's hash, so that browsers may keep them for good.

A script names the modules that it imports by relative addresses, as files of one folder do. So all scripts share one
folder whose name holds the hash of them all: `js.0a1b2c3d4e5f/quiz.js` finds `js.0a1b2c3d4e5f/quiz/saving.js`, never
one of another version, and what a browser runs is what stands in the file.
"""

import hashlib
import re
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent.parent / "static"
SCRIPTS = "js"
HASHED = re.compile(r"\.[0-9a-f]{12}[./]")


class UnknownAsset(Exception):
    """A template asks for a static file that isn't there."""


def init(app: Flask, folder: Path = STATIC) -> None:
    """Serve `folder` under plain and hashed names, and give templates `asset(name)`."""
    server = WhiteNoise(app.wsgi_app, max_age=300, immutable_file_test=lambda _path, url: bool(HASHED.search(url)))
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if _is_original(path)}
    hashed_names = {name: f"/static/{hashed}" for name, hashed in _hashed(files).items()}
    for name, path in files.items():
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


def _is_original(path: Path) -> bool:
    return path.is_file() and path.suffix not in (".gz", ".br")


def _hashed(files: dict[str, Path]) -> dict[str, str]:
    """By name, the name with the hash: of the file in its last part, of all scripts in their folder's."""
    digests = {name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for name, path in files.items()}
    scripts = [f"{name} {digest}" for name, digest in sorted(digests.items()) if _is_script(name)]
    together = hashlib.sha256("\n".join(scripts).encode()).hexdigest()[:12]
    found = {}
    for name, digest in digests.items():
        stem, dot, suffix = name.rpartition(".")
        found[name] = f"{stem}.{digest}{dot}{suffix}"
        if _is_script(name):
            found[name] = f"{SCRIPTS}.{together}{name.removeprefix(SCRIPTS)}"
    return found


def _is_script(name: str) -> bool:
    return name.startswith(f"{SCRIPTS}/")
