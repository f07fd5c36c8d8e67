"""What the site writes down about its own faults: where and of which kind, never what somebody typed.

The words of an exception can hold anything: a database names the row that was refused, a parser quotes its input. So on
a public site the log keeps the way through the code and each exception's type, and leaves its words out.
"""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
LINE = "%(asctime)s [%(process)d] %(levelname)s %(name)s: %(message)s"


class Wordless(logging.Formatter):
    """Formats an exception as its way through the code and its type, for it and for whatever caused it."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  # the standard library's name
        """The traceback without the exceptions' words."""
        return "\n".join(_told(error) for error in _chain(ei[1]))


def set_up(*, development: bool) -> None:
    """Let this process write its log to standard error; on a public site without the words of exceptions."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(LINE) if development else Wordless(LINE))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error that came first, then each that came of it."""
    if error is None:
        return
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _chain(before)
    yield error


def _told(error: BaseException) -> str:
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    way = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return f"{way}\n{kind}" + (f" ({code})" if code else "")
