"""What a new piece begins with: a text that shows by example how such a piece is made, and that passes the check."""

from collections.abc import Mapping

from coursesite.library.models import Kind
from coursesite.text import frontmatter

LONGEST_TOPIC = 80
# Shorter lines of an example are what people write themselves, too.
SENTENCE = 35

COURSE = """
Say who this course is for and what it changes for them: one paragraph, as you would tell it to somebody at the door.

Then say what its lessons are about, and what people need to bring along.
"""
LESSON = """
Begin with somebody: where they stand, what was just said to them, what they would like to do and don’t know how.

## What is going on here

Say what you have learned about such moments, one thought to a paragraph. What could be tried the next time?

### Question: What would you say?

Ask something that the lesson has just answered.

- [ ] An answer that comes easily
  > Say what speaks for it, and what it leaves out.
- [x] The answer that you would give
  > Say what it does well.

> What everybody should take along, whatever they picked.

## Take it along

End with one thing to try before the next lesson.
"""
QUIZ = """
Say in a sentence what this quiz is about, and that nothing is lost by trying.

### Question: The first question

Ask about something that the lessons have shown.

- [ ] An answer that comes easily
  > Say what it leaves out.
- [x] The right answer
  > Say why it is right.
"""
POOL = """
Quizzes draw from these questions. A tag, as in “tags: listening”, lets a quiz draw from one subject only.

### Question: The first question

Ask about something that the lessons have shown.

- [ ] An answer that comes easily
  > Say what it leaves out.
- [x] The right answer
  > Say why it is right.
"""
CONVERSATION = """
## start

**Sam:** What the other person says first. Let it be something that was really said to you.

> What they feel while they say it. This is kept for the look back at the end.

- [ ] [A reply that comes easily.](#end-apart)
  > Why it doesn’t help.
- [x] [The reply that you would try.](#end-together)
  > What it does.

## end-together

How it goes on when they were heard.

- Say what made the difference.

## end-apart

How it goes on when they weren’t.

- Say what could be tried the next time.
"""
POST = """
Begin with what happened: one person, one day, one sentence that was said.

What did you make of it then, and what do you make of it now?
"""
PAGE = """
Say here what this page is for.
"""
TEXTS = {
    Kind.COURSE: COURSE,
    Kind.LESSON: LESSON,
    Kind.QUIZ: QUIZ,
    Kind.POOL: POOL,
    Kind.CONVERSATION: CONVERSATION,
    Kind.POST: POST,
    Kind.PAGE: PAGE,
}
SUMMARIES = {
    Kind.LESSON: "What somebody can do after this lesson, in a sentence.",
    Kind.QUIZ: "What this quiz asks about, in a sentence.",
    Kind.POST: "What this post is about, in a sentence.",
    Kind.PAGE: "What this page says, in a sentence.",
}
RULES: dict[Kind, dict[str, str]] = {
    Kind.QUIZ: {"kind": "quiz", "pass": "70%", "attempts": "3", "keep": "best", "feedback": "at the end"},
    Kind.POOL: {"kind": "pool"},
    Kind.CONVERSATION: {
        "kind": "conversation",
        "you": "Say who the learner is, and where.",
        "with": "Sam",
        "feedback": "at the end",
    },
}


def starting_text(
    kind: Kind,
    title: str,
    summary: str = "",
    author: str = "",
    body: str | None = None,
    said: Mapping[str, str] | None = None,
) -> str:
    """The source of a new piece of this kind, without key and ids. `title` and the others are single lines.

    `said` are the fields that it has in place of the example's.

    Raises `FrontMatterError` for a title or a summary that can't stand in a front matter.
    """
    fields = dict(RULES.get(kind, {})) if said is None else {"kind": kind.value, **said}
    fields |= {"title": title, "summary": summary or fields.get("summary") or SUMMARIES.get(kind, "")}
    if kind is Kind.COURSE:
        # Its subject, until somebody names it better: the shelf puts courses of one topic together.
        fields["topics"] = title.replace(",", " ")[:LONGEST_TOPIC].strip() or title
        fields["coach"] = author
    if kind is Kind.POST:
        fields["author"] = author
    text = f"---\n---\n{TEXTS[kind] if body is None else body}"
    for name, value in fields.items():
        if value:
            text = frontmatter.with_field(text, name, value)
    return text


def examples_left(kind: Kind, summary: str, body: str) -> list[str]:
    """Which of a new piece's examples still stand in its summary and its text, in words; empty where none does."""
    lines = {line.strip() for line in body.splitlines()}
    text = any(line in lines for line in TEXTS[kind].splitlines() if len(line) >= SENTENCE)
    return ["summary"] * (summary.strip() == SUMMARIES.get(kind)) + ["text"] * text
