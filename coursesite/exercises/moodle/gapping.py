"""Moodle's texts with gaps, as gaps of ours: cloze, gapselect, ddwtos."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from coursesite.text.fromhtml import words_only

from ..comment import MOST_MARKS
from ..exchange import Unfit
from ..gaps import write_gap
from ..kinds import Exercise, Gap, Kind, Mark, Option
from .book import Question, rounded
from .clozetext import Answer, Piece, Sort, find_pieces
from .drafting import draft
from .typed import WILDCARD, number_text

# Private letters, which no question uses, hold the places of gaps while HTML becomes Markdown.
_PLACE = "\ue020{}\ue021"
_HELD = re.compile("\ue020([0-9]{1,6})\ue021")
_NUMBERED = re.compile(r"\[\[(\d{1,3})\]\]")


def cloze(question: Question) -> Exercise:
    """Read a text with embedded answers. Raises Unfit where they are more than words to fit in."""
    source = question.element.find("questiontext")
    text = "" if source is None else source.findtext("text") or ""
    form = "html" if source is None else source.get("format", "html")
    pieces = find_pieces(text)
    if not pieces:
        raise Unfit("It has no gap that could be found.")
    if len(pieces) == 1 and pieces[0].sort is not Sort.WORD and not _is_gap(pieces[0], form):
        return _alone(question, text, pieces[0], form)
    said: list[str] = []
    gaps = [_gap(question, piece, form, said) for piece in pieces]
    held, end = [], 0
    for number, piece in enumerate(pieces):
        held += [text[end : piece.start], _PLACE.format(number)]
        end = piece.end
    markdown = question.converted("".join([*held, text[end:]]), form)
    return _with_gaps(question, markdown, gaps, pieces, said)


def numbered_gaps(question: Question) -> Exercise:
    """Read a text with `[[1]]` and its list of choices in groups (gapselect, ddwtos)."""
    boxes = [*question.element.findall("selectoption"), *question.element.findall("dragbox")]
    words = [_word(box.findtext("text") or "", "html") for box in boxes]
    groups = [(box.findtext("group") or "1").strip() for box in boxes]
    source = question.element.find("questiontext")
    text = "" if source is None else source.findtext("text") or ""
    gaps: list[Gap] = []

    def hold(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if not 0 <= place < len(words):
            raise Unfit(f"Its gap [[{match[1]}]] has no word.")
        choices = [word for word, group in zip(words, groups, strict=True) if group == groups[place]]
        gaps.append(Gap((words[place],), tuple(dict.fromkeys(choices)) if len(choices) > 1 else (), question.line))
        return _PLACE.format(len(gaps) - 1)

    form = "html" if source is None else source.get("format", "html")
    markdown = question.converted(_NUMBERED.sub(hold, text), form)
    if not gaps:
        raise Unfit("It has no gap that could be found.")
    return _with_gaps(question, markdown, gaps, (), ())


def _with_gaps(
    question: Question, markdown: str, gaps: Sequence[Gap], pieces: Sequence[Piece], said: Sequence[str]
) -> Exercise:
    held = [int(match[1]) for match in _HELD.finditer(markdown)]
    if sorted(held) != list(range(len(gaps))):
        raise Unfit("A gap stands where text cannot have one.")
    prompt = _HELD.sub(lambda match: write_gap(gaps[int(match[1])]), markdown)
    found = draft(question, Kind.gaps, prompt=prompt, gaps=[gaps[number] for number in held], after=said)
    if pieces and question.element.find("defaultgrade") is None:
        marks = Fraction(min(sum(piece.weight for piece in pieces), MOST_MARKS))
        found = replace(found, settings=replace(found.settings, marks=marks))
    if len({piece.weight for piece in pieces}) > 1:
        question.note("Its gaps counted differently in Moodle; here each counts the same.")
    return found


def _gap(question: Question, piece: Piece, form: str, said: list[str]) -> Gap:
    if not _is_gap(piece, form):
        raise Unfit("It embeds a question that is more than words to fit in.")
    rights = tuple(dict.fromkeys(_text(piece, answer, form) for answer in piece.answers if answer.share == 1))
    for answer in piece.answers:
        if answer.feedback:
            said.append(f"{question.converted(answer.text, form)}: {question.converted(answer.feedback, form)}")
        if 0 < answer.share < 1:
            question.note(
                f"“{_text(piece, answer, form)}” earned a part of the marks in Moodle; in a gap it earns none."
            )
    if piece.cased:
        question.note("Capitals counted in Moodle; here they don't.")
    if piece.sort is Sort.WORD and any(WILDCARD.search(answer.text) for answer in piece.answers):
        question.note("A star stood for any letters in Moodle; here it is only a star, so list the wordings meant.")
    if any(answer.feedback for answer in piece.answers):
        question.note("What Moodle says to single words joined the explanation.")
    choices = tuple(_text(piece, answer, form) for answer in piece.answers) if piece.sort is Sort.PICK else ()
    return Gap(rights[:1] if choices else rights, choices, question.line)


def _is_gap(piece: Piece, form: str) -> bool:
    """Whether a gap can say it: words, exact numbers, or a list to pick one right word from."""
    rights = [answer for answer in piece.answers if answer.share == 1]
    if piece.sort is Sort.SEVERAL or not rights:
        return False
    if piece.sort is Sort.NUMBER:
        return all("±" not in _text(piece, answer, form) for answer in rights)
    return piece.sort is Sort.WORD or (len(rights) == 1 and len(piece.answers) > 1)


def _text(piece: Piece, answer: Answer, form: str) -> str:
    if piece.sort is not Sort.NUMBER:
        word = _word(answer.text, form)
        return word.replace("\\*", "*") if piece.sort is Sort.WORD else word
    value, _, tolerance = answer.text.partition(":")
    return number_text(value.strip(), tolerance.strip() or "0")


def _word(text: str, form: str) -> str:
    """The plain words of an answer."""
    return " ".join(text.split()) if form == "plain_text" else words_only(text)


def _alone(question: Question, text: str, piece: Piece, form: str) -> Exercise:
    """A text that embeds one question that is no gap becomes that question; a dash shows where it stood."""
    prompt = question.converted(text[: piece.start] + "…" + text[piece.end :], form)
    question.note("The question embedded in its text became a question of its own, below the text.")
    shares = [rounded(answer.share) for answer in piece.answers]
    typed = piece.sort is Sort.NUMBER
    options = []
    for answer, share in zip(piece.answers, shares, strict=True):
        full = Mark.answer if typed else Mark.right
        picked = share >= 1 or (piece.sort is Sort.SEVERAL and share > 0)
        mark = full if picked else Mark.partly if share > 0 else Mark.wrong
        worth = Fraction(1) if picked else max(share, Fraction(0))
        words = _text(piece, answer, form) if typed else question.converted(answer.text, form)
        feedback = question.converted(answer.feedback, form) if answer.feedback else None
        options.append(Option(words, mark, worth, feedback, question.line))
    rights = sum(option.mark is Mark.right for option in options)
    kind = Kind.number if typed else Kind.pick_several if rights > 1 else Kind.pick_one
    shuffle = typed or piece.shuffled
    return draft(question, kind, prompt=prompt, options=options, shuffle=shuffle)
