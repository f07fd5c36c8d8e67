"""What stands at an address inside a course: a lesson, a quiz or a conversation."""

from flask import Response

from coursesite.learning.conversing.conversation_views import conversation_page
from coursesite.learning.course_views import bp
from coursesite.learning.lesson_views import lesson_page
from coursesite.learning.quizzes.quiz_views import front_page
from coursesite.library import queries as library
from coursesite.library.models import Kind
from coursesite.web.errors import NotHere
from coursesite.web.pagecache import cached_with_talk
from coursesite.web.state import read_db


@bp.get("/courses/<course_slug>/<lesson_slug>/")
@cached_with_talk
def lesson(course_slug: str, lesson_slug: str) -> Response:
    """A lesson, or the front page of a quiz or a conversation: each has its own kind of page."""
    found = library.find_lesson(read_db(), course_slug, lesson_slug)
    if found is None:
        raise NotHere
    pages = {Kind.QUIZ: front_page, Kind.CONVERSATION: conversation_page}
    return pages.get(Kind(found.kind), lesson_page)(found)
