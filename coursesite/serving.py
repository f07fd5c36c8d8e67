"""Serves a site: the web server and the background worker as two children of one process that looks after both.

The children are forked, not started anew: the application's modules are loaded once for all of them, which halves the
time to the first page and the memory. The parent itself runs no thread and keeps no connection open.
"""

import logging
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkProcess
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from coursesite import logs
from coursesite.app import create_app
from coursesite.config import Settings
from coursesite.worker import run_worker

log = logging.getLogger(__name__)

WATCHED = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
GRACE = 10.0
"""Seconds that requests and tasks under way get to finish when the site is told to end."""
STEADY = 60.0
"""Seconds after which a worker counts as running well, and its next restart is immediate again."""
LONGEST_WAIT = 30.0
"""Seconds between two starts of a worker that keeps dying."""


class PortTaken(Exception):
    """Another program listens on the port that was asked for."""


class ServerEnded(Exception):
    """The web server ended by itself."""


@dataclass(slots=True)
class Child:
    """One child process, what it does, and when it may next be started."""

    work: Callable[[], object]
    process: ForkProcess | None = None
    started: float = 0.0
    due: float = 0.0
    wait: float = 0.0

    def start(self, now: float) -> None:
        """Fork the process."""
        self.process = ForkProcess(target=_alone, args=(self.work,))
        self.process.start()
        self.started = now

    def ended(self) -> int | None:
        """The exit code, once the process has ended; minus the signal's number if a signal ended it."""
        return self.process.exitcode if self.process else None

    def put_off(self, now: float) -> None:
        """Plan the next start: at once after a steady run, later and later while it keeps dying."""
        self.wait = 1.0 if now - self.started > STEADY else min(max(self.wait * 2, 1.0), LONGEST_WAIT)
        self.process, self.due = None, now + self.wait


class ServerLog(Logger):
    """gunicorn's own log, without network addresses and without anything that stood in a request.

    gunicorn repeats a broken request's address, path and words in its warnings, so that only the fact is kept of them.
    """

    def setup(self, cfg: Any) -> None:
        """Set it up as gunicorn does, then leave the words of exceptions out."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.Wordless(self.error_fmt, self.datefmt))

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        """Write a warning down; of a broken request, that there was one."""
        if str(msg).startswith("Invalid request from"):
            msg, args = "A request that could not be read was refused.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        """Write a fault down, without the path that was asked for."""
        if str(msg).startswith("Error handling request"):
            msg, args = "A request could not be served.", ()
        super().exception(msg, *args, **kwargs)


class Server(BaseApplication):
    """gunicorn, told what to do by us and by no file or environment of its own."""

    def __init__(self, settings: Settings, options: Mapping[str, object]) -> None:
        self._settings = settings
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Take our options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, made in each process that serves it. Flask's type is narrower than gunicorn's stubs ask."""
        return create_app(self._settings)


def serve(
    settings: Settings,
    port: int,
    *,
    host: str = "127.0.0.1",
    workers: int = 2,
    threads: int = 4,
    steps: Iterable[Callable[[Settings], None]] = (),
) -> None:
    """Take the `steps` in order (migrate, take in content, greet the owner), then serve until told to end.

    Returns after SIGTERM, SIGINT or SIGHUP. Raises `PortTaken` before the first step, and `ServerEnded` when the web
    server can't start or dies; the worker is ended in either case.
    """
    check_port(host, port)
    logs.set_up(development=settings.development)
    for step in steps:
        step(settings)
    options = server_options(settings, host, port, workers, threads)
    server = Child(lambda: Server(settings, options).run())
    worker = Child(lambda: run_worker(settings))
    with hearing_signals() as next_signals:
        try:
            look_after(server, worker, next_signals)
        finally:
            end((server, worker))


def check_port(host: str, port: int) -> None:
    """Raise `PortTaken` with a sentence when somebody listens there already.

    The server shares its port among its own processes, and would share it with a second site just as silently.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"The site can't listen on {host}, port {port}: {error.strerror}. "
                f"End what is running there, or choose another port with --port {port + 1}."
            ) from error


def server_options(settings: Settings, host: str, port: int, workers: int, threads: int) -> dict[str, object]:
    """gunicorn's options. It writes no access log: addresses and searches are nobody's to keep."""
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        # Without it one process often gets all the kept-alive connections, and the other none.
        "reuse_port": True,
        "control_socket_disable": True,
        "graceful_timeout": int(GRACE),
        "forwarded_allow_ips": ",".join(settings.proxies),
        "loglevel": "warning",
        "logger_class": ServerLog,
    }


@contextmanager
def hearing_signals() -> Iterator[Callable[[float], set[int]]]:
    """Gives a function that waits for at most so many seconds and gives the numbers of the signals that came."""
    inner, outer = socket.socketpair()
    inner.setblocking(False)
    outer.setblocking(False)
    before = {number: signal.signal(number, lambda *_: None) for number in WATCHED}
    woken_by = signal.set_wakeup_fd(outer.fileno())

    def next_signals(seconds: float) -> set[int]:
        ready, _, _ = select.select([inner], [], [], seconds)
        return set(inner.recv(256)) if ready else set()

    try:
        yield next_signals
    finally:
        signal.set_wakeup_fd(woken_by)
        for number, handler in before.items():
            signal.signal(number, handler)
        inner.close()
        outer.close()


def look_after(server: Child, worker: Child, next_signals: Callable[[float], set[int]]) -> None:
    """Keep both running until a signal says to end. Raises `ServerEnded` when the server ends by itself."""
    server.start(time.monotonic())
    worker.start(time.monotonic())
    while True:
        wait = max(worker.due - time.monotonic(), 0.0) if worker.process is None else LONGEST_WAIT
        if next_signals(wait) - {signal.SIGCHLD}:
            return
        if (code := server.ended()) is not None:
            raise ServerEnded(f"The web server ended with code {code}; what it said stands above.")
        now = time.monotonic()
        if (code := worker.ended()) is not None:
            worker.put_off(now)
            log.warning("The background worker ended with code %s; it starts again in %.0f s.", code, worker.wait)
        if worker.process is None and now >= worker.due:
            worker.start(now)


def end(children: Iterable[Child]) -> None:
    """Ask the children to finish what they are doing; whoever hasn't ended after a while is killed."""
    running = [child.process for child in children if child.process and child.process.is_alive()]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + GRACE + 1
    for process in running:
        process.join(max(deadline - time.monotonic(), 0.1))
        if process.is_alive():
            process.kill()
            process.join()


def _alone(work: Callable[[], object]) -> None:
    """Do the work in a child: in a group of its own, so that Ctrl-C reaches the parent alone, and with its own ears."""
    os.setpgid(0, 0)
    signal.set_wakeup_fd(-1)
    for number in WATCHED:
        signal.signal(number, signal.SIG_DFL)
    work()
