"""Where each piece stands on the site."""

from coursesite.library.models import Kind

# Kinds that have a page in their course. A pool is only drawn from.
SHOWN_IN_OUTLINE = frozenset({Kind.LESSON, Kind.QUIZ, Kind.CONVERSATION})
SHOWN = frozenset({Kind.COURSE, Kind.PAGE, Kind.POST}) | SHOWN_IN_OUTLINE
# The first words of the site's own addresses, which no page may take.
RESERVED = (
    frozenset({"admin", "api", "assets", "blog", "courses", "desk", "dev", "favicon.ico", "feed", "feeds", "healthz"})
    | frozenset({"images", "learn", "mail", "people", "robots.txt", "search", "settings", "sign-in", "sign-out"})
    | frozenset({"sign-up", "sitemap.xml", "static", "studio"})
    | frozenset({"certificates", "days", "growth", "journal", "plans", "promises", "review", "story", "writings"})
)
# What stands below /blog/ beside the posts.
RESERVED_BELOW_BLOG = frozenset(
    {"authors", "comments", "feed", "feed.atom", "feed.json", "guests", "mine", "search", "subscriptions"}
) | frozenset({"tags"})


def address_of(kind: Kind | str, slug: str, course_slug: str | None) -> str:
    """A piece's path on the site; `course_slug` for what belongs to a course. A pool has none: empty."""
    kind = Kind(kind)
    if kind is Kind.POOL:
        return ""
    if kind is Kind.COURSE:
        return f"/courses/{slug}/"
    if kind is Kind.POST:
        return f"/blog/{slug}/"
    if kind is Kind.PAGE:
        return f"/{slug}"
    return f"/courses/{course_slug}/{slug}/"


def exercise_anchor(exercise_id: str) -> str:
    """The id that an exercise's element has on its page, so that text may link to it."""
    return f"exercise-{exercise_id}"
