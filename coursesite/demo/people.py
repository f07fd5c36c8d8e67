"""Who is here: names, addresses, time zones, and what each person is like at learning."""

import unicodedata
from dataclasses import dataclass

from coursesite.accounts.models import Role
from coursesite.demo.dice import Dice
from coursesite.demo.names import ADMIN, AT_NORTHLINE, COACHES, EVERYWHERE, WHO_LEFT, Named
from coursesite.demo.stages import PATHS, Stage

PASSWORDS = {
    Role.ADMIN: "seven-keys-on-a-ring",
    Role.COACH: "chalk-tea-and-patience",
    Role.LEARNER: "rain-on-the-tin-roof",
}
EMPLOYER = "northline.example.com"
HOSTS = ("example.org", "example.net", "example.com")
DEVICES = (
    "Firefox on Windows",
    "Chrome on Windows",
    "Edge on Windows",
    "Chrome on Android",
    "Samsung Internet on Android",
    "Safari on an iPhone",
    "Safari on a Mac",
    "Firefox on Linux",
)
LETTERS = str.maketrans({"ø": "o", "ł": "l", "Ł": "L", "ß": "ss", "ı": "i", "đ": "d", "æ": "ae", "þ": "th", "ð": "d"})


@dataclass(frozen=True, slots=True)
class Learner:
    """One person's part in the month. `number` counts from 1 and is nobody's id in the database.

    `ability` is 0 for an average learner, 1 for one of the best sixth; `persistence` the chance of trying again after
    an answer that wasn't right; `calm` whether being shouted at leaves them steady. `came_as_visitor`: the open lesson
    came before the account. `stays` is False for who has left by the end; a visitor has no name.
    """

    number: int
    key: str
    name: str
    address: str
    time_zone: str
    device: str
    stage: Stage
    ability: float
    persistence: float
    calm: bool
    keeps_entries: bool
    came_as_visitor: bool
    stays: bool = True

    @property
    def has_account(self) -> bool:
        """Whether this person ever signs up."""
        return bool(self.address)


@dataclass(frozen=True, slots=True)
class Staff:
    """A coach or the admin."""

    role: Role
    key: str
    name: str
    address: str
    time_zone: str


def staff(seed: int) -> tuple[Staff, ...]:
    """The admin and the coaches."""
    named = [(Role.ADMIN, ADMIN), *((Role.COACH, coach) for coach in COACHES)]
    return tuple(
        Staff(role, Dice(seed, f"staff {who.name}").word(), who.name, f"{handle(who.name)}@example.org", who.time_zone)
        for role, who in named
    )


def learners(seed: int, visitors: int) -> tuple[Learner, ...]:
    """Everyone who learns: those with accounts by stage, then the one who left, then visitors without an account."""
    world = iter(Dice(seed, "names").shuffled(EVERYWHERE))
    colleagues = iter(AT_NORTHLINE)
    found: list[Learner] = []
    for stage, path in PATHS.items():
        for _ in range(path.learners):
            who = next(colleagues if stage is Stage.BUSY else world)
            found.append(_learner(seed, len(found) + 1, who, stage))
    found.append(_learner(seed, len(found) + 1, WHO_LEFT, Stage.TRIED, stays=False))
    for _ in range(visitors):
        found.append(_learner(seed, len(found) + 1, None, Stage.TRIED))
    return tuple(found)


def _learner(seed: int, number: int, who: Named | None, stage: Stage, *, stays: bool = True) -> Learner:
    dice = Dice(seed, f"person {number}")
    path = PATHS[stage]
    host = EMPLOYER if stage is Stage.BUSY else dice.one_of(HOSTS)
    return Learner(
        number=number,
        key=dice.word(),
        name=who.name if who else "",
        address=f"{handle(who.name)}@{host}" if who else "",
        time_zone=who.time_zone if who else "UTC",
        device=dice.one_of(DEVICES),
        stage=stage,
        ability=dice.around(0, 1),
        persistence=dice.between(0.7, 0.95) if stage is Stage.SLOW else dice.between(0.15, 0.6),
        calm=dice.happens(0.45),
        keeps_entries=dice.happens(0.4),
        came_as_visitor=who is None or dice.happens(path.visitor),
        stays=stays,
    )


def handle(name: str) -> str:
    """A name as the first half of an email address: "Mairéad Ní Bhriain" is mairead.bhriain."""
    plain = unicodedata.normalize("NFD", name.translate(LETTERS)).encode("ascii", "ignore").decode().lower()
    words = ["".join(character for character in word if character.isalpha()) for word in plain.split()]
    return f"{words[0]}.{words[-1]}"
