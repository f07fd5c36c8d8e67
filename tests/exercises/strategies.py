"""Exercises and documents made up by hypothesis."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from hypothesis import strategies as st

from coursesite.exercises import Exercise, Gap, Kind, Mark, Option, Pair, Settings, Step

from .samples import ALL

WORDS = (
    "a call",
    "**heard** at once",
    '*that* is [a link](#x "t")',
    "`code [[ -f x ]]`",
    "ثلاث مكالمات",
    "مرحبا *بك*",
    "x | y",
    "3.5",
    "a\\*b",
    "C#",
    "[^note]",
    "they said: no",
    "éà",
    "-",
    "> quoted",
    "# no heading",
)
FENCE = "```py\n### Question: shown\n- [x] a\n\n    deep\n---\n```"
PROMPTS = (
    "What do you say?",
    "Read:\n\n- polite\n- quick\n  - nested\n\nAnd now?",
    "1. one\n2. two\n\nWhich?",
    "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n\nWhich?",
    "> A quote first.\n\nThen text.",
    f"{FENCE}\n\nWhich?",
    "#### A small heading\n\nText  \nwith a hard break",
    "<!-- a note -->\nText",
    "    indented code\n\nText",
    "مرحبا بكم\n\nماذا تقول؟",
)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
ONE_LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
FURTHER = st.sampled_from(["wrapped here", "\nanother paragraph", "- sub\n  - subsub", FENCE, "    code?\nless", "\tx"])
FEEDBACK = st.none() | st.lists(ONE_LINE | st.just("") | st.just("  * nested"), min_size=1, max_size=4).map(
    lambda lines: "\n".join(["Because", *lines, "so."])
)
EXPLANATION = FEEDBACK
SHARES = st.fractions(min_value=Fraction(1, 50), max_value=Fraction(49, 50), max_denominator=60)
# Sizes that no two options share make them differ whatever else they say.
NUMBERED = st.lists(st.tuples(ONE_LINE, st.none() | FURTHER), min_size=2, max_size=5).map(
    lambda found: [f"{text} no. {n}" + (f"\n{more}" if more else "") for n, (text, more) in enumerate(found)]
)


def _option(text: str, mark: Mark, share: Fraction, feedback: str | None) -> Option:
    worth = {Mark.right: Fraction(1), Mark.answer: Fraction(1), Mark.partly: share}.get(mark, Fraction(0))
    return Option(text.replace("\tx", "x").replace("    code?", "code?"), mark, worth, feedback, 1)


@st.composite
def options(draw: st.DrawFn, marks: tuple[Mark, ...], first: Mark | None = None) -> tuple[Option, ...]:
    """Options that differ, the first with the mark given."""
    texts = draw(NUMBERED)
    drawn = [first or draw(st.sampled_from(marks)), *(draw(st.sampled_from(marks)) for _ in texts[1:])]
    return tuple(_option(text, mark, draw(SHARES), draw(FEEDBACK)) for text, mark in zip(texts, drawn, strict=True))


def _settings(kind: Kind) -> st.SearchStrategy[Settings]:
    marks = (
        st.fractions(min_value=Fraction(1, 9), max_value=20, max_denominator=9) if kind.graded else st.just(Fraction(1))
    )
    tags = st.lists(st.sampled_from(["listening", "phone", "first minute"]), unique=True).map(tuple)
    shuffle = st.just(True) if kind in {Kind.order, Kind.match} else st.booleans()
    days = st.none() | st.integers(1, 90).map(lambda hours: timedelta(hours=hours))
    passage = st.sampled_from(["", "", "02-first.md", "../other/03-a_b.md#what-she-hears"])
    return st.builds(Settings, tags, marks, shuffle, days if kind is Kind.try_ else st.none(), passage)


def _gaps() -> st.SearchStrategy[tuple[str, tuple[Gap, ...]]]:
    typed = st.just(("[[frustrated|fed up]]", Gap(("frustrated", "fed up"), (), 1)))
    picked = st.just(("[[fine|*worn\nout|x\\|y]]", Gap(("worn out",), ("fine", "worn out", "x|y"), 1)))
    return st.lists(typed | picked, min_size=1, max_size=4).map(
        lambda found: ("It is " + " and then ".join(text for text, _ in found) + ".", tuple(gap for _, gap in found))
    )


@st.composite
def exercises(draw: st.DrawFn, kinds: tuple[Kind, ...] = tuple(Kind)) -> Exercise:
    """An exercise of one of these kinds that a document without faults could hold."""
    kind = draw(st.sampled_from(kinds))
    fields: dict[str, object] = {}
    prompt = draw(st.sampled_from(["", *PROMPTS]))
    if kind is Kind.pick_one:
        found = draw(options((Mark.wrong, Mark.partly), first=Mark.right))
        fields["options"] = tuple(draw(st.permutations(found)))
    elif kind is Kind.pick_several:
        found = draw(options((Mark.right, Mark.wrong, Mark.partly), first=Mark.right))
        fields["options"] = (*found, _option("the other right one", Mark.right, Fraction(1), None))
    elif kind is Kind.short_answer:
        fields["options"] = draw(options((Mark.answer, Mark.wrong, Mark.partly), first=Mark.answer))
    elif kind is Kind.number:
        texts = draw(
            st.lists(st.sampled_from(["31 ± 2", "28..34", "-3.5", "1 200", "2,5", "1/3"]), unique=True, min_size=1)
        )
        fields["options"] = tuple(_option(text, Mark.answer, Fraction(1), draw(FEEDBACK)) for text in texts)
    elif kind in {Kind.order, Kind.plan}:
        fields["options"] = draw(options((Mark.none,)))
    elif kind in {Kind.poll, Kind.write}:
        fields["options"] = draw(options((Mark.wrong,)))
    elif kind is Kind.scale:
        fields["steps"] = (Step(draw(st.integers(-5, 1)), "never", 1), Step(3, "at **times**", 1), Step(7, "always", 1))
    elif kind is Kind.gaps:
        prompt, fields["gaps"] = draw(_gaps())
    elif kind is Kind.match:
        lines = st.lists(ONE_LINE, min_size=2, max_size=4)
        rows = [
            Pair(f"{left} l{n}", f"{left} r{n}", draw(st.none() | ONE_LINE), 1) for n, left in enumerate(draw(lines))
        ]
        fields["pairs"] = (*rows, Pair("", "a distractor", None, 1))
        fields["columns"] = ("one", "two \\ three", "why | not")
    prompt = prompt or ("Well?" if kind in {Kind.reflect, Kind.try_} else "")
    return Exercise(
        kind=kind,
        title=draw(st.sampled_from(["A call", "C#", "المكالمة", "a: b", "*why* not?"])),
        id=draw(IDS),
        settings=draw(_settings(kind)),
        prompt=prompt,
        line=1,
        id_line=2,
        explanation=draw(EXPLANATION),
        **fields,  # type: ignore[arg-type]  # each kind fills its own list
    )


_LINES = """\
- [x] a|- [ ] b|- [~ 30%] c|- [=] d|- [=] 3..4|- [1] e|- f|1. g|2. h|  > i|> j|\t> k|   - [x] e|- [x] ```
[[o]]|[[*q]]|```|~~~|  ```|---|===||  |text|[^c]: d|#### y|# z|###|\\:|\r|<!-- id: a -->|<!--|-->
### Question: s|### Poll: t|### Scale: u|### Plan: v|### Reflect: w|### Quesion: x|<!-- tags: b; marks: 2 -->"""
_WITH_BARS = ["| l | m |", "|---|---|", "| | n |", "[[o|p]]", "[[*q|r]]"]
PIECES = st.sampled_from([*_LINES.replace("\n", "|").split("|"), *_WITH_BARS])
DOCUMENTS = st.lists(PIECES, max_size=25)
ANY_LINES = st.lists(st.text(alphabet=st.characters(exclude_characters="\n"), max_size=40) | PIECES, max_size=15)


@st.composite
def mutations(draw: st.DrawFn) -> list[str]:
    """A sample with lines taken out, doubled, moved, indented or cut."""
    lines = "\n".join(draw(st.lists(st.sampled_from(ALL), min_size=1, max_size=2))).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["out", "double", "indent", "cut", "swap", "piece"]))
        line = lines[place]
        other = draw(st.integers(0, len(lines) - 1))
        if change == "out" and len(lines) > 1:
            del lines[place]
        elif change == "double":
            lines.insert(place, line)
        elif change == "indent":
            lines[place] = draw(st.sampled_from([" ", "  ", "   ", "\t"])) + line
        elif change == "cut":
            lines[place] = line[: draw(st.integers(0, len(line)))]
        elif change == "swap":
            lines[place], lines[other] = lines[other], lines[place]
        else:
            lines.insert(place, draw(PIECES))
    return lines
