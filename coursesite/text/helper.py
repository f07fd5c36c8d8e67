"""The other end of `timed`: reads work from its input, does it, writes the result, until its owner is gone."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from typing import BinaryIO

# Imported here and not when the first work comes, so that starting up does not count as working.
from . import markup  # noqa: F401

GRACE_SECONDS = 1.0
_HEADER = struct.Struct("!Q")


def serve() -> None:
    """Answer one piece of work after another: seconds, length and pickle in; length and pickle out."""
    source, answers = _own_pipes()
    _answer(answers, b"")
    while head := source.read(8 + _HEADER.size):
        (seconds,) = struct.unpack("!d", head[:8])
        (length,) = _HEADER.unpack(head[8:])
        work = source.read(length)
        # The owner kills what takes too long. Should the owner itself be gone by then, the alarm does.
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE_SECONDS)
        result = _done(work)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _answer(answers, result)


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for ourselves: what the work prints goes to the error stream and cannot break the protocol."""
    source = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return source, answers


def _done(work: bytes) -> bytes:
    try:
        function, arguments = pickle.loads(work)  # noqa: S301 - written by our own other end of the pipe
        return pickle.dumps((True, function(*arguments)))
    except Exception as error:  # noqa: BLE001 - it is raised again at the other end
        return _failed(error)


def _failed(error: Exception) -> bytes:
    try:
        written = pickle.dumps((False, error))
        pickle.loads(written)  # noqa: S301 - just written; some errors can be pickled and not read back
    except Exception:  # noqa: BLE001 - whatever it is, its words must reach the other end
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return written


def _answer(answers: BinaryIO, result: bytes) -> None:
    try:
        answers.write(_HEADER.pack(len(result)) + result)
        answers.flush()
    except BrokenPipeError:
        # The owner is gone, and with it the need for an answer.
        sys.stderr.close()
        os._exit(0)
