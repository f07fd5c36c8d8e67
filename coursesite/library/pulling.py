"""From the database to files: published pieces byte for byte, images as they came, nobody's own changes overwritten."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.library.faults import file_fault
from coursesite.library.metadata import read_source
from coursesite.library.models import State
from coursesite.library.paths import parsed_path
from coursesite.library.shelving import queries
from coursesite.library.shelving.files import write_file
from coursesite.library.shelving.queries import Known
from coursesite.library.shelving.reports import Conflict, PullReport, conflict
from coursesite.library.tree import LARGEST_IMAGE, Source, fingerprint, read_file, read_tree

_PICTURE = re.compile(r"(?:courses/[^/\\.][^/\\]*|blog)/images/[^/\\.][^/\\]*")


@dataclass(slots=True)
class Fetched:
    """What a pull is going to write. Files in `moves` stood at another path; `pushed` is noted in the database."""

    root: Path
    writes: list[tuple[str, bytes, bytes | None]] = field(default_factory=list)
    moves: list[tuple[str, str, bytes]] = field(default_factory=list)
    pushed: dict[int, tuple[str, str]] = field(default_factory=dict)
    report: PullReport = field(default_factory=PullReport)

    def write_files(self) -> None:
        """Write everything. Raises `OSError` where a file changed meanwhile; what came before it stays written."""
        for path, data, expected in self.writes:
            write_file(self.root, path, data, expected=expected)
        for old, _new, expected in self.moves:
            target = self.root.joinpath(*old.split("/"))
            if read_file(target, len(expected)) == expected:
                target.unlink()


def fetch(session: Session, root: Path, *, data_dir: Path) -> Fetched:
    """Decide what a pull into this folder will write; changes nothing.

    A file with changes that were never pushed is kept, and reported with both texts.
    """
    fetched = Fetched(root)
    kept = [piece for piece in queries.known_pieces(session) if State(piece.state).stands_in_files]
    published = [piece for piece in kept if piece.revision_id is not None and piece.taken_off_at is None]
    texts = dict(queries.sources(session, [piece.revision_id for piece in published if piece.revision_id]))
    here = {source.path: source for source in read_tree(root).sources} if root.is_dir() else {}
    by_key = {read_source(source.data, source.kind)[1].key: source for source in here.values()}
    for piece in published:
        if parsed_path(piece.path) is None:
            fault = file_fault(piece.path, "No file can have this path.", "Give the piece another name in the studio.")
            fetched.report.faults.append(fault)
        else:
            _fetch_piece(fetched, piece, texts[piece.revision_id or 0], here, by_key)
    _fetch_pictures(session, fetched, data_dir)
    return fetched


def note(session: Session, fetched: Fetched) -> None:
    """Remember in which bytes the pieces stand in files now; the caller commits."""
    queries.set_pushed(session, fetched.pushed)


def _fetch_piece(
    fetched: Fetched, piece: Known, text: bytes, here: Mapping[str, Source], by_key: Mapping[str, Source]
) -> None:
    report = fetched.report
    found = by_key.get(piece.key)
    at_path = here.get(piece.path)
    if at_path is not None and at_path is not found and _key(at_path, by_key) in {None, ""}:
        report.kept.append(conflict(piece.path, piece.key, text, at_path.data))
        return
    known_bytes = {piece.fingerprint, piece.pushed_fingerprint}
    if found is not None and found.fingerprint not in known_bytes:
        report.kept.append(conflict(found.path, piece.key, text, found.data))
        return
    if found is not None and found.path == piece.path and found.data == text:
        report.unchanged.append(piece.path)
    else:
        fetched.writes.append((piece.path, text, at_path.data if at_path is not None else None))
        if found is not None and found.path != piece.path:
            fetched.moves.append((found.path, piece.path, found.data))
            report.moved.append((found.path, piece.path))
        else:
            report.written.append(piece.path)
    if (piece.pushed_fingerprint, piece.pushed_path) != (fingerprint(text), piece.path):
        fetched.pushed[piece.id] = (fingerprint(text), piece.path)


def _key(source: Source, by_key: Mapping[str, Source]) -> str | None:
    return next((key for key, other in by_key.items() if other is source), None)


def _fetch_pictures(session: Session, fetched: Fetched, data_dir: Path) -> None:
    report = fetched.report
    for path, picture in queries.known_pictures(session).items():
        if _PICTURE.fullmatch(path) is None:
            report.faults.append(
                file_fault(path, "No image can have this path.", "Put it into images/ of a course or the blog.")
            )
            continue
        target = fetched.root.joinpath(*path.split("/"))
        if target.exists():
            if fingerprint(read_file(target, LARGEST_IMAGE)) == picture.original_hash:
                report.unchanged.append(path)
            else:
                report.kept.append(Conflict(path, "", "The image here differs from the one on the site."))
            continue
        try:
            data = read_file(data_dir / "originals" / picture.original_hash, LARGEST_IMAGE)
        except OSError:
            problem = "The site has lost this image's original."
            report.faults.append(file_fault(path, problem, "Restore data/originals from a backup, or push it again."))
            continue
        fetched.writes.append((path, data, None))
        report.written.append(path)
