"""A text's links brought up to date when pieces and pictures have moved: those targets and not a byte besides."""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from coursesite.library.paths import IMAGE_ENDINGS

_TARGET = re.compile(
    r"(?P<lead>\]\([ \t]*|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*|\bpassage:[ \t]*)"
    r"(?:<(?P<pointed>[^<>\n]+)>|(?P<bare>[^\s<>()\"';]+))",
    re.MULTILINE,
)
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?^---[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_GATE = re.compile(r"^(?P<lead>opens after:[ \t]*[\"']?)(?P<name>[^\s\"']+)", re.MULTILINE)
_LESSON = re.compile(r"^(?P<lead>lesson:[ \t]*[\"']?)(?P<name>[^\s\"']+)", re.MULTILINE)
_DRAW = re.compile(r"(?P<lead>\d[ \t]+from[ \t]+)(?P<name>[^\s,\"']+)")


def relinked(data: bytes, old_path: str, new_path: str, moved: Mapping[str, str]) -> bytes:
    """The text of the piece that stood at `old_path` and will stand at `new_path`, pointing at what it pointed at.

    `moved` leads from the old paths under the content folder to the new ones. Links, pictures, passages, what a piece
    opens after, what a quiz draws from and the lesson that a post names are seen to. Bytes that are no UTF-8 stay.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    mover = _Mover(posixpath.dirname(old_path), posixpath.dirname(new_path), moved)
    front = _FRONT.match(text)
    head = mover.front(front[0]) if front else ""
    body = text[front.end() :] if front else text
    return (head + _TARGET.sub(mover.target, body)).encode("utf-8")


def named_in(data: bytes, path: str) -> set[str]:
    """The paths under the content folder of the pictures that the text at this path shows."""
    text, folder = data.decode("utf-8", "replace"), posixpath.dirname(path)
    targets = (unquote(match["pointed"] or match["bare"]) for match in _TARGET.finditer(text))
    found = (posixpath.normpath(posixpath.join(folder, target)) for target in targets)
    return {one for one in found if one.lower().endswith(IMAGE_ENDINGS)}


class _Mover:
    def __init__(self, old: str, new: str, moved: Mapping[str, str]) -> None:
        self.old = old
        self.new = new
        self.moved = moved

    def front(self, text: str) -> str:
        """A front matter whose fields name what they named."""
        text = _GATE.sub(self._beside, text)
        text = _DRAW.sub(self._beside, text)
        return _LESSON.sub(self._lesson, text)

    def target(self, match: re.Match[str]) -> str:
        """One link or picture."""
        written = match["pointed"] or match["bare"]
        place, mark, fragment = written.partition("#")
        path = posixpath.normpath(posixpath.join(self.old, unquote(place)))
        now = self.moved.get(path, path)
        is_ours = place.endswith(".md") or place.lower().endswith(IMAGE_ENDINGS)
        if not is_ours or place.startswith("/") or ":" in place or (now == path and self.new == self.old):
            return match[0]
        found = posixpath.relpath(now, self.new)
        found = (quote(found) if "%" in place else found) + mark + fragment
        return match["lead"] + (f"<{found}>" if match["pointed"] else found)

    def _beside(self, match: re.Match[str]) -> str:
        """The name of a file in the same folder, without its ending. One that is left behind keeps its name."""
        path = f"{self.old}/{match['name']}.md"
        folder, _, name = self.moved.get(path, path).rpartition("/")
        return match["lead"] + (name.removesuffix(".md") if folder == self.new else match["name"])

    def _lesson(self, match: re.Match[str]) -> str:
        path = f"courses/{match['name']}.md"
        return match["lead"] + self.moved.get(path, path).removeprefix("courses/").removesuffix(".md")
