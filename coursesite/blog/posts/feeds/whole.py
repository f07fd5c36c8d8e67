"""Links and images of a text that is read away from the site."""

import re
from html import escape, unescape
from urllib.parse import urljoin

# A tag as nh3 writes it: every value stands in double quotes, and in text no "<" is left.
_TAG = re.compile(r'<[a-z](?:[^">]|"[^"]*")*>')
_ADDRESS = re.compile(r'(?<=\s)(href|src)="([^"]*)"')


def with_whole_addresses(html: str, page_href: str) -> str:
    """Safe HTML with the whole address in every link and image that stands on the page at `page_href`."""

    def joined(found: re.Match[str]) -> str:
        try:
            target = urljoin(page_href, unescape(found[2]))
        except ValueError:
            # Such as http://[ : it leads nowhere from any page.
            return found[0]
        return f'{found[1]}="{escape(target)}"'

    return _TAG.sub(lambda tag: _ADDRESS.sub(joined, tag[0]), html)
