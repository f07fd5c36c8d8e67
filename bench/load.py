"""Load from `wrk` on this machine, bounded in time, and what it says."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.processes import Server

CONNECTIONS = 16
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60000.0}


@dataclass(frozen=True, slots=True)
class Shot:
    """What is asked for again and again."""

    path: str
    headers: Mapping[str, str]
    body: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One measurement: requests a second, milliseconds, CPU milliseconds a request, MiB, answers that were errors."""

    throughput: float
    p50: float
    p99: float
    cpu: float
    memory: float
    errors: int


class NoWrk(Exception):
    """The load generator is missing; the message says how to get it."""


def measure(server: Server, shot: Shot, seconds: int) -> Reading:
    """Ask `server` for `shot` over 16 connections for some seconds."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise NoWrk("wrk is missing. Install it with: apt-get install -y --no-install-recommends wrk")
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "shot.lua"
        script.write_text(_script(shot), encoding="utf-8")
        before = server.cpu_seconds()
        options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "10s", "-s", str(script)]
        done = subprocess.run([wrk, *options, server.address + shot.path], capture_output=True, text=True, check=True)
        spent = server.cpu_seconds() - before
    return _read(done.stdout, spent, server.memory_mib())


def _script(shot: Shot) -> str:
    lines = [f"wrk.headers[{_quoted(name)}] = {_quoted(value)}" for name, value in shot.headers.items()]
    if shot.body:
        lines += ['wrk.method = "POST"', f"wrk.body = {_quoted(shot.body)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _read(output: str, cpu_seconds: float, memory: float) -> Reading:
    requests = int(_found(r"(\d+) requests in", output))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    errors = (int(bad.group(1)) if bad else 0) + (sum(map(int, sockets.groups())) if sockets else 0)
    return Reading(
        throughput=float(_found(r"Requests/sec:\s+([\d.]+)", output)),
        p50=_milliseconds(_found(r"^ +50% +(\S+)", output)),
        p99=_milliseconds(_found(r"^ +99% +(\S+)", output)),
        cpu=1000 * cpu_seconds / max(1, requests),
        memory=memory,
        errors=errors,
    )


def _found(pattern: str, output: str) -> str:
    match = re.search(pattern, output, re.M)
    if match is None:
        raise ValueError(f"wrk said something unexpected:\n{output}")
    return match.group(1)


def _milliseconds(text: str) -> float:
    match = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text)
    if match is None:
        raise ValueError(f"wrk gave a time that can't be read: {text}")
    return float(match.group(1)) * UNITS[match.group(2)]
