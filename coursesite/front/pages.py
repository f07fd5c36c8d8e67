"""What the pages of this room show."""

from dataclasses import dataclass

from markupsafe import Markup

from coursesite.blog.posts.listing import LinkedPost
from coursesite.learning.pages.cards import Card
from coursesite.learning.pages.mine import NextUp
from coursesite.learning.queries import News
from coursesite.learning.quizzes.pages.mine import MyQuizzes
from coursesite.learning.waiting_queries import Waiting


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of the library, such as About."""

    title: str
    summary: str
    body: Markup
    sources: Markup


@dataclass(frozen=True, slots=True)
class HomePage:
    """The front page: for somebody signed in the attempts under way, the one next thing and what coaches have for
    them; for everyone a few courses, for guests one first, and the newest posts.
    """

    quizzes: MyQuizzes | None
    next_up: NextUp | None
    news: News
    waiting: Waiting
    signed_in: bool
    lead: Card | None
    cards: tuple[Card, ...]
    more: bool
    posts: tuple[LinkedPost, ...]
