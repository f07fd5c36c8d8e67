"""Servers under measurement: started alike, asked for their time and memory, ended by their own process number."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

WORKERS = 2
THREADS = 4
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and the processes it is made of."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def processes(self) -> list[psutil.Process]:
        """The server's process and all its children."""
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """Processor time spent so far, user and system, by all its processes."""
        return sum(times.user + times.system for times in (part.cpu_times() for part in self.processes()))

    def memory_mib(self) -> float:
        """Memory held by its processes alone, in MiB (unique set size, so that shared pages don't count twice)."""
        return sum(part.memory_full_info().uss for part in self.processes()) / 2**20


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def gunicorn(name: str, application: str, ready: str, environ: Mapping[str, str]) -> Iterator[Server]:
    """A gunicorn with the site's own options serving `application`, until the block ends."""
    port = free_port()
    options = ["-k", "gthread", "-w", str(WORKERS), "--threads", str(THREADS), "--reuse-port", "--no-control-socket"]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        *options,
        "-b",
        f"127.0.0.1:{port}",
        "--log-level",
        "warning",
        application,
    ]
    process = subprocess.Popen(command, env={**os.environ, **environ})
    server = Server(name, port, process)
    try:
        _wait(server, ready)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Server, ready: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"{server.name} ended before it answered")
        try:
            with urllib.request.urlopen(server.address + ready, timeout=5):
                return
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{server.name} answered {error.code} at {ready}") from error
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"{server.name} did not answer within {PATIENCE_SECONDS:.0f} s")
