"""Text brought to one form, so that what reads alike is alike: for word lists, repeats and the filter alike."""

import re
import unicodedata

# Letters of other scripts that look like a Latin one, as spam uses them. Words that are wholly Cyrillic or Greek are
# changed as well, always in the same way; lists in those scripts go through the same fold before they are compared.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝвнкмтαονρτυχικηβґɡɑℓ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "ո" + "ս" + "օ",
    "aeopcyxijshdqwbhkmtaovptuxiknbrgal" + "abezhikmnoptyx" + "n" + "u" + "o",
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTER_BY_LETTER = re.compile(r"(?<!\w)(?:\w[.\-_*|·]){2,}\w(?!\w)")
_DIGITS_AS_LETTERS = str.maketrans("013457@$", "oieastas")
_LEET = re.compile(r"(?<![\w@$])(?=[\w@$]*[a-z])(?=[\w@$]*[013457@$])[\w@$]{4,}(?!\w)")
_ACROSS_SCRIPTS = re.compile(r"[^\W\d_]{2,}")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_UNSEEN_INSIDE = re.compile("(?<=[A-Za-zÀ-ɏ])[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff](?=[A-Za-zÀ-ɏ])")


def folded(text: str) -> str:
    """The text in small letters, without accents, unseen characters and letters borrowed from look-alike scripts."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Cf"))
    return "".join(kept).translate(_LOOKALIKES).replace("’", "'")


def words_of(text: str) -> list[str]:
    """The words of a folded text, in order; "don't" is one."""
    return _WORD.findall(text)


def undisguised(text: str) -> str:
    """A folded text with "v.i.a.g.r.a" and "v1agra" written out as the words that they are read as."""
    joined = _LETTER_BY_LETTER.sub(lambda found: re.sub(r"\W|_", "", found[0]), text)
    return _LEET.sub(lambda found: found[0].translate(_DIGITS_AS_LETTERS), joined)


def mixed_words(text: str) -> int:
    """How many words of the text as typed mix letters of two scripts, which no language does inside a word."""
    return sum(1 for word in _ACROSS_SCRIPTS.findall(text) if len(_scripts(word)) > 1)


def has_unseen_inside(text: str) -> bool:
    """Whether characters that can't be seen stand inside Latin words, where no language needs them."""
    return _UNSEEN_INSIDE.search(text) is not None


def without_quotes(text: str) -> str:
    """The text without the lines that quote somebody (those that begin with ">")."""
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">"))


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "") for letter in word)
    return {script for name in names for script in _SCRIPTS if name.startswith(script)}
