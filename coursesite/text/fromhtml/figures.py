"""Pictures with a caption."""

from __future__ import annotations

from dataclasses import replace

from .pieces import Block, Marks, Paragraph, Sort


def captioned(blocks: list[Block]) -> list[Block]:
    """A picture alone and plain words after it are one figure."""
    if len(blocks) == 2:
        picture, words = blocks
        if isinstance(picture, Paragraph) and isinstance(words, Paragraph) and _may_have_caption(picture):
            plain = all(piece.sort is Sort.TEXT and piece.marks == Marks() for piece in words.pieces)
            if plain:
                return [replace(picture, caption="".join(piece.text for piece in words.pieces))]
    return blocks


def _may_have_caption(paragraph: Paragraph) -> bool:
    alone = len(paragraph.pieces) == 1 and paragraph.pieces[0].sort is Sort.IMAGE
    return alone and not paragraph.caption and paragraph.pieces[0].marks.link is None
