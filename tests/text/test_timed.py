from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from coursesite.text import timed
from coursesite.text.markup import Kind, TooLong, render
from coursesite.text.timed import TooSlow, render_limited, run_limited

# Takes Python-Markdown several seconds, and far longer than any limit here.
STALL = "[a" * 5000


@pytest.fixture(autouse=True)
def fresh_helper(monkeypatch: pytest.MonkeyPatch) -> Iterator[timed.Helper]:
    # Tests of other rooms, run before in the same process, may have left the process's own helper at work.
    timed._helper.stop()
    helper = timed.Helper()
    monkeypatch.setattr(timed, "_helper", helper)
    yield helper
    helper.stop()


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "helper" in " ".join(child.cmdline())]


def test_a_comment_comes_back_as_it_would_be_rendered_here() -> None:
    text = "Thank *you* https://e.example <script>"
    assert render_limited(text) == render(text, kind=Kind.COMMENT)
    assert render_limited("## x", Kind.LESSON) == render("## x")


def test_one_helper_serves_one_text_after_another(fresh_helper: timed.Helper) -> None:
    pids = {run_limited(os.getpid, seconds=5) for _ in range(5)}
    assert pids == {fresh_helper.pid}
    assert os.getpid() not in pids


def test_a_stalling_comment_is_stopped_within_its_limit(fresh_helper: timed.Helper) -> None:
    render_limited("warm")
    stalled = fresh_helper.pid
    assert stalled is not None
    start = time.monotonic()
    with pytest.raises(TooSlow, match=r"0\.5 seconds.*send it again"):
        render_limited(STALL, seconds=0.5)
    assert 0.4 < time.monotonic() - start < 1.5
    assert not psutil.pid_exists(stalled)


def test_after_a_stall_the_next_comment_is_rendered() -> None:
    with pytest.raises(TooSlow):
        render_limited(STALL, seconds=0.3)
    assert render_limited("fine").html == "<p>fine</p>"
    assert len(children()) == 1


def test_starting_up_does_not_count_as_working() -> None:
    assert run_limited(abs, -1, seconds=0.1) == 1


def test_a_helper_that_died_while_idle_is_replaced(fresh_helper: timed.Helper) -> None:
    render_limited("warm")
    assert fresh_helper.pid is not None
    os.kill(fresh_helper.pid, signal.SIGKILL)
    assert render_limited("fine").html == "<p>fine</p>"


def test_work_that_ends_its_helper_is_refused_and_nothing_hangs() -> None:
    with pytest.raises(TooSlow):
        run_limited(os._exit, 3, seconds=5)
    assert run_limited(abs, -2, seconds=5) == 2


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        run_limited(int, "x", seconds=5)
    with pytest.raises(TooLong):
        render_limited("x" * 10_001)


def test_what_the_work_prints_does_not_disturb_the_answers() -> None:
    assert run_limited(os.write, 1, b"", seconds=5) == 0
    run_limited(os.write, 1, b"noise\n", seconds=5)
    assert run_limited(abs, -3, seconds=5) == 3


def test_large_texts_go_through_the_pipe() -> None:
    assert run_limited(str.upper, "x" * 3_000_000, seconds=10) == "X" * 3_000_000


def test_threads_take_turns_and_each_gets_its_own_answer() -> None:
    answers: dict[int, str] = {}

    def ask(number: int) -> None:
        for turn in range(10):
            answers[number * 100 + turn] = render_limited(f"{number} and {turn}").html

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 80
    assert all(html == f"<p>{key // 100} and {key % 100}</p>" for key, html in answers.items())
    assert len(children()) == 1


def test_a_thread_that_waits_too_long_for_its_turn_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timed, "PATIENCE", 0.0)
    run_limited(abs, 1, seconds=5)
    busy = threading.Thread(target=lambda: run_limited(time.sleep, 0.5, seconds=5))
    busy.start()
    while not timed._helper._lock.locked():
        pass
    with pytest.raises(TooSlow, match="Too many"):
        run_limited(abs, 1, seconds=0.05)
    busy.join()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_process_forked_amid_work_starts_a_helper_of_its_own() -> None:
    parents = run_limited(os.getpid, seconds=5)
    busy = threading.Thread(target=lambda: run_limited(time.sleep, 0.5, seconds=5))
    busy.start()
    while not timed._helper._lock.locked():
        pass
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        # Nothing of pytest may go on in the child, whatever happens.
        try:
            own = run_limited(os.getpid, seconds=0.2)
            timed._helper.stop()
            os.write(write, str(own).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    busy.join()
    assert answer.isdigit()
    assert int(answer) != parents
    assert run_limited(os.getpid, seconds=5) == parents


def test_the_helper_gets_no_secret_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSESITE_SECRET", "hush")
    assert run_limited(os.getenv, "COURSESITE_SECRET", seconds=5) is None
    assert run_limited(os.getenv, "PATH", seconds=5) == os.environ["PATH"]


def test_the_helper_holds_none_of_our_open_files() -> None:
    read, write = os.pipe()
    os.set_inheritable(write, True)
    run_limited(abs, 1, seconds=5)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read() == b""


def test_stopping_leaves_no_zombie(fresh_helper: timed.Helper) -> None:
    pid = run_limited(os.getpid, seconds=5)
    fresh_helper.stop()
    assert fresh_helper.pid is None
    assert not psutil.pid_exists(pid)
