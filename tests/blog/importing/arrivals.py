"""A site that takes a blog in, and what stands there afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from coursesite.blog.importing import tasks
from coursesite.blog.importing.gathering import Fetch
from coursesite.blog.importing.models import ImportRun
from coursesite.blog.importing.preparing import counted, prepare
from coursesite.blog.importing.reporting import doubt_lines
from coursesite.blog.importing.spool_queries import Spool
from coursesite.blog.importing.stages import STAGE, Stage
from coursesite.blog.models import Comment, Discussion
from coursesite.config import Settings
from coursesite.db import Base, Database
from coursesite.library.models import Piece, Revision

SAMPLES = Path(__file__).parent / "samples"
A_BLOG = SAMPLES / "takeout.atom"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass(slots=True)
class Arrival:
    """What a dry run said: counts by name, and the doubts as lines."""

    counts: dict[str, Any]
    doubts: list[str]


@dataclass(slots=True)
class Arrivals:
    """Takes files in, as the command does."""

    database: Database
    settings: Settings
    spools: int = field(default=0)

    @contextmanager
    def spool(self) -> Iterator[Spool]:
        """A spool of its own, closed at the end."""
        self.spools += 1
        self.settings.data_dir.mkdir(exist_ok=True)
        made = Spool(self.settings.data_dir / f"spool-{self.spools}")
        try:
            yield made
        finally:
            made.close()

    def dry_run(self, file: Path, fetch: Fetch | None = None, now: datetime = NOW) -> Arrival:
        """What an import of this file would do."""
        with self.spool() as spool:
            prepare(self.database, spool, file, now, fetch=fetch)
            return Arrival(counted(spool), doubt_lines(spool.doubts(1000)))

    def take_in(self, file: Path, fetch: Fetch | None = None, now: datetime = NOW) -> Arrival:
        """Import a file; gives what its dry run said."""
        with self.spool() as spool:
            prepare(self.database, spool, file, now, fetch=fetch)
            said = Arrival(counted(spool), doubt_lines(spool.doubts(1000)))
            run_id = tasks.begin(self.database, spool, file.name, "", now, None)
            tasks.take_in(self.database, spool, run_id, self.settings.data_dir, now)
            return said

    def rows(self, table: type[Base], *order: Any) -> list[Any]:
        """All rows of a table."""
        with self.database.reading() as session:
            return list(session.scalars(select(table).order_by(*order)))

    def piece(self, slug: str) -> Piece:
        """The post or page with this slug."""
        found: Piece = next(piece for piece in self.rows(Piece) if piece.slug == slug)
        return found

    def source(self, slug: str) -> str:
        """The Markdown of the post or page with this slug."""
        number = self.piece(slug).published_revision_id
        revision: Revision = next(one for one in self.rows(Revision) if one.id == number)
        return revision.source.decode()

    def comments(self, slug: str) -> list[Comment]:
        """The comments below a post, in reading order."""
        number = self.piece(slug).id
        return [one for one in self.rows(Comment, Comment.path) if one.post_id == number]

    def discussion(self, slug: str) -> Discussion:
        """What is known of a post's comments together."""
        number = self.piece(slug).id
        found: Discussion = next(one for one in self.rows(Discussion) if one.post_id == number)
        return found


def waiting_run(database: Database, **counts: object) -> int:
    """An import that was sent at the desk, read, and waits for a decision; gives its number."""
    with database.writing() as session:
        run = ImportRun(
            name="blog.xml",
            program="wordpress",
            fingerprint="",
            counts={STAGE: Stage.READ.value, "posts": 1, **counts},
            doubts=["“One”: It was private, and comes as a draft."],
            begun_at=NOW,
        )
        session.add(run)
        session.commit()
        return run.id
