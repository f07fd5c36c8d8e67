"""What is wrong with a source beyond its grammar: fields against each other, lost names, exercises out of place."""

from collections.abc import Iterator, Sequence

from coursesite.exercises import Document
from coursesite.exercises import Kind as Asked
from coursesite.library.metadata import IN_COURSE, Metadata
from coursesite.library.models import Kind
from coursesite.library.surroundings import Finder
from coursesite.text.faults import Fault
from coursesite.text.notes import Citation

TO_KEEP = (Asked.reflect, Asked.write, Asked.try_, Asked.plan)
"""What is written for oneself or taken along, and is no question that an attempt could ask."""


def lost_names(metadata: Metadata, finder: Finder) -> Iterator[Fault]:
    """Name what the front matter points at and what isn't there: pools, the piece that opens this one, a post's lesson.

    What is there is noted with the finder: when it moves, this source is looked at again.
    """
    values, lines = metadata.values, metadata.lines
    for _count, pool, _tag in values.get("draw", ()):
        if not finder.needs(f"{pool}.md"):
            problem = f"There is no {pool}.md beside this quiz to draw from."
            yield Fault(lines["draw"], problem, "Write the pool's file name without its ending, such as 08-pool.")
    gate = values.get("opens after")
    if gate is not None and not finder.needs(f"{gate}.md"):
        problem = f"There is no {gate}.md beside this {metadata.kind} to open after."
        yield Fault(lines["opens after"], problem, "Write the file's name without its ending, such as 09-final-check.")
    lesson = values.get("lesson")
    if lesson is not None and not finder.link(f"../courses/{lesson}.md"):
        problem = f"There is no lesson or quiz “{lesson}”."
        yield Fault(lines["lesson"], problem, "Write its folder and file, such as service-recovery/01-the-call.")


def misplaced(kind: Kind, document: Document) -> Iterator[Fault]:
    """Name the exercises that nobody could do where they stand."""
    for found in document.exercises:
        if kind not in IN_COURSE:
            problem = f"An exercise stands in a {kind}, where nobody could answer it."
            yield Fault(found.line, problem, "Move it into a lesson.")
        elif kind in (Kind.QUIZ, Kind.POOL) and found.kind in TO_KEEP:
            problem = f"“{found.headword}: {found.title}” stands in a {kind}, which holds questions, polls and scales."
            yield Fault(found.line, problem, "Move it into a lesson.")


def notes_in_pool(kind: Kind, cited: Sequence[Citation]) -> Iterator[Fault]:
    """Name the sources that a pool cites: its questions stand on pages of their own, which hold no list of sources."""
    for citation in cited if kind is Kind.POOL else ():
        problem = "A pool cites a source, and a question that is drawn from it stands where the list is not."
        remedy = "Name the study in words, and let “passage” lead to the lesson that gives the source in full."
        yield Fault(citation.line, problem, remedy)


def quiz_rules(metadata: Metadata) -> Iterator[Fault]:
    """Name the rules of a quiz that can't hold together."""
    values, lines = metadata.values, metadata.lines
    if values.get("answers shown") == "after the last attempt" and "attempts" not in lines:
        problem = "Answers are to be shown after the last attempt, and the number of attempts has no end."
        remedy = "Say how many there are, as in “attempts: 3”, or write “answers shown: always”."
        yield Fault(lines["answers shown"], problem, remedy)


def empty_quiz(metadata: Metadata, document: Document) -> Iterator[Fault]:
    """Say that a quiz asks nothing, or has a pass mark and nothing to mark. Its document has no faults."""
    if "draw" in metadata.lines:
        return
    if not document.exercises:
        remedy = "Write one, beginning with “### Question: …”, or draw some, as in “draw: 5 from 08-pool”."
        yield Fault(1, "The quiz holds no question and draws none.", remedy)
    elif "pass" in metadata.values and not any(found.kind.graded for found in document.exercises):
        problem = "The quiz has a pass mark, and nothing in it has a right answer."
        yield Fault(metadata.lines["pass"], problem, "Delete the line, or write a question with a right answer.")
