"""Carrying out a plan: one short transaction in which nothing is rendered, decoded or decided."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from coursesite.library.addresses import SHOWN
from coursesite.library.compiling import COMPILER
from coursesite.library.models import Kind
from coursesite.library.posts import facts as post_facts
from coursesite.library.posts import tag_rows
from coursesite.library.shelving import queries
from coursesite.library.shelving.entries import Action, Entry
from coursesite.library.shelving.places import Place, addresses
from coursesite.library.shelving.plan import Plan
from coursesite.library.shelving.searched import search_entry
from coursesite.library.tree import fingerprint

POINTERS = ("links", "pictures")


class Stale(Exception):
    """Somebody published between planning and writing; nothing was written. Plan again."""


def carry_out(session: Session, plan: Plan, now: datetime, *, author_id: int | None = None) -> None:
    """Write a plan without faults; the caller commits. Raises `Stale`."""
    queries.lock_shelf(session, now)
    if queries.known_pieces(session) != plan.known or queries.known_pictures(session) != plan.known_pictures:
        raise Stale
    _Writing(session, plan, now, author_id).run()


class _Writing:
    def __init__(self, session: Session, plan: Plan, now: datetime, author_id: int | None) -> None:
        self.session = session
        self.plan = plan
        self.now = now
        self.author_id = author_id
        self.known = {piece.key: piece for piece in plan.known}
        self.ids = {piece.key: piece.id for piece in plan.known}
        self.made = {entry.key: entry for entry in plan.entries if entry.made is not None}
        self.changed: set[str] = set()
        self.searched: list[dict[str, Any]] = []

    def run(self) -> None:
        self._vacate()
        for place in sorted(self.plan.after.values(), key=lambda place: place.kind is not Kind.COURSE):
            self._settle(place)
        self._relate()
        self._publish()
        if not self.plan.alone:
            self._note_files()
        self._pictures()
        self._lead_on()
        self._search()
        self._grow()

    def _vacate(self) -> None:
        """Free the slugs of pieces that move, so that two may take each other's place."""
        for key, place in self.plan.before.items():
            after = self.plan.after[key]
            if (after.slug, after.course) != (place.slug, place.course):
                queries.update_piece(self.session, self.ids[key], {"slug": f"~{self.ids[key]}"})

    def _settle(self, place: Place) -> None:
        values = {
            "kind": place.kind.value,
            "course_id": self.ids[place.course] if place.course else None,
            "slug": place.slug,
            "place": place.number,
            "path": place.path,
            "state": place.state.value,
            "published_at": place.published_at,
            "taken_off_at": place.taken_off_at,
            "trashed_at": place.trashed_at,
        }
        before = self.plan.before.get(place.key)
        if before is None:
            entry = self.made[place.key]
            new = values | _facts(entry) | {"key": place.key, "created_at": self.now, "changed_at": self.now}
            self.ids[place.key] = queries.insert_piece(self.session, {"outline_version": 0, **new})
            self.changed.add(place.key)
        elif before != place:
            values |= self._file_left_behind(place.key)
            queries.update_piece(self.session, self.ids[place.key], {**values, "changed_at": self.now})
            self.changed.add(place.key)

    def _file_left_behind(self, key: str) -> dict[str, str]:
        """Where its file stands, for a piece that is moved in the browser and of which nobody has noted that."""
        known, after = self.known[key], self.plan.after[key]
        if not self.plan.alone or known.pushed_fingerprint is None or known.pushed_path or known.path == after.path:
            return {}
        return {"pushed_path": known.path}

    def _relate(self) -> None:
        """Write down which piece opens which, and which lesson a post is about, now that each has its id."""
        for key, place in self.plan.after.items():
            before = self.plan.before.get(key)
            if place.opens_after != (before.opens_after if before else None):
                gate = self.ids[place.opens_after] if place.opens_after else None
                queries.update_piece(self.session, self.ids[key], {"opens_after_id": gate})
            if place.about != (before.about if before else None):
                about = self.ids[place.about] if place.about else None
                queries.update_piece(self.session, self.ids[key], {"about_id": about})

    def _publish(self) -> None:
        numbers = queries.last_numbers(self.session, (self.ids[key] for key in self.made))
        for key, entry in self.made.items():
            revision_id = self._revision(entry, numbers.get(self.ids[key], 0) + 1)
            if revision_id is None:
                continue
            values = _facts(entry) | {"published_revision_id": revision_id, "changed_at": self.now}
            queries.update_piece(self.session, self.ids[key], values)
            if entry.kind is Kind.POST and entry.made:
                queries.replace_tags(self.session, self.ids[key], tag_rows(entry.made.compiled["values"]))
            self.changed.add(key)

    def _revision(self, entry: Entry, number: int) -> int | None:
        """Write what is new: a revision, or the same one compiled again. None where nothing is."""
        compiled = entry.made.compiled if entry.made else {}
        known = entry.known
        same_bytes = known is not None and known.fingerprint == fingerprint(entry.data)
        if known is not None and known.revision_id is not None and same_bytes:
            before = self.plan.previous.get(known.revision_id, {})
            if before == compiled and known.compiler == COMPILER:
                return None
            # With other keys it is another revision: attempts in progress go on with those of their own.
            if entry.said is None and ((known.compiler or 0) < COMPILER or _page(before) == _page(compiled)):
                queries.recompile_revision(self.session, known.revision_id, compiled, COMPILER)
                return known.revision_id
        return queries.insert_revision(
            self.session,
            {
                "piece_id": self.ids[entry.key],
                "number": number,
                "source": entry.data,
                "fingerprint": fingerprint(entry.data),
                "compiled": compiled,
                "compiler": COMPILER,
                "author_id": self.author_id,
                "note": entry.note or ("What it shows or links to has moved." if same_bytes else ""),
                "created_at": self.now,
            },
        )

    def _note_files(self) -> None:
        """Remember in which bytes each piece stands in its file: what a later conflict is seen by."""
        pushed = {}
        for entry in self.plan.entries:
            known = entry.known
            if entry.action in (Action.TAKE, Action.UNCHANGED, Action.GIVE):
                now_in_file = (fingerprint(entry.data), entry.source.path)
                if known is None or (known.pushed_fingerprint, known.pushed_path) != now_in_file:
                    pushed[self.ids[entry.key]] = now_in_file
        queries.set_pushed(self.session, pushed)

    def _pictures(self) -> None:
        rows = [{**row, "taken_in_at": self.now} for row in self.plan.pictures.rows]
        queries.replace_pictures(self.session, rows, self.plan.pictures.gone)

    def _lead_on(self) -> None:
        """Let old addresses lead to where their pieces stand now; an address in use leads nowhere else."""
        before, after = addresses(self.plan.before), addresses(self.plan.after)
        moved = {address: self.ids[key] for key, address in before.items() if address and address != after.get(key)}
        queries.remember_addresses(self.session, moved, self.now)
        taken = {address for key, address in after.items() if address and address != before.get(key)}
        queries.forget_addresses(self.session, sorted(taken))

    def _search(self) -> None:
        after = addresses(self.plan.after)
        shown = {key for key in after if self.plan.after[key].kind in SHOWN}
        before = addresses(self.plan.before)
        forms = {key: entry.made.compiled for key, entry in self.made.items() if entry.made}
        forms |= self._stored(shown - set(forms) - set(before))
        entries = [self._search_entry(key, forms[key], after[key]) for key in forms if key in shown]
        gone = [self.ids[key] for key in self.plan.before if key not in shown]
        queries.replace_search_entries(self.session, entries, gone)
        moved = {self.ids[key]: after[key] for key in shown - set(forms) if before.get(key) != after[key]}
        queries.move_in_search(self.session, moved)
        titles = {
            self.ids[key]: place.title
            for key, place in self.plan.after.items()
            if place.kind is Kind.COURSE and key in self.plan.before and self.plan.before[key].title != place.title
        }
        queries.rename_course_in_search(self.session, titles)

    def _stored(self, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What was published of these pieces: they come out again, because their course does or a coach says so."""
        revisions = {self.known[key].revision_id: key for key in keys if key in self.known}
        wanted = [revision for revision in revisions if revision is not None]
        return {revisions[revision]: compiled for revision, compiled in queries.compiled_forms(self.session, wanted)}

    def _search_entry(self, key: str, compiled: Mapping[str, Any], address: str) -> dict[str, Any]:
        place = self.plan.after[key]
        within = self.plan.after[place.course].title if place.course else ""
        return search_entry(self.ids[key], place.kind, address, within, compiled)

    def _grow(self) -> None:
        if not self.changed:
            return
        courses = set()
        for key in self.changed:
            for places in (self.plan.before, self.plan.after):
                place = places.get(key)
                # An outline names the posts about its lessons.
                place = places.get(place.about) if place and place.about else place
                if place is not None:
                    courses.add(place.key if place.kind is Kind.COURSE else place.course)
        queries.grow_outlines(self.session, sorted(self.ids[key] for key in courses if key))
        queries.grow_shelf(self.session, self.now)


def _facts(entry: Entry) -> dict[str, Any]:
    """What lists and outlines say of a piece without opening its revision."""
    compiled = entry.made.compiled if entry.made else {}
    topics = compiled["values"].get("topics", ())
    of_post = post_facts(compiled["values"]) if entry.kind is Kind.POST else {}
    return of_post | {
        "title": compiled["title"],
        "summary": compiled["summary"],
        "topic": topics[0] if topics else "",
        "level": compiled["values"].get("level", ""),
        "minutes": compiled["minutes"],
        "questions": compiled["questions"],
        "counts": compiled["values"].get("counts") != "no",
        "pass_mark": compiled["values"].get("pass"),
    }


def _page(compiled: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader sees of it; where its links' files lie in the folder doesn't matter."""
    return {name: value for name, value in compiled.items() if name not in POINTERS}
