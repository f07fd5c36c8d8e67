"""Whether somebody's text speaks of harming oneself.

It is told by phrases (`harm_phrases.txt`), in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish,
Hungarian, Romanian and Russian, and errs towards noticing: to look at a text too many costs a coach half a minute.
Everyday words are let pass ("killing time", "dying to know", "died of shame", "shot myself in the foot"), and so is
what somebody quotes of a customer, in quotation marks or in a quoted line.

What it can't see: despair without any of these phrases ("I am so tired of all this"), irony, other languages,
slips of the pen within a phrase, what a picture or a linked page says, who is meant by a quotation without marks, and
whether somebody is in danger. It is no judgement of a person. It decides only who looks, and how soon.
"""

import re

from coursesite.text.folding import folded, without_quotes
from coursesite.text.phrasebook import compiled, sections_of

_SELF = r"(?:my ?self|your ?self|him ?self|her ?self|them ?sel(?:f|ves)|ur ?self)"
_IDLY = (
    r"(?! (?:laughing|with (?:work|laughter)|trying|at work|over (?:a|the|this|that|work)|for (?:a|the|this|that)|"
    r"to (?:finish|get|meet|be|please|do|make)))"
)
_PHRASES = compiled(
    (phrase for phrases in sections_of(__name__, "harm_phrases.txt").values() for phrase in phrases),
    lambda phrase: phrase.replace("{self}", _SELF).replace("{idly}", _IDLY),
)
_IDIOMS = re.compile(
    r"(?:career|commercial|political|social|financial|professional|economic|brand) suicide|"
    r"suicide (?:squad|missions?|doors?|sprints?)"
)
_QUOTED = re.compile(r"[\"“„«‹]([^\"“”„«»‹›]{1,600})[\"”“»›]|(?<!\w)'([^'\n]{1,600})'(?!\w)|‘([^’\n]{1,600})’(?!\w)")
SAID_WITHIN = 120
"""Characters before a quotation that are asked who said it; a text may have thousands of quotations."""
_SAID_BY_ANOTHER = re.compile(
    r"(?<!\w)(?:customer|caller|client|guest|passenger|patient|shopper|buyer|visitor|user|reader|manager|m[ae]n|"
    r"wom[ae]n|lady|gentleman|lad|somebody|someone|one|he|she|they|kunde|kundin|anrufer(?:in)?|cliente?|clienta|"
    rf"klient\w*|{folded('клиент')}\w*|vasarlo|ugyfel)\b(?:(?!\bi\b)[^.!?]){{0,60}}$"
)


def speaks_of_harm(text: str) -> bool:
    """Whether a text as typed speaks of somebody's harming themselves; see above for what it can't see."""
    read = " ".join(folded(_without_customers(without_quotes(text))).split())
    return _PHRASES.search(_IDIOMS.sub(" ", read)) is not None


def _without_customers(text: str) -> str:
    """The text without what stands in quotation marks after words that say a customer or another said it."""
    return _QUOTED.sub(lambda found: " … " if _another_says(text[: found.start()]) else found[0], text)


def _another_says(before: str) -> bool:
    sentence = re.split(r"[.!?\n]", before[-SAID_WITHIN:])[-1]
    return _SAID_BY_ANOTHER.search(folded(sentence)) is not None
