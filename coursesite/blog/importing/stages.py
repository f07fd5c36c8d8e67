"""How far an import from the desk is: its words in the run's counts, its files in the data folder."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from coursesite.blog.importing.locking import folder

STAGE = "stage"


class Stage(StrEnum):
    """What comes next. Uploaded files are read by the worker; then somebody decides; then the worker takes them in."""

    UPLOADED = "uploaded"
    READ = "read"
    WANTED = "wanted"
    STAGING = "staging"
    SHOWN = "shown"
    REFUSED = "refused"


def stage_of(counts: dict[str, Any]) -> Stage:
    """How far a run is; what no desk began is on its way."""
    return Stage(counts.get(STAGE, Stage.STAGING))


def upload_of(data_dir: Path, run_id: int) -> Path:
    """Where a run's file waits."""
    return folder(data_dir) / f"{run_id}.upload"


def spool_of(data_dir: Path, run_id: int) -> Path:
    """Where what was read of it waits."""
    return folder(data_dir) / f"{run_id}.spool"


def remove_files(data_dir: Path, run_id: int) -> None:
    """Delete both."""
    for path in (upload_of(data_dir, run_id), spool_of(data_dir, run_id)):
        path.unlink(missing_ok=True)
