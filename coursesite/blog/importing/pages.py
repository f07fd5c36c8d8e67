"""What the desk's pages say about bringing a blog along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coursesite.blog.importing.models import ImportRun
from coursesite.blog.importing.reporting import left_lines, taken_lines
from coursesite.blog.importing.stages import Stage, stage_of

HERE = "/studio/blog/import"
LARGEST_UPLOAD = 64 * 1024 * 1024
LARGEST = f"{LARGEST_UPLOAD // (1024 * 1024)} MB"
MOST_SHOWN = 500
LONG = 20
_WORDS = {
    Stage.UPLOADED: "is being read",
    Stage.READ: "waits for your decision",
    Stage.WANTED: "is being brought along",
    Stage.STAGING: "is being brought along",
    Stage.SHOWN: "was brought along",
    Stage.REFUSED: "was not brought along",
}
_HEADINGS = {
    Stage.READ: "Ready to be brought along",
    Stage.SHOWN: "The blog is here",
    Stage.REFUSED: "This blog did not come along",
}
PROGRAMS = {"wordpress": "WordPress", "blogger": "Blogger", "coursesite": "coursesite"}


@dataclass(frozen=True, slots=True)
class RunLine:
    """An import among the last ones."""

    name: str
    words: str
    href: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Choosing a file. `problem` says why the one that was sent won't do."""

    runs: Sequence[ImportRun]
    problem: str = ""

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return [("Posts", "/studio/blog/"), ("Import a blog", None)]

    @property
    def largest(self) -> str:
        """How large a file may be here."""
        return LARGEST

    @property
    def lines(self) -> list[RunLine]:
        """The last imports."""
        return [RunLine(run.name, _WORDS[stage_of(run.counts)], f"{HERE}/{run.id}", run.begun_at) for run in self.runs]


@dataclass(frozen=True, slots=True)
class RunPage:
    """One import: how far it is, what comes along, what stays behind, what to look at."""

    run: ImportRun

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return [("Posts", "/studio/blog/"), ("Import a blog", HERE), (self.run.name, None)]

    @property
    def stage(self) -> Stage:
        """How far it is."""
        return stage_of(self.run.counts)

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has it."""
        return self.stage in (Stage.UPLOADED, Stage.WANTED, Stage.STAGING)

    @property
    def heading(self) -> str:
        """What the page is about."""
        if self.stage is Stage.READ and self.brings_nothing:
            return "Everything is here already"
        return _HEADINGS.get(self.stage, "A blog on its way")

    @property
    def doing(self) -> str:
        """What the worker does just now, as a sentence."""
        found = self.run.counts.get("progress", {})
        if not found:
            return "It waits for its turn, or has just begun."
        done, of = found["done"], found["of"]
        return (
            f"{found['what'].capitalize()}: {done:,} of {of:,}." if of else f"{found['what'].capitalize()}: {done:,}."
        )

    @property
    def why(self) -> str:
        """Why it was refused."""
        return str(self.run.counts.get("why", ""))

    @property
    def blog(self) -> str:
        """Which blog it is."""
        program = PROGRAMS.get(self.run.program, "")
        title = self.run.counts.get("title") or self.run.name
        return f"“{title}”, from {program}." if program else f"“{title}”."

    @property
    def taken(self) -> list[str]:
        """What comes along."""
        return taken_lines(self.run.counts)

    @property
    def left(self) -> list[str]:
        """What stays behind."""
        return left_lines(self.run.counts)

    @property
    def doubts(self) -> list[str]:
        """What to look at, as far as a page holds it."""
        return self.run.doubts[:MOST_SHOWN]

    @property
    def more_doubts(self) -> int:
        """How many more there are."""
        return max(len(self.run.doubts) - MOST_SHOWN, 0)

    @property
    def brings_waiting(self) -> bool:
        """Whether comments came with it that wait for a decision."""
        return bool(self.run.counts.get("held"))

    @property
    def is_long(self) -> bool:
        """Whether it takes scrolling to read it, so that what to do stands above it, too."""
        return len(self.taken) + len(self.left) + len(self.doubts) > LONG

    @property
    def brings_nothing(self) -> bool:
        """Whether everything in it is here already."""
        names = ("posts", "pages", "drafts", "scheduled", "archived", "approved", "held")
        return not any(self.run.counts.get(name) for name in names)
