"""A crowd that answers, votes and signs up over HTTP, and a ledger of what the site has acknowledged to it."""

import http.client
import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

LESSON = "/courses/calls/begin/"
ANSWER = f"{LESSON}answers/third-call"
SIGN_UP = "sign-up-"
VOTE = f"{LESSON}answers/where"
Stop = Callable[[], None]
HEARD_WITHIN = 30.0
"""Seconds after which a request without an answer is given up."""


@dataclass
class Ledger:
    """The once-only values of acknowledged answers and the addresses of acknowledged sign-ups, as they come in."""

    answers: set[str] = field(default_factory=set)
    sign_ups: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    sent: int = 0
    _news: threading.Condition = field(default_factory=threading.Condition)

    def __len__(self) -> int:
        return len(self.answers) + len(self.sign_ups)

    def write(self, kind: set[str], what: str) -> None:
        """Note that the site has said yes to something."""
        with self._news:
            kind.add(what)
            self._news.notify_all()

    def refuse(self, what: str) -> None:
        """Note that the site has said no, which nobody in this crowd deserves."""
        with self._news:
            self.refused.append(what)
            self._news.notify_all()

    def reaches(self, count: int, seconds: float = HEARD_WITHIN) -> None:
        """Wait until so many things are acknowledged. Fails when they aren't in time, or when something was refused."""
        with self._news:
            came = self._news.wait_for(lambda: len(self) >= count or self.refused, seconds)
        assert came, f"{len(self)} of {count} were acknowledged within {seconds} s"
        assert not self.refused, self.refused


@dataclass
class Member:
    """One of the crowd: sends one form after the other until told to stop, or until the site is gone."""

    number: int
    address: str
    options: tuple[str, str]
    ledger: Ledger
    names: Iterator[int]
    stopped: threading.Event
    cookie: str = ""

    def run(self) -> None:
        """Answer, vote and sign up by turns."""
        for kind in itertools.cycle((self._answer, self._vote, self._sign_up, self._answer_anew)):
            if self.stopped.is_set():
                return
            try:
                kind()
            except (OSError, http.client.HTTPException):
                return

    def _answer(self) -> None:
        self._answers(ANSWER, self.options[0], self.cookie)

    def _vote(self) -> None:
        self._answers(VOTE, self.options[1], self.cookie)

    def _answer_anew(self) -> None:
        self._answers(ANSWER, self.options[0], "")

    def _answers(self, path: str, option: str, cookie: str) -> None:
        once = f"answer-{next(self.names):08d}"
        set_cookie = self._post(path, {"once": once, "pick": option}, cookie, once, self.ledger.answers)
        self.cookie = self.cookie or set_cookie

    def _sign_up(self) -> None:
        address = f"somebody{next(self.names)}@example.org"
        self._post("/sign-up", {"once": SIGN_UP + address, "address": address}, "", address, self.ledger.sign_ups)

    def _post(self, path: str, form: dict[str, str], cookie: str, what: str, kind: set[str]) -> str:
        """Send a form, and note what the site says to it; gives the cookie it set, if any."""
        host = urlsplit(self.address).netloc
        connection = http.client.HTTPConnection(host, timeout=HEARD_WITHIN)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.address,
            # Each comes from an address of its own, so that no limit on one address stops the crowd.
            "X-Forwarded-For": f"10.{self.number}.{next(self.names) // 250 % 250}.{next(self.names) % 250}",
            **({"Cookie": cookie} if cookie else {}),
        }
        try:
            self.ledger.sent += 1
            connection.request("POST", path, urlencode(form), headers)
            response = connection.getresponse()
            if 200 <= response.status < 400:
                self.ledger.write(kind, what)
            else:
                self.ledger.refuse(f"{response.status} to {path}: {response.read()[:2000]!r}")
            return (response.getheader("Set-Cookie") or "").partition(";")[0]
        finally:
            connection.close()


@contextmanager
def crowd(
    address: str, options: tuple[str, str], ledger: Ledger, names: Iterator[int], size: int = 4
) -> Iterator[Stop]:
    """So many people at once at a site, until the block ends. `options` are those picked in the question and the poll.

    Gives a function that tells them to stop and waits until the last has heard its answer.
    """
    stopped = threading.Event()
    members = [Member(number, address, options, ledger, names, stopped) for number in range(size)]
    threads = [threading.Thread(target=member.run, name=f"member {member.number}") for member in members]
    for thread in threads:
        thread.start()

    def stop() -> None:
        stopped.set()
        for thread in threads:
            thread.join(HEARD_WITHIN)
            assert not thread.is_alive(), f"{thread.name} is still waiting"

    try:
        yield stop
    finally:
        stop()
