"""What an import will do, or has done, in lines that a person reads."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coursesite.web.filters import count_in_words

MANY = 3
_TAKEN = (
    ("posts", "published post", "published posts"),
    ("pages", "published page", "published pages"),
    ("drafts", "draft", "drafts"),
    ("scheduled", "scheduled post", "scheduled posts"),
    ("archived", "archived post or page", "archived posts and pages"),
    ("approved", "approved comment", "approved comments"),
    ("held", "comment that waits for a decision", "comments that wait for a decision"),
)
_LEFT = {
    "entry:trash": ("entry in the trash", "entries in the trash"),
    "entry:auto-draft": ("draft that was never saved", "drafts that were never saved"),
    "entry:revision": ("older version of a text", "older versions of texts"),
    "entry:nav_menu_item": ("line of a menu", "lines of menus"),
    "entry:template": ("template", "templates"),
    "entry:settings": ("setting", "settings"),
    "comment:spam": ("comment that is spam", "comments that are spam"),
    "comment:trash": ("comment in the trash", "comments in the trash"),
    "comment:below": ("comment below what is left out", "comments below what is left out"),
    "comment:stray": ("comment below what is left out", "comments below what is left out"),
    "comment:pingback": ("pingback", "pingbacks"),
    "comment:trackback": ("trackback", "trackbacks"),
    "comment:note": ("note that editors left each other", "notes that editors left each other"),
    "comment:twice": ("comment that stands in the file twice", "comments that stand in the file twice"),
}


def taken_lines(counts: Mapping[str, Any]) -> list[str]:
    """What comes along, a line each."""
    lines = []
    for name, one, many in _TAKEN:
        if counts.get(name):
            lines.append(f"{count_in_words(counts[name], one, many).capitalize()}.")
    if counts.get("tags"):
        lines.append(f"{count_in_words(counts['tags'], 'tag').capitalize()}, made of tags and categories.")
    if counts.get("authors"):
        lines.append(
            f"{count_in_words(counts['authors'], 'author').capitalize()}, by name alone: nobody gets an account."
        )
    if counts.get("old"):
        addresses = count_in_words(counts["old"], "old address", "old addresses").capitalize()
        lines.append(f"{addresses} that will lead on to the new ones.")
    if counts.get("pictures"):
        lines.append(f"{count_in_words(counts['pictures'], 'picture').capitalize()}.")
    return lines or ["Nothing new."]


def left_lines(counts: Mapping[str, Any]) -> list[str]:
    """What doesn't come along, or is here already, a line each."""
    lines = []
    if counts.get("here"):
        lines.append(f"{count_in_words(counts['here'], 'post or page', 'posts and pages').capitalize()}: here already.")
    if counts.get("comments_here"):
        lines.append(f"{count_in_words(counts['comments_here'], 'comment').capitalize()}: here already.")
    if counts.get("missing"):
        one, many = "picture, which becomes a link to where it was", "pictures, which become links to where they were"
        lines.append(f"{count_in_words(counts['missing'], one, many).capitalize()}.")
    if counts.get("below_pages"):
        comments = count_in_words(counts["below_pages"], "comment").capitalize()
        lines.append(f"{comments} below pages, which take none here.")
    return lines + [f"{line[:1].upper()}{line[1:]}." for line in _left(counts.get("left", {}))]


def _left(left: Mapping[str, int]) -> Iterator[str]:
    for kind, number in left.items():
        if kind in _LEFT:
            yield count_in_words(number, *_LEFT[kind])
        else:
            sort, _, name = kind.partition(":")
            things = ("comment", "comments") if sort == "comment" else ("entry", "entries")
            yield f"{count_in_words(number, *things)} of the kind “{name}”"


def doubt_lines(doubts: Iterable[tuple[str, str, int]]) -> list[str]:
    """The doubts as lines: about the whole file, then what is so of many, naming them all, then entry by entry."""
    of_file: list[str] = []
    about: dict[str, list[tuple[str, int]]] = {}
    for title, sentence, number in doubts:
        if title:
            about.setdefault(sentence, []).append((title, number))
        else:
            of_file.append(f"{sentence}{_times(number)}")
    of_many = [_of_many(sentence, entries) for sentence, entries in about.items() if len(entries) >= MANY]
    return of_file + of_many + _one_by_one(about)


def _of_many(sentence: str, entries: list[tuple[str, int]]) -> str:
    titles = ", ".join(f"“{title}”" for title, _number in entries)
    return f"{sentence.removesuffix('.')}{_times(sum(number for _title, number in entries))}: {titles}."


def _one_by_one(about: Mapping[str, list[tuple[str, int]]]) -> list[str]:
    by_title: dict[str, list[str]] = {}
    for sentence, entries in about.items():
        for title, number in entries if len(entries) < MANY else ():
            by_title.setdefault(title, []).append(f"“{title}”: {sentence}{_times(number)}")
    return [line for lines in by_title.values() for line in lines]


def _times(number: int) -> str:
    return f" ({number} times)" if number > 1 else ""
