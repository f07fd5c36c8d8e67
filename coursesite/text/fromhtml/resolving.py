"""Where a text's links lead and where its pictures lie, once it has moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coursesite.text.anchors import HEADING_PREFIX, Anchors
from coursesite.text.targets import Aim, aim_of

from .addresses import file_words, written
from .pieces import Heading, Piece, Sort
from .results import Doubts, ImageRewriter, LinkRewriter, shown


class Resolver:
    """Changes each piece's targets. Pictures are asked for first, since a missing one becomes a link."""

    def __init__(
        self,
        doubts: Doubts,
        *,
        links: LinkRewriter | None,
        images: ImageRewriter | None,
        headings: Iterable[Heading] = (),
        comment: bool = False,
    ) -> None:
        self.doubts = doubts
        self.links = links
        self.images = images
        self.comment = comment
        self.anchors = _anchors_of(headings)
        self.targets: dict[str, str | None] = {}
        self.pictures: dict[tuple[str, str], str | None] = {}

    def change(self, piece: Piece) -> Piece:
        """Give a piece with its new targets."""
        if piece.sort is Sort.IMAGE:
            piece = self._picture(piece)
        link = piece.marks.link
        if link is None:
            return piece
        if link not in self.targets:
            self.targets[link] = self._target(link)
        return replace(piece, marks=replace(piece.marks, link=self.targets[link]))

    def _picture(self, piece: Piece) -> Piece:
        if piece.address.lower().startswith("data:"):
            self.doubts.add("A picture that was part of the text itself was left out; its description stayed.")
            return replace(piece, sort=Sort.TEXT, address="")
        alt = piece.text or file_words(piece.address)
        key = (piece.address, alt)
        if key not in self.pictures:
            self.pictures[key] = self._place_of(*key)
        place = self.pictures[key]
        if place is None:
            self._say_missing(piece.address)
            return Piece(alt, Sort.TEXT, replace(piece.marks, link=piece.marks.link or piece.address))
        if not piece.text:
            self.doubts.add(f"A picture without a description is now called “{shown(alt)}”, after its file.")
        return replace(piece, text=alt, address=place)

    def _place_of(self, address: str, alt: str) -> str | None:
        if self.comment:
            return None
        place = self.images(address, alt) if self.images else address
        place = written(place) if place else ""
        return place if aim_of(place) is Aim.BESIDE else None

    def _say_missing(self, address: str) -> None:
        if self.comment:
            self.doubts.add("A picture became a link to it.")
        else:
            self.doubts.add(f"The picture “{shown(address)}” is missing; its description became a link to it.")

    def _target(self, link: str) -> str | None:
        if link.startswith("#"):
            return self._within(link)
        target = written(self.links(link) if self.links else link)
        aim = aim_of(target)
        if aim is Aim.OUTSIDE or (aim in {Aim.BESIDE, Aim.WITHIN} and not self.comment):
            return target
        self.doubts.add(f"“{shown(link)}” can't be linked; its words stayed.")
        return None

    def _within(self, link: str) -> str | None:
        anchor = self.anchors.get(link[1:])
        if anchor is None or self.comment:
            self.doubts.add("A link within the text (a footnote's, say) led to no heading; its words stayed.")
            return None
        return f"#{anchor}"


def _anchors_of(headings: Iterable[Heading]) -> dict[str, str]:
    """Give the new name of each heading by its old names."""
    anchors = Anchors()
    found: dict[str, str] = {}
    for heading in headings:
        words = "".join(piece.text for piece in heading.pieces if piece.sort is not Sort.IMAGE)
        name = anchors.for_heading(words).removeprefix(HEADING_PREFIX)
        found |= {old: name for old in heading.anchors if old not in found}
    return found
