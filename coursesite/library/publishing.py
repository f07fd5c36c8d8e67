"""Publishing one piece from the browser: the same way as a push, for a single source that stands in no file yet.

plan = plan_one(reading_session, path, data, data_dir, now=…)     decides and compiles; changes nothing in the database
carry_out(writing_session, plan, now, author_id=…)         where `plan.report.faults` is empty; the caller commits
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.orm import Session

from coursesite.exercises import Said
from coursesite.library.faults import FileFault, file_fault
from coursesite.library.shelving import queries
from coursesite.library.shelving.compilations import compile_entries
from coursesite.library.shelving.entries import Action, read_entries
from coursesite.library.shelving.pictures import pictures_beside
from coursesite.library.shelving.places import places_after, places_before
from coursesite.library.shelving.plan import Plan
from coursesite.library.shelving.telling import tell
from coursesite.library.shelving.writing import Stale, carry_out
from coursesite.library.tree import tree_of_one

__all__ = ["Plan", "Stale", "carry_out", "plan_one"]

NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})


def plan_one(
    session: Session,
    path: str,
    data: bytes,
    data_dir: Path | None,
    pictures: Mapping[str, bytes] = NO_PICTURES,
    *,
    now: datetime,
    said: Said | None = None,
    note: str = "",
) -> Plan:
    """Decide and compile what publishing this text at this path of the content folder will do.

    `path` is such as courses/service-recovery/09-pool.md; a piece that is published there already gets the text as
    its new revision, and its front matter carries that piece's key. `data` may lack key and ids: they are written in
    (`plan.entries[0].data` has the whole text). `pictures` go by their names into images/ beside it, where text
    shows them as images/NAME. Every fault at once stands in `plan.report.faults`; with one, carry nothing out.

    `said` is what a coach said about one option of what is published: that makes a revision with this `note` also of
    the same text, in which the option has another key.

    No file is noted as pushed: `content pull` writes the piece out, and a push before that calls it newer on the site.
    """
    plan = Plan(tree_of_one(path, data), queries.known_pieces(session), queries.known_pictures(session), alone=True)
    faults = list(plan.tree.faults)
    # What a browser sends was written over what is published: it is taken whatever the file says.
    plan.entries, found = read_entries(plan.tree.sources, plan.known, write=True, choose=lambda _path: "files")
    for entry in plan.entries:
        if entry.action is not Action.UNCHANGED or said is not None:
            entry.action = Action.TAKE
        entry.said, entry.note = said, note
    faults += [*found, *_elsewhere(plan)]
    plan.before = places_before(plan.known)
    plan.after, found = places_after(plan.before, plan.entries, now, archive=False, alone=True)
    faults += found
    folder = plan.tree.sources[0].folder if plan.tree.sources else ""
    plan.pictures = pictures_beside(folder, plan.known_pictures, pictures, data_dir)
    faults += plan.pictures.faults
    faults += compile_entries(plan, session, write=True)
    plan.report.faults = sorted(set(faults))
    if not faults:
        tell(plan, session)
        plan.report.without_file.clear()
    return plan


def _elsewhere(plan: Plan) -> Iterator[FileFault]:
    """Name a key whose piece stands at another path: a move is made with files, where links are seen to."""
    for entry in plan.entries:
        if entry.known is not None and entry.known.path != entry.source.path:
            problem = f"The key “{entry.key}” belongs to “{entry.known.title}”, which stands at {entry.known.path}."
            line = entry.metadata.lines.get("key", 1) if entry.metadata else 1
            yield file_fault(entry.source.path, problem, "Delete the line “key: …”, and a new one is written.", line)
