"""The key of a piece and the ids of its exercises, written into a source that has none yet."""

from coursesite import exercises
from coursesite.text import frontmatter
from coursesite.text.abbreviations import take_abbreviations
from coursesite.text.lines import LINE_END, split_lines
from coursesite.text.notes import take_notes


def with_identity(data: bytes, key: str) -> bytes:
    """A source's bytes with its key and its exercises' ids written in where they are missing: those lines only."""
    text = data.decode("utf-8")
    front = frontmatter.read(text)
    lines, _notes = take_notes(split_lines(front.body), front.body_line)
    lines, _abbreviations = take_abbreviations(lines)
    document = exercises.parse(lines, front.body_line)
    text = "".join(exercises.with_ids(_rows(text), document, exercises.suggested_id))
    return (text if "key" in front.fields else frontmatter.with_field(text, "key", key)).encode("utf-8")


def _rows(text: str) -> list[str]:
    """The lines of a text with their ends."""
    parts = LINE_END.split(text)
    ends = [*LINE_END.findall(text), ""]
    return [line + end for line, end in zip(parts, ends, strict=True)]
