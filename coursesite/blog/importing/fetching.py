"""Fetching the pictures of an old blog, from wherever its texts show them: never from a private network."""

import http.client
import time
from collections import Counter
from urllib.parse import quote, urljoin, urlsplit

from coursesite.blog.importing.gathering import NotFetched
from coursesite.library.tree import LARGEST_IMAGE
from coursesite.web import fetching

WHOLE_S = 20.0
MOST_REDIRECTS = 4
PORTS = (None, 80, 443)
PATIENCE = 3


class Fetcher:
    """Fetches pictures one after the other. A server that keeps silent is not asked again and again."""

    def __init__(self) -> None:
        self._silent: Counter[str] = Counter()

    def __call__(self, address: str) -> bytes:
        """The bytes at an address. Raises `NotFetched` with why not, as the end of a sentence."""
        host = urlsplit(address).netloc
        if self._silent[host] >= PATIENCE:
            raise NotFetched("its server did not answer before")
        try:
            found = _fetched(address)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._silent[host] += 1
            raise NotFetched("its server could not be reached") from error
        except fetching.NotFetched as error:
            raise NotFetched(str(error)) from error
        self._silent[host] = 0
        return found


def _fetched(address: str) -> bytes:
    deadline = time.monotonic() + WHOLE_S
    for _ in range(MOST_REDIRECTS + 1):
        url = urlsplit(quote(address, safe="%/:=&?~#+!$,;'@()*[]"))
        if url.port not in PORTS:
            raise NotFetched("its server answers at an unusual port")
        status, location, body = fetching.get(
            url, deadline, accept="image/*", most_bytes=LARGEST_IMAGE, configured=False
        )
        if status == 200:
            return body
        if status not in fetching.REDIRECTS:
            raise NotFetched(f"the server answered {status}")
        address = urljoin(address, location)
    raise NotFetched("the server sent us round in circles")
