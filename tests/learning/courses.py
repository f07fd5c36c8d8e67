"""The course that the learning room's tests take: three short lessons, one exercise of every kind in the first."""

from tests.library.shelves import Shelf

PICK = """
### Question: The third call
<!-- id: third-call; shuffle: no -->

What do you say *first*?

- [ ] Can I have your order number?
  > You will need it later.
- [~] I'm sorry about that.
  > Warmer, and still vague.
- [x] Three calls for one parcel.
  > You named what happened.

> Naming it lowers the heat.
"""
SEVERAL = """
### Question: What helps
<!-- id: what-helps; shuffle: no -->

- [x] Saying it back
  > It shows that you listened.
- [x] Asking once
  > Once is enough.
- [ ] Explaining the form
  > Nobody rang for the form.
"""
WORD = """
### Question: The word for it
<!-- id: the-word -->

What is it called?

- [=] naming
  > That is the word.
- [~ 30%] describing
  > Close to it.
- [ ] venting
  > Something else.
"""
NUMBER = """
### Question: How many rang
<!-- id: how-many -->

- [=] 31 ± 2
  > The survey counted 31.
"""
GAPS = """
### Question: Fill in
<!-- id: fill-in -->

I hear that you are [[frustrated|fed up]]. That sounds [[*exhausting|fine|funny]].

> A word for the feeling, then one for its weight.
"""
ORDER = """
### Question: What comes first
<!-- id: in-order -->

1. Name the feeling.
2. Say what you will do.
3. Ask for the number.

> Each makes the next easier.
"""
MATCH = """
### Question: What it tells you
<!-- id: feelings -->

| feeling | message | why |
|---|---|---|
| anger | a line was crossed | it guards something |
| fear | something may be lost | it looks ahead |
| | something is already lost | that is sadness |
"""
POLL = """
### Poll: Where do you meet it
<!-- id: where; shuffle: no -->

- [ ] on the telephone
- [ ] at the counter
"""
SCALE = """
### Scale: I stay calm
<!-- id: calm -->

- [1] hardly ever
- [5] nearly always
"""
REFLECT = """
### Reflect: The last time
<!-- id: last-time -->

Who was it, and what did they need?
"""
TRY = """
### Try: One call
<!-- id: one-call; ask after: 7 days -->

Say it back before you ask.
"""
PLAN = """
### Plan: When it starts
<!-- id: when-it-starts -->

- If a caller raises their voice, then I will breathe out before I answer.
- If I notice my shoulders, then …
"""
WRITE = """
### Write: To Dana
<!-- id: to-dana -->

Answer Dana's letter in under 120 words.

- [ ] says what happened in her words
- [ ] names how it *feels*
- [ ] promises one thing, with a time
"""
ALL_KINDS = "".join((PICK, SEVERAL, WORD, NUMBER, GAPS, ORDER, MATCH, POLL, SCALE, REFLECT, TRY))

QUESTIONS = ("third-call", "what-helps", "the-word", "how-many", "fill-in", "in-order", "feelings")


def write_course(
    shelf: Shelf, *, first: str = PICK, lessons: int = 3, folder: str = "calls", key: str = "calls1"
) -> None:
    """Put a course of a few lessons into the folder and take it in; the first lesson holds `first`."""
    shelf.course(folder, key=key, title=f"Course {folder}")
    shelf.lesson("01-begin", f"Listen before you ask.\n{first}", key=f"{key}a", folder=folder, title="Begin")
    for number in range(2, lessons + 1):
        title = f"Lesson {number} of {folder}"
        shelf.lesson(
            f"{number:02d}-part-{number}",
            f"Secret{number} stands here.",
            key=f"{key}x{number}",
            folder=folder,
            title=title,
            summary=f"Why lesson {number} matters.",
        )
    shelf.pushed()
