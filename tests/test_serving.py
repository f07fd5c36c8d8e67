"""Serving: two children looked after by one process, on a clock of the test's own."""

import os
import signal
import socket
from collections.abc import Callable, Iterator

import pytest

from coursesite import serving
from coursesite.config import Settings
from coursesite.serving import Child, PortTaken, ServerEnded

STAY = signal.pause


def END() -> None:  # noqa: N802  # a kind of work, like STAY
    raise SystemExit(9)


class Moments:
    """A clock that moves as far as somebody waits, and the signals that come meanwhile."""

    def __init__(self, children: list[Child], rounds: int) -> None:
        self.now = 1000.0
        self.waited: list[float] = []
        self._children = children
        self._rounds = rounds

    def next_signals(self, seconds: float) -> set[int]:
        """Wait for a child that ends by itself, or let the seconds pass; the last round ends the site."""
        self.waited.append(seconds)
        self._rounds -= 1
        if self._rounds < 0:
            return {signal.SIGTERM}
        ending = [child.process for child in self._children if child.process and child.work is END]
        if ending:
            ending[0].join(10)
            return {signal.SIGCHLD}
        self.now += seconds
        return set()


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Child, Child, int], Moments]]:
    begun: list[Child] = []

    def watched(server: Child, worker: Child, rounds: int) -> Moments:
        begun.extend((server, worker))
        moments = Moments(begun, rounds)
        monkeypatch.setattr("coursesite.serving.time.monotonic", lambda: moments.now)
        serving.look_after(server, worker, moments.next_signals)
        return moments

    yield watched
    monkeypatch.undo()
    serving.end(begun)


def test_a_signal_ends_it_and_both_children(watch: Callable[[Child, Child, int], Moments]) -> None:
    server, worker = Child(STAY), Child(STAY)
    watch(server, worker, 0)
    serving.end((server, worker))
    assert (server.ended(), worker.ended()) == (-signal.SIGTERM, -signal.SIGTERM)


def test_a_worker_that_keeps_dying_is_started_again_later_and_later(
    watch: Callable[[Child, Child, int], Moments], caplog: pytest.LogCaptureFixture
) -> None:
    watch(Child(STAY), Child(END), 14)
    assert [message.split()[-2] for message in caplog.messages] == ["1", "2", "4", "8", "16", "30", "30"]
    assert "code 9" in caplog.messages[0]


def test_a_worker_that_ran_well_is_started_again_soon() -> None:
    child = Child(STAY, started=0.0, wait=30.0)
    child.put_off(now=3600.0)
    assert child.due == 3601.0


def test_a_server_that_dies_ends_the_site_with_a_sentence(watch: Callable[[Child, Child, int], Moments]) -> None:
    with pytest.raises(ServerEnded, match="code 9"):
        watch(Child(END), Child(STAY), 5)


def test_a_child_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    hears_nothing_now, says_so = os.pipe()

    def deaf() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.write(says_so, b"!")
        signal.pause()

    monkeypatch.setattr(serving, "GRACE", -1.0)
    child = Child(deaf)
    child.start(0.0)
    os.read(hears_nothing_now, 1)
    serving.end([child])
    assert child.ended() == -signal.SIGKILL


def test_real_signals_wake_it_and_the_old_handlers_come_back() -> None:
    before = signal.getsignal(signal.SIGHUP)
    with serving.hearing_signals() as next_signals:
        assert next_signals(0) == set()
        signal.raise_signal(signal.SIGHUP)
        assert next_signals(5) == {signal.SIGHUP}
    assert signal.getsignal(signal.SIGHUP) == before


def test_a_port_that_is_taken_is_named_before_anything_is_done(settings: Settings) -> None:
    done: list[str] = []
    with socket.socket() as other:
        # The other program shares its port, as our own server does: only a look beforehand tells.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"--port {port + 1}"):
            serving.serve(settings, port, steps=[lambda _: done.append("migrated")])
    assert done == []


def test_the_server_keeps_no_record_of_who_asked_for_what(settings: Settings) -> None:
    server = serving.Server(settings, serving.server_options(settings, "127.0.0.1", 8000, 2, 4))
    assert server.cfg.accesslog is None
    assert server.cfg.control_socket_disable is True


def test_only_our_own_proxies_are_believed(settings: Settings) -> None:
    server = serving.Server(settings, serving.server_options(settings, "::1", 8000, 2, 4))
    assert server.cfg.forwarded_allow_ips == []
    assert server.cfg.bind == ["[::1]:8000"]
