"""Where the workbook of a course stands."""

from coursesite.library.addresses import address_of
from coursesite.library.models import Kind

MINE = "mine"
"""What `with` says in the address of a workbook that has its reader's own words in it."""


def workbook_href(course_slug: str) -> str:
    """The path of a course's workbook."""
    return f"{address_of(Kind.COURSE, course_slug, None)}workbook"
