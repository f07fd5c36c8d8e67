"""A text being put together: its open frames, the line that is being written, and how words are set off."""

from __future__ import annotations

import re
from dataclasses import replace

from .addresses import host_of, watched, whole
from .frames import Frame, leave, put
from .pieces import Block, Code, Marks, Paragraph, Piece, Sort, paragraphs_of, without_controls
from .raising import raised
from .results import Doubts, shown
from .styling import Attributes

# Quotes and lists one inside the other; the renderer shows twelve quotes.
DEEPEST = 8

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_COUNTED = {"blockquote", "ul", "ol", "menu", "dir", "dl"}
_ABBREVIATION = re.compile(r"\w[\w.&’' -]{0,38}\w")
_LANGUAGE = re.compile(r"(?:brush:\s*|lang(?:uage)?-)([A-Za-z][\w+#-]*)")


class Manuscript:
    """Takes words, pictures and blocks in reading order."""

    def __init__(self, doubts: Doubts) -> None:
        self.doubts = doubts
        self.marks = Marks()
        self.abbreviations: dict[str, str] = {}
        self._frames = [Frame("root")]
        self._depth = 0
        self._run: list[Piece] = []
        self._names: list[str] = []

    def blocks(self) -> list[Block]:
        """End the text and give its blocks."""
        self.flush()
        return self._frames[0].blocks

    def flush(self) -> None:
        """End the paragraph, if one is begun."""
        run, self._run = self._run, []
        for pieces in paragraphs_of(run):
            self.put(Paragraph(pieces))

    def put(self, block: Block) -> None:
        """Add a block."""
        put(self._frames[-1], block)

    def text(self, text: str) -> None:
        """Add words."""
        if text.strip():
            self._names = []
            if self._frames[-1].tag == "figure" and any(piece.sort is Sort.IMAGE for piece in self._run[-1:]):
                # Words after a picture are its caption, as the shortcode for captions has them.
                self.flush()
        if text:
            self._run.append(Piece(text, Sort.CODE if self.marks.code else Sort.TEXT, self.marks))

    def break_line(self) -> None:
        """End the line within the paragraph."""
        self._run.append(Piece("", Sort.BREAK))

    def ends_with_break(self) -> bool:
        """Whether nothing was written since the line ended."""
        for piece in reversed(self._run):
            if not piece.blank:
                return False
            if piece.sort is Sort.BREAK:
                return True
        return False

    def image(self, attributes: Attributes) -> None:
        """Add a picture; one that has no address is its description."""
        source = whole(attributes.get("src", ""))
        if not source or source.lower().startswith("data:"):
            source = whole(attributes.get("data-src") or attributes.get("data-lazy-src") or source)
        alt = " ".join(without_controls(attributes.get("alt") or attributes.get("title") or "").split())
        if source:
            self._run.append(Piece(alt, Sort.IMAGE, replace(self.marks, code=False), source))
        else:
            self.text(alt)

    def play(self, address: str, title: str) -> bool:
        """Put a link in a paragraph of its own where something was played or another page was shown.

        Gives whether there was an address.
        """
        address = watched(whole(address))
        if not address:
            return False
        self.doubts.add(f"An embedded film, sound or page ({host_of(address) or shown(address)}) became a link to it.")
        self.flush()
        words = " ".join(title.split()) or address
        self.put(Paragraph([Piece(words, Sort.TEXT, Marks(link=address))]))
        return True

    def code(self, code: str, attributes: Attributes) -> None:
        """Add a block of code."""
        lines = code.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        text = "\n".join(line.expandtabs(4) if line.strip() else "" for line in lines)
        language = _LANGUAGE.search(attributes.get("class", ""))
        if text.strip():
            self.put(Code(text.rstrip(), language[1].lower() if language else ""))

    def place(self) -> int:
        """Give the place in the line for `lift`."""
        return len(self._run)

    def lift(self, tag: str, start: int) -> None:
        """Write what follows a place in the raised or lowered letters that Unicode has."""
        for place, piece in enumerate(self._run[start:], start):
            letters = raised(piece.text, tag) if piece.sort is Sort.TEXT else None
            if letters is not None:
                before = piece.text[: len(piece.text) - len(piece.text.lstrip())]
                after = piece.text[len(piece.text.rstrip()) :] if letters else ""
                self._run[place] = replace(piece, text=f"{before}{letters}{after}")
            elif not piece.blank:
                self.doubts.add("Raised or lowered letters were set on the line.")

    def abbreviate(self, words: str, meaning: str) -> None:
        """Keep what a word stands for; a word has one meaning in a text."""
        words, meaning = " ".join(words.split()), " ".join(meaning.split())
        fits = _ABBREVIATION.fullmatch(words) is not None
        if not fits or self.abbreviations.setdefault(words, meaning) != meaning:
            self.doubts.add(f"What “{shown(words)}” stands for (“{shown(meaning)}”) was left out.")

    def name(self, name: str) -> None:
        """Note a name that links may use. It is the heading's in which it stands or which follows it."""
        heading = next((frame for frame in reversed(self._frames) if frame.tag in _HEADINGS), None)
        (self._names if heading is None else heading.anchors).append(name)

    def enter(self, tag: str, attributes: Attributes, *, in_head: bool) -> bool:
        """Open a frame for what holds blocks. Gives whether it could be; if not, its blocks stand where it would."""
        if tag in _COUNTED and self._depth >= DEEPEST:
            self.doubts.add(f"Lists and quotes more than {DEEPEST} deep became paragraphs.")
            return False
        frame = Frame(tag, attributes, in_head=in_head)
        if not frame.fits(self._frames[-1]):
            return False
        if tag in _HEADINGS:
            frame.anchors, self._names = self._names, []
        self._depth += tag in _COUNTED
        self._frames.append(frame)
        return True

    def leave(self) -> None:
        """Close the frame that was opened last."""
        self.flush()
        frame = self._frames.pop()
        self._depth -= frame.tag in _COUNTED
        leave(frame, self._frames[-1], self.doubts)
