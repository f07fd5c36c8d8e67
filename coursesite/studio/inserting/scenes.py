"""From what was typed into the form of a scene to the notation that reads back as that scene."""

import re

from coursesite.conversations import WrittenPart, WrittenReply, WrittenScene, is_name, parse, print_scene
from coursesite.studio.inserting.typed import Amiss, Row, Typed, Values
from coursesite.text.wording import normalised

MARKS = {"better": "x", "between": "~", "worse": " "}
SAMPLE = "Use letters, digits and hyphens only, such as “calls-again”."
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


def composed_scene(values: Values) -> str:
    """The notation of the scene that was typed, ending in a line end. Raises `Amiss`."""
    typed = Typed(values)
    if not is_name(typed.line("name")):
        typed.amiss("name", SAMPLE if typed.line("name") else f"Give the scene a name. {SAMPLE}")
    if not typed.text("said"):
        typed.amiss("said", "Write what is said or what happens.")
    rows = typed.rows("replies")
    typed.at_least(rows, "replies", 1, "Write at least one reply, and where it leads.")
    typed.differ(rows, normalised)
    replies = tuple(_reply(row, typed) for row in rows)
    if typed.problems:
        raise Amiss(typed.problems)
    feels = typed.text("feels") or None
    scene = WrittenScene(typed.line("name"), _parts(typed), feels, replies)
    written = print_scene(scene) + "\n"
    read = parse(written.split("\n"), 1)
    if read.scenes != (scene,) or read.faults:
        why = read.faults[0].problem if read.faults else "Something in it would be read as another part of the scene."
        raise Amiss({"": f"{why} Say it in other words, and send it once more."})
    return written


def _parts(typed: Typed) -> tuple[WrittenPart, ...]:
    """Each paragraph as said by whoever speaks; without a speaker, one text."""
    paragraphs = [" ".join(part.split()) for part in _PARAGRAPHS.split(typed.text("said")) if part.strip()]
    speaker = typed.line("speaker").rstrip(":")
    if not speaker:
        return (WrittenPart("", "\n\n".join(paragraphs)),)
    return tuple(WrittenPart(speaker, paragraph) for paragraph in paragraphs)


def _reply(row: Row, typed: Typed) -> WrittenReply:
    text = re.sub(r"(?<!\\)([\[\]])", r"\\\1", " ".join(row.text().split()))
    to = row.text("to").removeprefix("#")
    if not is_name(to):
        typed.amiss(row.field("to"), SAMPLE if to else "Name the scene that this leads to; you can write it later.")
    mark = MARKS.get(row.text("mark"), "")
    read = parse(["## a", f"- [b](#a) {row.text('changes')}"], 1)
    if read.faults:
        typed.amiss(row.field("changes"), f"{read.faults[0].problem} {read.faults[0].remedy}")
    changes = read.scenes[0].replies[0].changes if read.scenes[0].replies else ()
    reason = str(row.values.get("reason") or "").strip() or None
    return WrittenReply(text, to, mark, changes, reason)
