"""What runs of conversations know about a person: how they are exported, how they are erased."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from coursesite.conversations.compiled import Conversation
from coursesite.learning.conversing import belonging_queries as queries
from coursesite.learning.conversing.models import Run, RunStep
from coursesite.learning.conversing.pages.words import ending_words
from coursesite.library import reading


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """Every run with its path in words, its meters and its ending."""
    steps: dict[int, list[RunStep]] = {}
    for step in queries.steps_of_all(session, user_id):
        steps.setdefault(step.run_id, []).append(step)
    found = queries.runs_of(session, user_id)
    return {"conversations": [_run(session, run, title, steps.get(run.id, ())) for run, title in found]}


def _run(session: Session, run: Run, title: str, steps: Sequence[RunStep]) -> dict[str, object]:
    talk = reading.content(session, run.revision_id).conversation
    scene = talk.by_name.get(run.scene) if talk and run.ended_at else None
    return {
        "conversation": title,
        "run": run.number,
        "begun": run.started_at,
        "last step": run.moved_at,
        "ended": run.ended_at,
        "ending": ending_words(scene),
        "scene": run.scene,
        "meters": run.meters,
        "taken over from an earlier run": run.copied,
        "said": [
            {
                "scene": step.scene,
                "you said": _words(talk, step),
                "as it is stored": step.choice,
                "meters after it": step.meters,
                "at": step.taken_at,
            }
            for step in steps
        ],
    }


def _words(talk: Conversation | None, step: RunStep) -> str:
    scene = talk.by_name.get(step.scene) if talk else None
    reply = scene.reply(step.choice) if scene else None
    return reply.text if reply else ""


def erase(session: Session, user_id: int) -> None:
    """Leave the runs under the ownerless number: they hold no word of the person's own, and figures need them."""
    queries.empty_once(session, user_id)
