"""Somebody's hands at the desk: with a mouse, or with keys alone."""

from io import BytesIO
from typing import Protocol

from PIL import Image
from playwright.sync_api import Locator, Page

MOST_STEPS = 150
# Whether the focus is there, in the text that keeps the Tab key, and the key that leads nearer to what is wanted.
WHERE = """wanted => {
  const now = document.activeElement;
  if (now === wanted) return ["there", ""];
  const isBefore = (now.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  const key = now.closest("[role=toolbar]")?.contains(wanted) ? "Arrow" : "Tab";
  const way = key === "Tab" ? (isBefore ? "Shift+Tab" : "Tab") : isBefore ? "ArrowLeft" : "ArrowRight";
  return [now.id, way];
}"""


def picture() -> bytes:
    """A small picture, as a file."""
    file = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(file, "PNG")
    return file.getvalue()


class Hands(Protocol):
    """What people do with a page, one way or the other."""

    page: Page

    def press(self, found: Locator) -> None:
        """Press a button, or follow a link."""

    def write(self, found: Locator, text: str) -> None:
        """Write into a field, in place of what stands there."""

    def choose(self, found: Locator, words: str) -> None:
        """Choose from a list."""


class Mouse:
    """Points and clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, found: Locator) -> None:
        """Click on it."""
        found.click()

    def write(self, found: Locator, text: str) -> None:
        """Click into it and write."""
        found.fill(text)

    def choose(self, found: Locator, words: str) -> None:
        """Pick from the list."""
        found.select_option(label=words)


class Keys:
    """Has no mouse: goes to everything by the Tab key, and leaves the text by Escape."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, found: Locator) -> None:
        """Go there, and press Enter; in the row of buttons arrows lead on."""
        self._go_to(found)
        self.page.keyboard.press("Enter")

    def write(self, found: Locator, text: str) -> None:
        """Go there, and write over everything."""
        self._go_to(found)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def choose(self, found: Locator, words: str) -> None:
        """Go there, and type how it begins."""
        self._go_to(found)
        self.page.keyboard.type(words)

    def _go_to(self, found: Locator) -> None:
        found.wait_for()
        for _step in range(MOST_STEPS):
            where, key = found.evaluate(WHERE)
            if where == "there":
                return
            if where == "body":
                self.page.keyboard.press("Escape")
            self.page.keyboard.press(key)
        raise AssertionError(f"nobody gets to {found} with keys alone")
