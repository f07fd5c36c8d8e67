"""A short conversation on the shelf, and somebody who plays it by the forms of its pages."""

from dataclasses import dataclass

from tests.learning.learners import Learner, elements, text_of
from tests.library.shelves import Shelf

TALK = "/courses/calls/dana-calls/"
FIELDS = ("you: You answer the phone at ParcelWay.", "with: Dana", "meters: trust 40, heat 70")
BODY = """Practise hearing the feeling before the facts.

## start
Your phone rings.

**Dana:** This is the third time I've rung about this.

> She expects to be passed on again.

- [ ] [It says here it was delivered on Tuesday.](#denial) heat +15
  > Facts first sounds like "you are wrong".
- [x] [Three calls for one parcel. I'd be fed up too.](#heard) heat -30, trust +20
  > She hears that someone counted.

## denial
**Dana:** So I am lying?

> She feels called a liar.

- [x] [No. Nobody should have to ring three times.](#heard) heat -20, trust +10
  > It takes back the doubt.
- [ ] [I only say what stands here.](#end-lost) heat +15
  > The screen wins, she loses.
- [ ] [Tell me again from the beginning.](#start)
  > She has told it three times.

## heard
**Dana:** All right. And now?

> She waits for something that holds.

- [~] [Somebody will call you.](#end-lost) trust -20
  > "Somebody" is what she was promised twice.
- [x] [I find out by four and ring you myself.](#end-kept) trust +20
  > One person, one time.

## end-kept
Dana writes down your name.

> She is tired, and a little relieved.

- if trust >= 70: She will ring you, not your competitor.
- if trust < 70: She waits for four o'clock, and doubts.

## end-lost
Dana hangs up.

- if heat > 60: The next call starts hot.
- if heat <= 60: She didn't even shout.
"""

DENIES, HEARS = "It says here it was delivered on Tuesday.", "Three calls for one parcel. I'd be fed up too."
TAKES_BACK, INSISTS = "No. Nobody should have to ring three times.", "I only say what stands here."
ROUND = "Tell me again from the beginning."
VAGUE, PROMISES = "Somebody will call you.", "I find out by four and ring you myself."


def write_talk(shelf: Shelf, *fields: str, body: str = BODY, name: str = "04-dana-calls") -> None:
    """Put the conversation into the course, as its fourth part, and take it in."""
    fields = (*FIELDS, *(fields or ("feedback: at the end",)))
    shelf.piece(name, "conversation", *fields, key="dana01", body=body, title="Dana calls again")
    shelf.pushed()


@dataclass
class Player:
    """Somebody who plays. `run` is the address of the run they are in."""

    learner: Learner
    run: str = ""

    def begins(self, **fields: object) -> str:
        """Begin a run from the page that was read last, or from the front page; reads its first scene."""
        if f'action="{TALK}runs"' not in self.learner.page:
            self.learner.reads(TALK)
        response = self.learner.posts(f"{TALK}runs", self.learner.form(f"{TALK}runs") | fields)
        self.run = response.headers["Location"].partition("#")[0].partition("?")[0]
        return self.learner.follows(response)

    def says(self, words: str) -> str:
        """Press a reply, and read what it leads to."""
        values = self.learner.form(f"{self.run}steps") | {"choice": self.replies()[words]}
        return self.learner.follows(self.learner.posts(f"{self.run}steps", values))

    def plays(self, *words: str) -> str:
        """Begin a run, and say all of this."""
        page = self.begins()
        for one in words:
            page = self.says(one)
        return page

    def replies(self) -> dict[str, str]:
        """What one could say on the page that was read last: the key of each reply by its words."""
        buttons = [node for node in elements(self.learner.page, "button") if node.get("name") == "choice"]
        return {text_of(node): node.get("value") for node in buttons}
