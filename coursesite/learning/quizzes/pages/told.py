"""What is told about one response once it is marked, with the right answer or without."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from coursesite import exercises
from coursesite.exercises import BadAnswer, Compiled, Kind, Question, Remark
from coursesite.learning.quizzes.marks import OPEN
from coursesite.learning.quizzes.models import Response
from coursesite.learning.quizzes.pages.answers import said
from coursesite.learning.quizzes.pages.words import marks_of
from coursesite.learning.showing.results import NOT_THIS, Results, results_of
from coursesite.web.markup import NOTHING, safe

VERDICTS = {"right": "Right", "partly": "Partly right", "wrong": "Not yet", "noted": "Noted", OPEN: "Left open"}
SIGNS = {"right": "check", "partly": "half", "wrong": "cross", "noted": "check", OPEN: "open"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something that was picked, with the feedback that its coach wrote for it."""

    html: Markup
    feedback: Markup


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says about one response.

    `results` is filled where every option may be shown with its verdict; else `chosen` holds what was picked and
    `said` the answer in words. `right` and `explanation` stay empty where the right answer isn't shown.
    """

    state: str
    verdict: str
    marks: str
    results: Results | None = None
    chosen: tuple[Chosen, ...] = ()
    said: str = ""
    right: str = ""
    explanation: Markup = NOTHING
    passage: Markup = NOTHING

    @property
    def sign(self) -> str:
        """The verdict's icon."""
        return SIGNS[self.state]


def told(compiled: Compiled, question: Question, response: Response, *, shows_answer: bool) -> Told:
    """What to say of a response that is marked; `compiled` is the wording that it was asked in."""
    state = response.outcome or OPEN
    verdict = NOT_THIS if state == "wrong" and compiled.kind is Kind.pick_one else VERDICTS[state]
    base = Told(state, verdict, _marks(compiled, response), passage=safe(compiled.passage))
    if not compiled.graded:
        explanation = safe(compiled.explanation) if response.given else NOTHING
        return replace(base, said=said(compiled, response.given), explanation=explanation)
    marking = _marking(compiled, response.given)
    if not shows_answer:
        return _without_answer(base, compiled, response, marking)
    if marking is None:
        right, why = exercises.right_answer(compiled), safe(compiled.explanation)
        return replace(base, said=said(compiled, response.given), right=right, explanation=why)
    found = results_of(compiled, question, response.given or {}, marking, {})
    # By the marks that stand: a coach may have decided otherwise than this wording alone would.
    return replace(base, results=replace(found, state=state, verdict=verdict, sentence=base.marks))


def _marks(compiled: Compiled, response: Response) -> str:
    out_of = Fraction(response.marks)
    if not compiled.graded or not response.credit:
        return ""
    return marks_of(Fraction(response.credit) * out_of, out_of)


def _marking(compiled: Compiled, given: Mapping[str, Any] | None) -> exercises.Marking | None:
    try:
        return exercises.mark(compiled, given) if given else None
    except BadAnswer:
        return None


def _without_answer(base: Told, compiled: Compiled, response: Response, marking: exercises.Marking | None) -> Told:
    """Only what was chosen, and the feedback for it: no other option's, no explanation, no row's or place's verdict."""
    remarks = [] if marking is None else [remark for remark in marking.feedback if remark.chosen]
    if compiled.kind in (Kind.pick_one, Kind.pick_several):
        return replace(base, chosen=tuple(_chosen(remark) for remark in remarks))
    answer = said(compiled, response.given)
    if compiled.kind in (Kind.short_answer, Kind.number):
        heard = next((safe(remark.feedback) for remark in remarks if remark.feedback), NOTHING)
        return replace(base, said=answer, chosen=(Chosen(NOTHING, heard),) if heard else ())
    return replace(base, said=answer)


def _chosen(remark: Remark) -> Chosen:
    return Chosen(safe(remark.html), safe(remark.feedback))
