"""Where the pages about people and groups stand, and what stands above them."""

from coursesite.learning.groups.queries import GroupRow
from coursesite.learning.groups.subject_queries import Subject
from coursesite.library.models import Kind

Trail = list[tuple[str, str | None]]


def people_href(key: str) -> str:
    """Who may do what with a course, post or page."""
    return f"/studio/people/{key}/"


def groups_href(course_key: str) -> str:
    """A course's groups."""
    return f"/studio/groups/{course_key}/"


def group_href(group_key: str) -> str:
    """One group at the desk."""
    return f"/studio/group/{group_key}/"


def write_href(key: str) -> str:
    """The writing room of a piece."""
    return f"/studio/write/{key}/"


def tabs(key: str, kind: str) -> list[tuple[str, str]]:
    """The desk's pages about who has to do with a course, post or page."""
    found = [("Text", write_href(key)), ("People", people_href(key))]
    return [*found, ("Groups", groups_href(key))] if kind == Kind.COURSE else found


def trail(subject: Subject, *below: tuple[str, str | None]) -> Trail:
    """The pages above one about a piece; the last of `below` is this page."""
    return [("Desk", "/studio/"), (subject.title, write_href(subject.key)), *below]


def group_trail(group: GroupRow, *below: tuple[str, str | None]) -> Trail:
    """The pages above one about a group."""
    return [
        ("Desk", "/studio/"),
        (group.course_title, write_href(group.course_key)),
        ("Groups", groups_href(group.course_key)),
        *below,
    ]
