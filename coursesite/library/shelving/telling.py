"""Putting into words what a plan will do."""

from sqlalchemy.orm import Session

from coursesite.library.compiling import Compilation
from coursesite.library.models import State
from coursesite.library.shelving import queries
from coursesite.library.shelving.entries import Action
from coursesite.library.shelving.plan import Plan
from coursesite.library.shelving.reports import Paired, conflict


def tell(plan: Plan, session: Session | None) -> None:
    """Put into words what the plan will do, and fetch what the site gives back."""
    report = plan.report
    contested = [entry for entry in plan.entries if entry.action in (Action.CONFLICT, Action.GIVE)]
    wanted = [entry.known.revision_id for entry in contested if entry.known and entry.known.revision_id]
    texts = dict(queries.sources(session, wanted)) if session is not None and wanted else {}
    for entry in plan.entries:
        path = entry.source.path
        site = texts.get(entry.known.revision_id or 0, b"") if entry.known else b""
        if entry.action is Action.TAKE:
            report.taken_in.append(path)
        elif entry.action is Action.NEWER:
            report.newer_on_site.append(path)
        elif entry.action is Action.CONFLICT:
            report.conflicts.append(conflict(path, entry.key, site, entry.source.data))
        elif entry.action is Action.GIVE:
            entry.data = site
            report.given_back.append(path)
        elif entry.action is Action.OFF:
            report.off_site.append(path)
        else:
            report.unchanged.append(path)
        if entry.action is Action.TAKE and entry.data != entry.source.data:
            report.keys_written.append(path)
        if entry.known and entry.known.path != path and not entry.keeps_place:
            report.renamed.append((entry.known.path, path))
        report.pairings += _pairings(path, entry.made)
        _tell_state(plan, entry.key, taken=entry.action is Action.TAKE)
    present = {entry.key for entry in plan.entries}
    for key, place in plan.after.items():
        if place.state is State.ARCHIVED and plan.before[key].state.stands_in_files:
            report.archived.append(place.path)
        elif place.state.stands_in_files and not place.is_off and key not in present:
            report.without_file.append(place.path)
    report.images = sorted({row["path"] for row in plan.pictures.rows} | set(plan.pictures.gone))


def _tell_state(plan: Plan, key: str, *, taken: bool) -> None:
    """Name what nobody sees, or nobody sees yet, where this push decided that."""
    place, before = plan.after[key], plan.before.get(key)
    if not taken and before is not None and (before.state, before.published_at) == (place.state, place.published_at):
        return
    if place.state is State.DRAFT:
        plan.report.drafts.append(place.path)
    elif place.state is State.SCHEDULED and place.published_at is not None:
        plan.report.scheduled.append((place.path, place.published_at))


def _pairings(path: str, made: Compilation | None) -> list[Paired]:
    found = made.pairings if made else ()
    return [Paired(path, exercise, pairing.old_text, pairing.new_text, pairing.key) for exercise, pairing in found]
