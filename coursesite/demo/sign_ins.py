"""Who to sign in as: the admin, the coaches, and one learner of each kind."""

from collections.abc import Iterator, Sequence

from coursesite.accounts.models import Role
from coursesite.demo.people import PASSWORDS, Learner, learners, staff
from coursesite.demo.stages import VISITORS, Stage

SHOWN = (
    Stage.HALF_WAY,
    Stage.STOPPED_HARD,
    Stage.BUSY,
    Stage.SLOW,
    Stage.QUICK,
    Stage.LAST_LAP,
    Stage.STOPPED_EARLY,
    Stage.TRIED,
    Stage.NEVER_STARTED,
)
"""The stages to look at, most telling first. Nobody can sign in to a closed account."""


def lines(seed: int) -> Iterator[str]:
    """The sign-ins: role, address and password a line, for each learner below a line that says where they stand."""
    for one in staff(seed):
        yield f"{one.role} {one.address} {PASSWORDS[one.role]}"
    everyone = learners(seed, VISITORS)
    for stage in SHOWN:
        yield f"# {stage}"
        yield f"{Role.LEARNER} {_example(everyone, stage).address} {PASSWORDS[Role.LEARNER]}"


def _example(everyone: Sequence[Learner], stage: Stage) -> Learner:
    """Somebody at this stage, if possible somebody who writes entries."""
    there = [person for person in everyone if person.stage is stage and person.stays and person.has_account]
    return next((person for person in there if person.keeps_entries), there[0])
