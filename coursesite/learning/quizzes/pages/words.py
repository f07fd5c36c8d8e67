"""Shares, marks, times and rules in words, as every page of a quiz says them."""

from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil, floor

from babel.dates import format_time

from coursesite.learning.quizzes.policy import FIRST, LAST, Policy
from coursesite.web.filters import LOCALE, NUMBERS, count_in_words, moment_in_words, zone

NO_BREAK = "\N{NO-BREAK SPACE}"
FRACTIONS = {
    Fraction(1, 2): "½",
    Fraction(1, 3): "⅓",
    Fraction(2, 3): "⅔",
    Fraction(1, 4): "¼",
    Fraction(3, 4): "¾",
    Fraction(1, 5): "⅕",
    Fraction(2, 5): "⅖",
    Fraction(3, 5): "⅗",
    Fraction(4, 5): "⅘",
    Fraction(1, 6): "⅙",
    Fraction(5, 6): "⅚",
    Fraction(1, 8): "⅛",
    Fraction(3, 8): "⅜",
    Fraction(5, 8): "⅝",
    Fraction(7, 8): "⅞",
}
LONGEST_QUOTED = 80
QUOTES = {'"': '"', "“": "”", "‘": "’", "«": "»", "„": "“"}
KEPT = {LAST: "the last one counts", FIRST: "the first one counts"}
UNITS = (
    (timedelta(weeks=1), "week"),
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)


def percent(share: Fraction) -> str:
    """A share rounded down to a tenth of a per cent, so that nothing below a pass mark looks like it: "69.9 %"."""
    return f"{_tenths(floor(share * 1000))}{NO_BREAK}%"


def points(difference: Fraction, *, up: bool) -> str:
    """The difference of two shares in percentage points: "2.5 percentage points"; rounded up or down to a tenth."""
    tenths = (ceil if up else floor)(difference * 1000)
    return f"{_tenths(tenths)} percentage point{'' if tenths == 10 else 's'}"


def _tenths(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def in_quotes(text: str, longest: int = LONGEST_QUOTED) -> str:
    """A text in quotation marks, cut at a word where it is long; what is a quotation already keeps its own marks."""
    opening, closing = text[:1], QUOTES.get(text[:1], "")
    if closing and text.find(closing, 1) == len(text) - 1:
        text = text[1:-1]
    else:
        opening, closing = "“", "”"
    if len(text) > longest:
        text = f"{text[:longest].rpartition(' ')[0] or text[: longest - 1]}".rstrip(" ,;:.–-") + "…"
    return f"{opening}{text}{closing}"


def marks(number: Fraction) -> str:
    """Marks exactly: "2", "1½", "0.35", "1 3/7"."""
    whole, rest = divmod(number, 1)
    if not rest:
        return str(whole)
    if rest in FRACTIONS:
        return f"{whole or ''}{FRACTIONS[rest]}"
    hundredths = number * 100
    if hundredths.denominator == 1:
        return f"{hundredths.numerator // 100}.{hundredths.numerator % 100:02d}".rstrip("0")
    return f"{whole} {rest}" if whole else str(rest)


def marks_of(earned: Fraction, out_of: Fraction) -> str:
    """What was earned of what could be: "1½ of 2 marks"."""
    return f"{marks(earned)} of {marks(out_of)} mark{'' if out_of == 1 else 's'}"


def clock_time(moment: datetime, time_zone: str) -> str:
    """The time of day where this person is: "14:05"."""
    return format_time(moment.astimezone(zone(time_zone)), "HH:mm", locale=LOCALE)


def time_left(seconds: int) -> str:
    """How long that is: "14 minutes", "one minute", "less than a minute"."""
    if seconds < 60:
        return "less than a minute"
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return count_in_words(minutes, "minute")
    said = count_in_words(hours, "hour")
    return f"{said} and {count_in_words(minutes, 'minute')}" if minutes else said


def until(moment: datetime, now: datetime, time_zone: str) -> str:
    """A moment that comes: its time of day today, else the day too."""
    there = zone(time_zone)
    today = moment.astimezone(there).date() == now.astimezone(there).date()
    return clock_time(moment, time_zone) if today else moment_in_words(moment, time_zone)


def span(time: timedelta) -> str:
    """A length of time in its largest whole unit: "one hour", "90 minutes", "two days"."""
    for unit, name in UNITS:
        number, rest = divmod(time, unit)
        if number and not rest:
            return count_in_words(number, name)
    return count_in_words(int(time.total_seconds() // 60), "minute")


def rules(policy: Policy, questions: int, minutes: int | None) -> list[str]:
    """A quiz's rules, one phrase for each. `minutes` is the limit for this person, none where there is none."""
    said = [count_in_words(questions, "question")]
    said.append("no time limit" if minutes is None else f"{count_in_words(minutes, 'minute')} for each attempt")
    if policy.pass_share is None:
        said.append("handing it in once is enough to pass")
    else:
        said.append(f"{percent(policy.pass_share)} to pass")
    said += _attempts(policy)
    if policy.wait and policy.attempts != 1:
        said.append(f"{span(policy.wait)} between attempts")
    said.append("feedback after each question" if policy.at_once else "feedback at the end")
    return [phrase[:1].upper() + phrase[1:] for phrase in said]


def _attempts(policy: Policy) -> list[str]:
    if policy.attempts == 1:
        return ["one attempt"]
    number = "as many attempts as you like" if policy.attempts is None else count_in_words(policy.attempts, "attempt")
    return [number, KEPT.get(policy.keep, "the best one counts")]


def number_in_words(number: int) -> str:
    """A number, in words up to twelve."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
