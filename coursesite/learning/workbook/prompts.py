"""A prompt taken out of its lesson, so that it can stand on a page with the prompts of others."""

import re

from markupsafe import Markup, escape

from coursesite.web.markup import safe

# As the sanitiser writes them: each value in double quotes, with none inside it.
_ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*'
_CITED = re.compile(rf'<sup class="cite"{_ATTRIBUTES}>(?:<a{_ATTRIBUTES}>)?[^<]*(?:</a>)?</sup>')
_TAG = re.compile(rf"<(?:a|h[2-6]|img|sup){_ATTRIBUTES}>")
_ID = re.compile(r' id="[^"]*"')


def out_of_its_lesson(html: str, lesson_address: str) -> Markup:
    """The same prompt without the numbers of sources that don't stand here.

    Its links within the lesson lead there, nothing has an id that a prompt of another lesson may have too, and a
    picture is fetched before anybody prints.
    """
    here = f'href="{escape(lesson_address)}#'

    def moved(tag: re.Match[str]) -> str:
        found = _ID.sub("", tag[0]).replace(' loading="lazy"', "")
        return found.replace('href="#', here)

    return safe(_TAG.sub(moved, _CITED.sub("", html)))
