"""Reading a GIFT file: each block a question, a text between them, or kept as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coursesite.text.faults import Fault
from coursesite.text.shapes import shown
from coursesite.text.slugs import slugify

from ..comment import is_id, read_comment
from ..exchange import Imported, Note, Unfit, category_of, check_count, decoded, own_exercise, tag_of
from ..fitting import as_code, fitted, fitted_prose, kept_as_it_stands, set_apart, titled
from ..kinds import Exercise, Prose, Settings
from .answers import Raw, Sort, take_apart
from .blocks import CATEGORY, Block, Said, blocks, said
from .draft import Draft
from .drafts import draft_exercise
from .escapes import free, hold
from .texts import Format, markdown

LONGEST_LIST = 8


def read(data: bytes) -> Imported:
    """Read a GIFT file.

    What has no equal here is kept as text and named in a note with its line; a question that cannot be read is kept
    as it stands, as code. Raises Unreadable for what is no UTF-8 text, too large, or holds too many questions.
    """
    reader = Reader()
    for count, block in enumerate(blocks(decoded(data)), 1):
        reader.read(block)
        if not count % 100:
            check_count(reader.questions)
    check_count(reader.questions)
    return Imported(set_apart(reader.parts), tuple(sorted(reader.all_notes())))


@dataclass
class Reader:
    """Reads one block after the other, and remembers the category and the ids that are taken."""

    parts: list[Exercise | Prose] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    questions: int = 0
    category: str | None = None
    category_noted: bool = False
    ids: set[str] = field(default_factory=set)
    comments: list[int] = field(default_factory=list)

    def read(self, block: Block) -> None:
        """Read one block."""
        told = said(block.comments)
        self.comments += told.other
        if not block.text:
            return
        if block.text.startswith(CATEGORY):
            self._category(block)
            return
        kept = own_exercise(told.kept) if told.kept_mark == block.mark else None
        if kept is not None:
            self._add(block, kept)
            return
        if told.kept_mark:
            sentence = "It was changed since it left a site like this one, so what only its comment says was left out."
            self.notes.append(Note(block.line, sentence))
        try:
            self._read(block, told)
        except Unfit as unfit:
            self.parts.append(as_code(block.lines, block.first))
            self.notes.append(kept_as_it_stands(block.line, unfit.sentence))

    def all_notes(self) -> list[Note]:
        """The notes so far, with one for all comments."""
        if not self.comments:
            return self.notes
        some = ", ".join(map(str, self.comments[:LONGEST_LIST]))
        more = len(self.comments) - LONGEST_LIST
        places = f"{some} and {more} more" if more > 0 else some
        word = "line" if len(self.comments) == 1 else "lines"
        return [
            *self.notes,
            Note(self.comments[0], f"Comments for whoever edits the file were left out: {word} {places}."),
        ]

    def _read(self, block: Block, told: Said) -> None:
        raw = take_apart(hold(block.text))
        if raw.sort is Sort.DESCRIPTION:
            self._description(block, raw)
        else:
            self._question(block, told, raw)

    def _question(self, block: Block, told: Said, raw: Raw) -> None:
        self.questions += 1
        draft = Draft(raw, self._settings(block, told), self._id(block, told), block.line)
        exercise, escaped = fitted(titled(draft_exercise(draft)))
        draft.notes += [escaped] if escaped else []
        if draft.lost:
            names = ", ".join(sorted(set(draft.lost)))
            draft.notes.append(f"A GIFT file holds no pictures, so {names} is missing; its name stands in its place.")
        self.notes += [Note(block.line, sentence) for sentence in draft.notes]
        self._add(block, exercise, counted=True)

    def _add(self, block: Block, exercise: Exercise, *, counted: bool = False) -> None:
        self.questions += not counted
        exercise = replace(exercise, line=block.line)
        if exercise.id is not None and exercise.id in self.ids:
            self.notes.append(
                Note(block.line, f"The id {shown(exercise.id)} is taken, so this question gets a new one.")
            )
            exercise = replace(exercise, id=None)
        self.ids |= {exercise.id} if exercise.id else set()
        self.parts.append(exercise)

    def _description(self, block: Block, raw: Raw) -> None:
        own = own_exercise(free(raw.before).strip().removeprefix("[markdown]"))
        if own is not None and raw.title is None:
            self._add(block, own)
            return
        lost: list[str] = []
        text = markdown(raw.before, Format.moodle, lost)
        prose, escaped = fitted_prose([f"**{raw.title}**", "", text] if raw.title else [text], block.line)
        self.notes += [Note(block.line, escaped)] if escaped else []
        if lost:
            self.notes.append(Note(block.line, f"A GIFT file holds no pictures, so {', '.join(lost)} is missing."))
        self.parts.append(prose)

    def _category(self, block: Block) -> None:
        path = block.text.removeprefix(CATEGORY).strip()
        self.category = tag_of(category_of(path)) or None
        if self.category and not self.category_noted:
            sentence = f"Categories became tags: the questions below {shown(path)} are tagged {shown(self.category)}."
            self.notes.append(Note(block.line, sentence))
            self.category_noted = True

    def _settings(self, block: Block, told: Said) -> Settings:
        settings = Settings()
        if told.settings is not None:
            faults: list[Fault] = []
            read = read_comment(f"<!-- {told.settings[1]} -->", told.settings[0], faults)
            settings = read.settings
            if faults:
                self.notes.append(Note(told.settings[0], "Not all settings in this comment were understood."))
        tags = [*([self.category] if self.category else []), *settings.tags, *(tag_of(tag) for tag in told.tags)]
        changed = [tag for tag in told.tags if tag_of(tag) != tag]
        if changed:
            self.notes.append(Note(block.line, f"The tag {shown(changed[0])} became {shown(tag_of(changed[0]))}."))
        return replace(settings, tags=tuple(dict.fromkeys(tag for tag in tags if tag)))

    def _id(self, block: Block, told: Said) -> str | None:
        if told.id is None or is_id(told.id):
            return told.id
        id_ = slugify(told.id)
        self.notes.append(
            Note(block.line, f"The id {shown(told.id)} became {shown(id_)}: letters, digits and hyphens.")
        )
        return id_


def read_text(text: str) -> Sequence[Exercise | Prose]:
    """Read one block that was just written, to see whether it comes back."""
    reader = Reader()
    for block in blocks(text):
        reader.read(block)
    return reader.parts
