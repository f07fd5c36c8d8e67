"""From what was typed about the look to what is kept of it."""

from coursesite.drawing.colours import parsed, written
from coursesite.web.looks import DARK, LIGHT, READY, Theme, weakness


class Unreadable(ValueError):
    """A colour that can't be the accent; the sentence says why. `nearest` is one that can, where there is one."""

    def __init__(self, sentence: str, nearest: str = "") -> None:
        super().__init__(sentence)
        self.nearest = nearest


def accent(colour: str, theme: Theme) -> str:
    """An accent of the owner's own, as style sheets write it. Raises `Unreadable`."""
    found = parsed(colour)
    if found is None:
        raise Unreadable("Please write a colour as a number sign and six digits, such as #1f5b57.")
    weak = weakness(found, theme)
    if weak is not None:
        sentence = (
            f"On {theme.name} paper {written(found)} is too faint to read: its contrast is {weak.ratio:.1f}, and text "
            f"needs 4.5. The nearest colour that will do is {weak.nearest}."
        )
        raise Unreadable(sentence, weak.nearest)
    return written(found)


def nearest(colour: str, theme: Theme) -> str:
    """The nearest accent to this one that is read well enough; empty where this one is, or is no colour at all."""
    try:
        accent(colour, theme)
    except Unreadable as problem:
        return problem.nearest
    return ""


def ready_pair(name: str) -> tuple[str, str] | None:
    """The two colours of this name; none where it is no ready one. Pine, which the site comes with, is empty."""
    for number, ready in enumerate(READY):
        if ready.name == name:
            return ("", "") if number == 0 else (ready.light, ready.dark)
    return None


def name_of(light: str, dark: str) -> str:
    """The name of the ready pair that is set; empty for colours of the owner's own."""
    if not light:
        return READY[0].name
    return next((ready.name for ready in READY if (ready.light, ready.dark) == (light, dark)), "")


THEMES = {"accent_light": LIGHT, "accent_dark": DARK}
