"""What every feature knows about one person, put together: for the export and for erasure."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

Rows = list[dict[str, object]]


class Personal(Protocol):
    """A feature's `personal.py`."""

    TABLES: frozenset[str]

    def export(self, session: Session, user_id: int, /) -> dict[str, Rows]:
        """Everything of this person, nothing of anyone else."""

    def files(self, session: Session, user_id: int, data_dir: Path, /) -> list[Path]:
        """This person's uploads."""

    def erase(self, session: Session, user_id: int, now: datetime, /) -> list[Path]:
        """Remove or make ownerless; the files to delete once that is committed."""


class NameTaken(Exception):
    """Two features export a list under the same name."""


def everything(features: Sequence[Personal], session: Session, user_id: int) -> dict[str, Rows]:
    """All lists of all features. Raises `NameTaken` rather than let one list hide another."""
    lists: dict[str, Rows] = {}
    for feature in features:
        for name, rows in feature.export(session, user_id).items():
            if name in lists:
                raise NameTaken(name)
            lists[name] = rows
    return lists


def uploads(features: Sequence[Personal], session: Session, user_id: int, data_dir: Path) -> list[Path]:
    """All of this person's files that are still there."""
    found = (path for feature in features for path in feature.files(session, user_id, data_dir))
    return [path for path in found if path.is_file()]


def erase(features: Sequence[Personal], session: Session, user_id: int, now: datetime) -> list[Path]:
    """Erase a person from every feature, those that stand highest first, so that nothing points at what is gone.

    Gives the files to delete after the commit.
    """
    return [path for feature in reversed(features) for path in feature.erase(session, user_id, now)]


def delete_files(paths: Sequence[Path], data_dir: Path) -> None:
    """Delete files after the commit that let go of them. Those named relatively stand in the data folder."""
    for path in paths:
        (data_dir / path).unlink(missing_ok=True)
