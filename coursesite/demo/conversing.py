"""How a person plays a conversation: what they say, and whether they come back to the moment where it turned."""

from collections.abc import Iterator, Sequence

from coursesite.conversations import play
from coursesite.conversations.compiled import Conversation, Reply, Scene
from coursesite.demo.dice import Dice
from coursesite.learning.conversing.running import MOST_STEPS, Said, replay

FINDS_THE_BEST = 0.45
LEARNS = 0.35
"""How much likelier the better reply is in a second run."""
PACE_S = (15, 45)
LEAVES_IT_AT = 3


def run(conversation: Conversation, dice: Dice) -> tuple[Said, ...]:
    """What somebody says from the beginning to an ending."""
    return tuple(_on((), conversation, FINDS_THE_BEST, MOST_STEPS, dice))


def run_again(conversation: Conversation, before: Sequence[Said], dice: Dice, *, leaves: bool) -> tuple[Said, ...]:
    """What somebody says who goes on from the middle of an earlier run; to an ending, or (`leaves`) a few steps far."""
    kept = tuple(before[: len(before) // 2])
    most = len(kept) + LEAVES_IT_AT if leaves else MOST_STEPS
    return (*kept, *_on(kept, conversation, FINDS_THE_BEST + LEARNS, most, dice))


def _on(before: Sequence[Said], conversation: Conversation, likely: float, most: int, dice: Dice) -> Iterator[Said]:
    state = replay(conversation, before)[-1]
    for _ in range(most - len(before)):
        scene = conversation.by_name[state.scene]
        if scene.is_ending:
            return
        reply = _reply(scene, likely, dice)
        state = play.take(conversation, state, reply.key)
        yield scene.name, reply.key


def _reply(scene: Scene, likely: float, dice: Dice) -> Reply:
    best = [reply for reply in scene.replies if reply.mark == "x"]
    if best and dice.happens(likely):
        return best[0]
    return dice.one_of(scene.replies)
