"""From files to the database: everything is read, checked and compiled first; then one short transaction writes it.

plan = prepare(reading_session, tree, …)       decides and compiles; changes nothing
plan.write_files()                             keys and ids, where the caller may write to files
carry_out(writing_session, plan, now)          the caller commits; `Stale` says to begin again
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.orm import Session

from coursesite.exercises import Said
from coursesite.library.faults import FileFault
from coursesite.library.models import Kind, State
from coursesite.library.shelving import queries
from coursesite.library.shelving.apart import note_apart, unknown_options
from coursesite.library.shelving.compilations import compile_entries
from coursesite.library.shelving.entries import Choose, read_entries
from coursesite.library.shelving.pictures import read_pictures
from coursesite.library.shelving.places import places_after, places_before
from coursesite.library.shelving.plan import Plan
from coursesite.library.shelving.reports import Conflict, Paired, PullReport, PushReport
from coursesite.library.shelving.telling import tell
from coursesite.library.shelving.writing import Stale, carry_out
from coursesite.library.tree import read_tree

__all__ = ["Conflict", "Paired", "Plan", "PullReport", "PushReport", "Stale", "carry_out", "check", "prepare"]

OnConflict = str | Mapping[str, str]
NOTHING_SAID: Mapping[str, Said] = MappingProxyType({})


def check(root: Path, now: datetime) -> list[FileFault]:
    """Every fault that a content folder has now, sorted; changes nothing."""
    plan = Plan(read_tree(root))
    _decide(plan, now, write=True, archive=False, choose=lambda _path: "stop", data_dir=None)
    return plan.report.faults


def prepare(
    session: Session,
    root: Path,
    now: datetime,
    *,
    data_dir: Path | None,
    write_keys: bool,
    archive: bool = False,
    on_conflict: OnConflict = "stop",
    apart: Mapping[str, Said] = NOTHING_SAID,
) -> Plan:
    """Decide and compile what a push of this folder will do.

    `write_keys` says that files may be written to. Without a data folder images are checked and not
    kept. `on_conflict` is stop, files or site, or one of them by path.
    `apart` says by path of an option that it is another than the published one whose key it has, or would inherit.
    Any fault at all and the plan does nothing; its report holds every fault at once.
    """
    choose: Choose = (lambda _path: on_conflict) if isinstance(on_conflict, str) else _by_path(on_conflict)
    tree = read_tree(root)
    plan = Plan(tree, queries.known_pieces(session), queries.known_pictures(session))
    _decide(
        plan, now, write=write_keys, archive=archive, choose=choose, data_dir=data_dir, session=session, apart=apart
    )
    return plan


def _by_path(chosen: Mapping[str, str]) -> Choose:
    return lambda path: chosen.get(path, "stop")


def _decide(
    plan: Plan,
    now: datetime,
    *,
    write: bool,
    archive: bool,
    choose: Choose,
    data_dir: Path | None,
    session: Session | None = None,
    apart: Mapping[str, Said] = NOTHING_SAID,
) -> None:
    faults = list(plan.tree.faults)
    plan.entries, found = read_entries(plan.tree.sources, plan.known, write=write, choose=choose)
    faults += [*found, *note_apart(plan.entries, apart)]
    plan.before = places_before(plan.known)
    plan.after, found = places_after(plan.before, plan.entries, now, archive=archive)
    faults += found
    holding = (Kind.COURSE, Kind.POST)
    kept = (place for place in plan.after.values() if place.kind in holding and place.state.stands_in_files)
    left = {place.path.rpartition("/")[0] for place in kept}
    plan.pictures = read_pictures(plan.tree, plan.known_pictures, data_dir, folders_left=left, archive=archive)
    plan.pictures.gone = sorted(set(plan.pictures.gone) - _newer_pictures(plan, session, archive=archive))
    faults += plan.pictures.faults
    faults += compile_entries(plan, session, write=write)
    faults += unknown_options(plan.entries, plan.previous)
    plan.report.faults = sorted(set(faults))
    if not faults:
        tell(plan, session)


def _newer_pictures(plan: Plan, session: Session | None, *, archive: bool) -> set[str]:
    """The pictures of texts from the browser that no file has yet: they aren't gone from a folder."""
    newer = (piece for piece in plan.known if State(piece.state).stands_in_files)
    revisions = [piece.revision_id for piece in newer if piece.fingerprint != piece.pushed_fingerprint]
    wanted = [revision for revision in revisions if revision is not None]
    if session is None or not archive or not plan.pictures.gone:
        return set()
    return {path for _id, compiled in queries.compiled_forms(session, wanted) for path in compiled.get("pictures", ())}
