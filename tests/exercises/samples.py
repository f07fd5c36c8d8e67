"""The samples of the format, and the shortest ways to read one exercise."""

from __future__ import annotations

from coursesite.exercises import Compiled, Exercise, compile, parse
from coursesite.text.faults import Fault

THIRD_CALL = """\
### Question: The third call
<!-- id: third-call -->

Dana says: "This is the third time I've rung about this." What do you say first?

- [ ] Can I have your order number?
  > You'll need it, but the feeling comes first.
- [~] I'm sorry about that. Can I have your order number?
  > Warmer, but "about that" says you haven't heard what *that* is.
- [x] Three calls for one parcel. I'd be fed up too. Let me sort it now.
  > You named what happened and how it feels, and you took it on.

> Naming the feeling lowers it; the number can wait ten seconds.
"""
THE_WORD = """\
### Question: The word for it

What is it called when you put a feeling into a word?

- [=] naming
- [=] affect labelling
- [~ 30%] describing
  > Close: a description can leave the feeling out.
- [ ] venting
  > Venting lets it out without looking at it.

> Psychologists write "affect labelling".
"""
HOW_MANY = """\
### Question: How many rang
- [=] 31 ± 2
- [=] 28..34
  > Near enough to plan with.
"""
FILL_IN = """\
### Question: Fill in

"I can hear that you're [[frustrated|fed up]]. That sounds [[*exhausting|fine|funny]]."

> A gap takes any of its words; a star marks the right one of a list to pick from.
"""
WHAT_FIRST = """\
### Question: What comes first

1. Name the feeling.
2. Say what you will do.
3. Ask for the order number.

> Each step makes the next one easier to hear.
"""
TELLING_YOU = """\
### Question: What is it telling you

| feeling | message | why |
|---|---|---|
| anger | a boundary was crossed | |
| fear | something may be lost | fear looks ahead |
| | something is already lost | that is sadness |
"""
POLL = """\
### Poll: Where do you meet it most?
- [ ] on the telephone
- [ ] at the counter
"""
SCALE = """\
### Scale: I can stay calm when I am shouted at
- [1] hardly ever
- [5] nearly always
"""
REFLECT = """\
### Reflect: The last time
Think of the last person who was angry with you. What did they need?
"""
WRITE = """\
### Write: Your reply to Dana
Answer Dana's letter in under 120 words.

- [ ] says what happened in her words
- [ ] names how it feels
- [ ] promises one thing, with a time
"""
TRY = """\
### Try: One call
<!-- ask after: 7 days -->
On your next difficult call, say back what you heard before you ask for anything.
"""
PLAN = """\
### Plan: When it starts
- If a caller raises their voice, then I will breathe out before I answer.
- If I notice my shoulders, then …
"""
SEVERAL = """\
### Question: What does Dana need?
- [x] to be heard
- [x] a time
- [ ] a discount
- [ ] a form
"""
ALL = (
    THIRD_CALL,
    THE_WORD,
    HOW_MANY,
    FILL_IN,
    WHAT_FIRST,
    TELLING_YOU,
    POLL,
    SCALE,
    REFLECT,
    WRITE,
    TRY,
    PLAN,
    SEVERAL,
)
PAGE = "\n".join(ALL)


def one(text: str) -> Exercise:
    """Read a text that holds one exercise and no fault."""
    document = parse(text.split("\n"), 1)
    assert document.faults == ()
    (exercise,) = document.exercises
    return exercise


def faults(text: str) -> list[tuple[int, str]]:
    """The lines and problems of a text's faults; each must have a remedy that is a sentence."""
    found = parse(text.split("\n"), 1).faults
    assert list(found) == sorted(found)
    assert all(_is_sentence(fault.problem) and _is_sentence(fault.remedy) for fault in found)
    return [(fault.line, fault.problem) for fault in found]


def the_fault(text: str) -> Fault:
    """The only fault of a text."""
    assert len(faults(text)) == 1, faults(text)
    return parse(text.split("\n"), 1).faults[0]


def ready(text: str) -> Compiled:
    """One exercise, compiled with a renderer that only wraps paragraphs."""
    return compile(one(text), wrap)


def wrap(markdown: str) -> str:
    """Stand in for the Markdown renderer: escaped paragraphs."""
    escaped = markdown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "\n".join(f"<p>{part}</p>" for part in escaped.split("\n\n"))


def key(compiled: Compiled, beginning: str) -> str:
    """The key of the option whose text begins so."""
    (found,) = [option.key for option in compiled.options if option.text.startswith(beginning)]
    return found


def _is_sentence(text: str) -> bool:
    return text[-1] in ".?" and "\n" not in text
