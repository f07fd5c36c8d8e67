"""`./dev`, in a folder of its own whose `.venv` is made of small scripts, so that nothing is fetched."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

DEV = Path(__file__).parent.parent / "dev"
Run = Callable[..., "subprocess.CompletedProcess[str]"]

COURSESITE = """\
#!/bin/sh
echo "$@"
echo "$COURSESITE_MODE $COURSESITE_DATA_DIR"
pwd
exit 7
"""
# Stands for `python -m pytest`: says on which database it ran and with which arguments, and ends as it is told.
PYTHON = """\
#!/bin/sh
echo "on ${COURSESITE_TEST_POSTGRES:-sqlite}: $@"
if [ -n "$COURSESITE_TEST_POSTGRES" ]; then exit ${POSTGRES_ENDS:-0}; else exit ${SQLITE_ENDS:-0}; fi
"""


def load(path: Path) -> ModuleType:
    loader = SourceFileLoader("dev_under_test", str(path))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished repository in which everything is ready."""
    for name in list(os.environ):
        if name.startswith(("COURSESITE_", "CI")):
            monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    folder = tmp_path / "a folder with spaces"
    folder.mkdir()
    shutil.copy(DEV, folder / "dev")
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        (folder / name).write_text("")
    script(folder / ".venv/bin/coursesite", COURSESITE)
    script(folder / ".venv/bin/python", PYTHON)
    script(folder / "bin/chromium", "")
    monkeypatch.setenv("PATH", str(folder / "bin"), prepend=os.pathsep)
    load(folder / "dev").write_state("dev")
    return folder


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Run:
    def started(*arguments: str, program: Path = folder / "dev", **environ: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, str(program), *arguments],
            env=os.environ | environ,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return started


def test_what_it_does_not_know_goes_to_coursesite_and_the_exit_code_comes_back(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    result = run("user", "list", "--role", "coach")
    assert result.stdout.splitlines() == ["user list --role coach", f"development {folder / 'var'}", str(tmp_path)]
    assert result.returncode == 7


def test_what_the_owner_has_set_stays_set(run: Run) -> None:
    result = run("migrate", COURSESITE_MODE="production", COURSESITE_DATA_DIR="/elsewhere")
    assert "production /elsewhere" in result.stdout


def test_it_works_through_a_symbolic_link(run: Run, folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "site"
    link.symlink_to(folder / "dev")
    assert f"development {folder / 'var'}" in run("run", program=link).stdout


def test_without_a_command_it_says_what_there_is(run: Run) -> None:
    result = run()
    assert result.returncode == 0
    assert "./dev run [--port N]" in result.stdout


def test_an_old_python_is_turned_away_with_a_sentence(folder: Path) -> None:
    pretend = (
        f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({str(folder / 'dev')!r}, run_name='__main__')"
    )
    result = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith("coursesite needs Python 3.11 or newer, and this is 3.9.")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "requirements.lock").write_text("flask==99"),
        lambda folder: (folder / "pyproject.toml").write_text("[project]"),
        lambda folder: (folder / ".venv/dev-state.json").unlink(),
        lambda folder: (folder / ".venv/dev-state.json").write_text('{"root": '),
        lambda folder: (folder / ".venv/bin/python").unlink(),
        lambda folder: (folder / ".venv/bin/coursesite").unlink(),
        lambda folder: (folder / ".venv/lib/python3.11/site-packages/flask-3.1.dist-info").rmdir(),
    ],
    ids=["a new lock", "a new pyproject", "interrupted", "half a state", "no python", "no command", "a package gone"],
)
def test_a_venv_that_is_not_what_it_should_be_is_not_ready(folder: Path, change: Callable[[Path], object]) -> None:
    dev = load(folder / "dev")
    (folder / ".venv/lib/python3.11/site-packages/flask-3.1.dist-info").mkdir(parents=True)
    dev.write_state("dev")
    assert dev.is_ready("site")
    assert dev.is_ready("dev")
    change(folder)
    assert not dev.is_ready("dev")


def test_what_serves_the_site_is_not_enough_for_its_tests(folder: Path) -> None:
    dev = load(folder / "dev")
    dev.write_state("site")
    assert dev.is_ready("site")
    assert not dev.is_ready("dev")


def test_a_moved_folder_is_set_up_anew(folder: Path, tmp_path: Path) -> None:
    moved = folder.rename(tmp_path / "moved")
    assert not load(moved / "dev").is_ready("site")


def test_a_package_added_by_hand_stays(folder: Path) -> None:
    (folder / ".venv/lib/python3.11/site-packages/more-1.dist-info").mkdir(parents=True)
    assert load(folder / "dev").is_ready("dev")


def test_an_interrupted_installation_starts_over_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev = load(folder / "dev")
    dev.STATE.unlink()
    done: list[str] = []

    def install(wanted: str) -> None:
        done.append(f"install {wanted}")
        if len(done) == 1:
            raise dev.Trouble("half a package is in the way")

    monkeypatch.setattr(dev, "install", install)
    monkeypatch.setattr(dev, "runs", lambda: True)
    monkeypatch.setattr(dev, "make_venv", lambda: done.append("make a new one"))
    dev.prepare("site")
    assert done == ["install site", "make a new one", "install site"]
    assert json.loads(dev.STATE.read_text())["locks"].keys() == {"site"}


def test_the_suite_runs_on_postgresql_and_last_on_sqlite_with_the_same_arguments(run: Run) -> None:
    result = run("test", "tests/web", "-k", "a or b")
    lines = [line for line in result.stdout.splitlines() if line.startswith("on ")]
    assert [line.partition(":")[0] for line in lines] == ["on 1", "on sqlite"]
    assert all(line.endswith("tests/web -k a or b") for line in lines)
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("postgres", "sqlite", "both"),
    [("0", "0", 0), ("1", "0", 1), ("0", "1", 1), ("5", "0", 0), ("5", "5", 5), ("5", "1", 1), ("3", "0", 3)],
)
def test_a_failure_on_either_database_is_a_failure(run: Run, postgres: str, sqlite: str, both: int) -> None:
    """5 is pytest's word for having found no test, as the PostgreSQL run does when only browser tests are asked for."""
    assert run("test", POSTGRES_ENDS=postgres, SQLITE_ENDS=sqlite).returncode == both


def test_ctrl_c_in_the_first_run_ends_the_second_too(run: Run) -> None:
    result = run("test", POSTGRES_ENDS="2")
    assert result.returncode == 130
    assert "on sqlite" not in result.stdout


def test_root_gets_chromium_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev = load(folder / "dev")
    called: list[str] = []

    def quietly(command: list[str], *_: object) -> "subprocess.CompletedProcess[str]":
        called.append(" ".join(command))
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev, "quietly", quietly)
    dev.find_chromium()
    assert called == ["apt-get install -y --no-install-recommends chromium"]


def test_who_is_not_root_is_told_the_one_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dev = load(folder / "dev")
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    dev.find_chromium()
    assert "sudo apt-get install -y --no-install-recommends chromium" in capsys.readouterr().err


def test_in_ci_a_missing_browser_is_a_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev = load(folder / "dev")
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Trouble, match="need Chromium"):
        dev.find_chromium()


def test_no_lock_holds_an_address(folder: Path) -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (DEV.parent / name).read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_the_tests_use_the_very_versions_that_serve_the_site() -> None:
    def versions(name: str) -> set[str]:
        return {line.split()[0] for line in (DEV.parent / name).read_text().splitlines() if "==" in line}

    assert versions("requirements.lock") <= versions("requirements-dev.lock")
