"""Comments from elsewhere made into what is kept of them. Runs in the helper process (`text.timed`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from coursesite.exercises.escaping import markdown_of_text
from coursesite.text.fromhtml import Source, markdown_of_comment
from coursesite.text.markup import Unrendered, render
from coursesite.text.plain import plain_text
from coursesite.text.results import Kind


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as the old blog has it; `markdown` where our own export says what was typed."""

    html: str
    wordpress: bool = False
    markdown: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A comment as it is kept: what was typed, the page's HTML of it, and what could not stay."""

    markdown: str
    html: str
    doubts: tuple[str, ...] = ()


def turn_all(comments: Sequence[Said]) -> list[Kept]:
    """Each of these comments as it is kept, in the same order."""
    return [turn(comment) for comment in comments]


def turn(comment: Said) -> Kept:
    """One comment as it is kept: what can't be shown with its formatting keeps its words."""
    doubts: tuple[str, ...] = ()
    if comment.markdown is not None:
        markdown = comment.markdown
    else:
        source = Source.WORDPRESS if comment.wordpress else Source.BLOGGER
        converted = markdown_of_comment(comment.html, source=source)
        markdown, doubts = converted.markdown, converted.doubts
    try:
        return Kept(markdown, render(markdown, kind=Kind.COMMENT).html, doubts)
    except Unrendered:
        return words_of(comment)


def words_of(comment: Said) -> Kept:
    """A comment's words without any formatting, whatever stands in it."""
    text = comment.markdown if comment.markdown is not None else plain_text(comment.html)
    paragraphs = [part for part in text.split("\n") if part.strip()]
    html = "\n".join(f"<p>{escape(part)}</p>" for part in paragraphs)
    return Kept(markdown_of_text(text), html, ("A comment keeps its words and loses its formatting.",))
