"""Static files: each under a name of its own version, and every module under that of all scripts."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.web import assets
from coursesite.web.assets import UnknownAsset

SCRIPTS = sorted((assets.STATIC / "js").rglob("*.js"))
IMPORTS = re.compile(r'\b(?:from|import)\s*\(?\s*"([^"]*)"')
MOST_LINES = 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few static files."""
    for name, text in {
        "css/site.css": "body {}",
        "js/quiz.js": 'import { say } from "./quiz/saying.js";',
        "js/quiz/saying.js": "export const say = 1;",
    }.items():
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "static"


def served(folder: Path) -> tuple[FlaskClient, dict[str, str]]:
    """A site with these files, and the address of each."""
    app = Flask(__name__, static_folder=None)
    assets.init(app, folder)
    asset = app.jinja_env.globals["asset"]
    assert callable(asset)
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return app.test_client(), {name: asset(name) for name in names}


def test_a_browser_may_keep_what_has_its_hash_in_its_name(folder: Path) -> None:
    client, addresses = served(folder)
    assert len(addresses) == 3
    for name, address in addresses.items():
        with client.get(address) as answer, client.get(f"/static/{name}") as plain:
            assert answer.data == plain.data == (folder / name).read_bytes()
            assert "immutable" in answer.headers["Cache-Control"]
            assert plain.headers["Cache-Control"] == "max-age=300, public"


def test_a_module_finds_what_it_imports_beside_itself(folder: Path) -> None:
    client, addresses = served(folder)
    beside = addresses["js/quiz.js"].removesuffix("quiz.js") + "quiz/saying.js"
    assert beside == addresses["js/quiz/saying.js"]
    with client.get(beside) as answer:
        assert answer.data == b"export const say = 1;"


def test_a_module_that_changes_gives_every_script_a_new_address(folder: Path) -> None:
    _client, before = served(folder)
    (folder / "js/quiz/saying.js").write_text("export const say = 2;")
    client, after = served(folder)
    assert {name for name in before if before[name] != after[name]} == {"js/quiz.js", "js/quiz/saying.js"}
    assert client.get(before["js/quiz/saying.js"]).status_code == 404


def test_a_module_that_gets_another_name_gives_every_script_a_new_address(folder: Path) -> None:
    _client, before = served(folder)
    (folder / "js/quiz/saying.js").rename(folder / "js/quiz/words.js")
    _client, after = served(folder)
    assert before["js/quiz.js"] != after["js/quiz.js"]


def test_a_style_sheet_that_changes_leaves_the_scripts_where_they_are(folder: Path) -> None:
    _client, before = served(folder)
    (folder / "css/site.css").write_text("body { margin: 0 }")
    _client, after = served(folder)
    assert {name for name in before if before[name] != after[name]} == {"css/site.css"}


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    app = Flask(__name__, static_folder=None)
    assets.init(app, folder)
    with pytest.raises(UnknownAsset, match=r"js/none\.js"), app.test_request_context():
        app.jinja_env.from_string("{{ asset('js/none.js') }}").render()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(assets.STATIC)))
def test_every_script_imports_only_scripts_that_are_here(script: Path) -> None:
    text = script.read_text()
    for wanted in IMPORTS.findall(text):
        assert wanted.startswith("./"), wanted
        assert (script.parent / wanted).resolve() in SCRIPTS, wanted


@pytest.mark.parametrize("folder_name", ["quiz"])
def test_a_module_holds_one_idea_and_none_imports_in_a_circle(folder_name: str) -> None:
    modules = {path.name: path.read_text() for path in SCRIPTS if path.parent.name == folder_name}
    assert len(modules) > 5
    assert all(len(text.splitlines()) < MOST_LINES for text in modules.values())
    left = {name: {wanted.removeprefix("./") for wanted in IMPORTS.findall(text)} for name, text in modules.items()}
    while left:
        free = {name for name, needs in left.items() if not needs & left.keys()}
        assert free, f"these import each other: {left}"
        left = {name: needs for name, needs in left.items() if name not in free}
