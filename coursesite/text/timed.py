"""Work on text from strangers, with an end: it runs in a process of its own that can be killed.

Python-Markdown can take seconds over a few kilobytes of `[a[a[a…`, and nothing within Python can stop a regular
expression. So each server process keeps one helper process, started on first use and again after a kill. It is started
through `subprocess`, never forked from Python, since a fork of a process with threads may inherit a held lock. It gets
no open socket, no secret from the environment, and ends by itself when its owner does.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar, cast

from . import markup
from .results import Kind, Rendered

STARTUP_SECONDS = 30.0
# How much longer than one piece of work another thread waits for the helper to come free.
PATIENCE = 5.0
COMMENT_SECONDS = 2.0

_HEADER = struct.Struct("!Q")
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT")
T = TypeVar("T")


class TooSlow(markup.Unrendered):
    """The work took longer than it may, and was stopped."""


class _Gone(Exception):
    """The helper ended without an answer."""


class _Late(Exception):
    """The helper's answer did not come in time."""


class Helper:
    """One helper process and the pipe to it. Threads take turns; after a fork the child starts its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.stop)

    @property
    def pid(self) -> int | None:
        """The helper's process id, or None while none runs."""
        return self._process.pid if self._process else None

    def run(self, work: bytes, seconds: float) -> bytes:
        """Send pickled work and give its pickled result; raise TooSlow when it takes longer than `seconds`."""
        if not self._lock.acquire(timeout=seconds + PATIENCE):
            raise TooSlow(
                "Too many texts are being worked on just now. Nothing was changed: please send it again in a minute."
            )
        try:
            return self._answered(work, seconds)
        except _Late:
            self._end(kill=True)
            raise TooSlow(_sentence(seconds)) from None
        except BaseException:
            # Whatever is still on its way through the pipe must not be taken for the next answer.
            self._end(kill=True)
            raise
        finally:
            self._lock.release()

    def stop(self) -> None:
        """End the helper and wait for it, so that no zombie stays."""
        with self._lock:
            self._end(kill=False)

    def _answered(self, work: bytes, seconds: float) -> bytes:
        try:
            return self._exchange(work, seconds)
        except _Gone:
            # It may have ended while it was idle, so once more; what ends it twice is the work itself.
            self._end(kill=True)
        try:
            return self._exchange(work, seconds)
        except _Gone:
            raise TooSlow(_sentence(seconds)) from None

    def _exchange(self, work: bytes, seconds: float) -> bytes:
        requests, answers = self._pipes()
        deadline = time.monotonic() + seconds
        try:
            _send(requests, struct.pack("!d", seconds) + _HEADER.pack(len(work)) + work)
            return _receive(answers, deadline)
        except OSError as error:
            raise _Gone from error

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Give the pipes to the helper and from it, which is started if none runs."""
        if self._process and self._process.poll() is not None:
            self._end(kill=True)
        fresh = self._process is None
        process = self._process = self._process or _start()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the helper was started without pipes")
        if fresh:
            _receive(process.stdout, time.monotonic() + STARTUP_SECONDS)
        return process.stdin, process.stdout

    def _end(self, *, kill: bool) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if kill:
            process.kill()
        _close(process)
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _forget(self) -> None:
        """In a forked child: the helper is the parent's, and a thread that is not here may hold the lock."""
        self._lock = threading.Lock()
        process, self._process = self._process, None
        if process is not None:
            # The parent waits for it. Left open, our copies of its pipes would keep it alive after the parent.
            process.returncode = 0
            _close(process)


def _start() -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    return subprocess.Popen(
        [sys.executable, "-c", f"from {__package__}.helper import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Without a buffer, and so without its lock, which a process forked in the middle of a write could never get.
        bufsize=0,
        env=environment,
        start_new_session=True,
    )


def _send(requests: IO[bytes], message: bytes) -> None:
    rest = memoryview(message)
    while rest:
        rest = rest[os.write(requests.fileno(), rest) :]


def _receive(answers: IO[bytes], deadline: float) -> bytes:
    (length,) = _HEADER.unpack(_read(answers, _HEADER.size, deadline))
    return _read(answers, length, deadline)


def _read(answers: IO[bytes], size: int, deadline: float) -> bytes:
    waiting = select.poll()
    waiting.register(answers, select.POLLIN)
    pieces = bytearray()
    while len(pieces) < size:
        left = deadline - time.monotonic()
        if left <= 0 or not waiting.poll(left * 1000):
            raise _Late
        piece = os.read(answers.fileno(), min(size - len(pieces), 1 << 16))
        if not piece:
            raise _Gone
        pieces += piece
    return bytes(pieces)


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _sentence(seconds: float) -> str:
    return (
        f"This text could not be worked out within {seconds:g} seconds, which happens where many brackets or "
        "marks stand inside one another. Nothing was changed: take some of them out, and send it again."
    )


_helper = Helper()


def run_limited(function: Callable[..., T], *args: object, seconds: float) -> T:
    """Give `function(*args)`, worked out in the helper process, or raise TooSlow after so many seconds.

    The function is named by its module, and it, its arguments and its result must be picklable. What it raises is
    raised here. The time counts from when the helper is free and started, not from the call.
    """
    answer = _helper.run(pickle.dumps((function, args)), seconds)
    done, result = pickle.loads(answer)  # noqa: S301 - it comes from our own helper
    if not done:
        raise result
    return cast(T, result)


def render_limited(markdown: str, kind: Kind = Kind.COMMENT, *, seconds: float = COMMENT_SECONDS) -> Rendered:
    """Render text from a stranger, with links and images as they stand.

    Raises TooLong, TooDeep or TooSlow, each an Unrendered with a sentence for its author.
    """
    return run_limited(_render, markdown, kind, seconds=seconds)


def _render(markdown: str, kind: Kind) -> Rendered:
    return markup.render(markdown, kind=kind)
