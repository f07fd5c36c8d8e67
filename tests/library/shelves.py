"""A content folder and a site that takes it in."""

from dataclasses import dataclass
from pathlib import Path

from coursesite import clock
from coursesite.cli.content import pull_tree, push_tree
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library import queries, reading
from coursesite.library.pushing import OnConflict, PullReport, PushReport
from coursesite.library.reading import Content
from tests.library.revisions import publish_in_browser

COURSE = """---
key: {key}
title: {title}
summary: What to say first.
topics: {topics}
---
What this course is.
"""

LESSON = """---
key: {key}
title: {title}
summary: {summary}
---
{body}
"""

QUESTION = """
### Question: The third call
<!-- id: third-call -->

What do you say first?

- [ ] Can I have your order number?
  > The feeling comes first.
- [x] Three calls for one parcel. Let me sort it now.
  > You named it.

> Naming the feeling lowers it.
"""


@dataclass
class Shelf:
    """A folder of content beside a site's database."""

    root: Path
    database: Database
    settings: Settings

    def write(self, path: str, text: str | bytes) -> Path:
        """Put a file into the folder."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def course(
        self, folder: str = "calls", *, key: str = "course1", title: str = "Calls", topics: str = "phone"
    ) -> str:
        """Put a course's own file into the folder; gives its path."""
        path = f"courses/{folder}/course.md"
        self.write(path, COURSE.format(key=key, title=title, topics=topics))
        return path

    def lesson(
        self,
        name: str,
        body: str = "Listen before you ask.",
        *,
        key: str,
        folder: str = "calls",
        title: str = "A lesson",
        summary: str = "What a reader finds here.",
    ) -> str:
        """Put a lesson into the folder; gives its path."""
        path = f"courses/{folder}/{name}.md"
        self.write(path, LESSON.format(key=key, title=title, summary=summary, body=body))
        return path

    def post(
        self,
        name: str,
        *fields: str,
        key: str,
        body: str = "What a post says.",
        title: str = "A post",
        summary: str = "What a reader finds here.",
    ) -> str:
        """Put a post into the blog, with these lines in its front matter; gives its path."""
        path = f"blog/{name}.md"
        lines = ["---", f"key: {key}", f"title: {title}", f"summary: {summary}", *fields, "---", body, ""]
        self.write(path, "\n".join(lines))
        return path

    def piece(self, name: str, kind: str, *fields: str, key: str, body: str = QUESTION, title: str = "") -> str:
        """Put a quiz, a pool or another piece into the course, with these lines in its front matter; gives its path."""
        path = f"courses/calls/{name}.md"
        lines = ["---", f"key: {key}", f"title: {title or key}", f"kind: {kind}", "summary: s", *fields, "---", body]
        self.write(path, "\n".join(lines))
        return path

    def faults(self) -> list[tuple[str, int, str]]:
        """What a push finds wrong: file, line and problem."""
        found = self.push().faults
        assert all(fault.fault.remedy for fault in found)
        return [(fault.path.rpartition("/")[2], fault.fault.line, fault.fault.problem) for fault in found]

    def read(self, path: str) -> bytes:
        """A file's bytes."""
        return (self.root / path).read_bytes()

    def move(self, old: str, new: str) -> None:
        """Rename a file or a folder."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)

    def push(
        self, *, write_keys: bool = True, archive: bool = False, on_conflict: OnConflict = "stop", dry_run: bool = False
    ) -> PushReport:
        """Take the folder in."""
        return push_tree(
            self.database,
            self.root,
            data_dir=self.settings.data_dir,
            now=clock.now(),
            write_keys=write_keys,
            archive=archive,
            on_conflict=on_conflict,
            dry_run=dry_run,
        )

    def pushed(self) -> PushReport:
        """Take the folder in, in which nothing is wrong."""
        report = self.push()
        assert [str(fault) for fault in report.faults] == []
        return report

    def pull(self, root: Path | None = None) -> PullReport:
        """Write what is published into the folder, or into another."""
        return pull_tree(self.database, root or self.root, data_dir=self.settings.data_dir)

    def publish_in_browser(self, key: str, text: str) -> None:
        """Publish another text of a piece as the studio does, without its file."""
        with self.database.writing() as session:
            publish_in_browser(session, key, text.encode())
            session.commit()

    def lesson_content(self, lesson: str, course: str = "calls") -> Content:
        """What is published of a lesson."""
        with self.database.reading() as session:
            row = queries.find_lesson(session, course, lesson)
            assert row is not None
            return reading.content(session, row.published_revision_id)

    def prose(self, lesson: str, course: str = "calls") -> str:
        """The HTML of a lesson's prose."""
        return "".join(block.prose for block in self.lesson_content(lesson, course).blocks)

    def moved_to(self, path: str) -> str | None:
        """Where an old address leads."""
        with self.database.reading() as session:
            return queries.moved_to(session, path)
