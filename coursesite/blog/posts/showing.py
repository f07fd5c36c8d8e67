"""A post's own page."""

from dataclasses import dataclass

from markupsafe import Markup

from coursesite.blog.posts.addresses import BLOG, leading, post_path, with_leading_links
from coursesite.blog.posts.data import Data, post_data
from coursesite.blog.posts.listing import Byline, LinkedPost, Tag
from coursesite.blog.posts.shelf import Around
from coursesite.library.post_queries import PostRow
from coursesite.library.reading import Content
from coursesite.web.markup import safe


@dataclass(frozen=True, slots=True)
class PostPage:
    """A post with what it leads on to. `responses` counts the comments that everyone sees."""

    post: PostRow
    content: Content
    around: Around
    responses: int
    base_url: str
    site_name: str

    @property
    def title(self) -> str:
        """The post's title."""
        return self.post.title

    @property
    def description(self) -> str:
        """The post in a sentence or two."""
        return self.post.summary or self.content.description

    @property
    def path(self) -> str:
        """Where it stands."""
        return post_path(self.post.slug)

    @property
    def address(self) -> str:
        """The same for other sites."""
        return self.base_url + self.path

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        return [("Blog", BLOG), (self.title, None)]

    @property
    def byline(self) -> Byline:
        """Who wrote it, and when."""
        return Byline(self.post.author, self.post.author_slug, self.post.published_at, self.post.minutes)

    @property
    def published(self) -> str:
        """When it was published, as machines read it."""
        return self.post.published_at.isoformat()

    @property
    def modified(self) -> str:
        """When it last changed, as machines read it; never before it was published."""
        return max(self.post.changed_at, self.post.published_at).isoformat()

    @property
    def body(self) -> Markup:
        """The text."""
        prose = "\n".join(block.prose for block in self.content.blocks)
        return safe(with_leading_links(prose, self.post.key))

    @property
    def about(self) -> tuple[str, str] | None:
        """Title and address of the lesson that it belongs to."""
        return self.around.about and (self.around.about[0], leading(self.around.about[1], self.post.key))

    @property
    def sources(self) -> Markup:
        """The list of sources."""
        return safe(self.content.sources)

    @property
    def tags(self) -> list[Tag]:
        """Its tags."""
        return [Tag(tag.name, tag.slug) for tag in self.around.tags]

    @property
    def related(self) -> list[LinkedPost]:
        """Posts on the same subjects."""
        return [LinkedPost(row) for row in self.around.related]

    @property
    def older(self) -> LinkedPost | None:
        """The post before this one."""
        return None if self.around.older is None else LinkedPost(self.around.older)

    @property
    def newer(self) -> LinkedPost | None:
        """The post after this one."""
        return None if self.around.newer is None else LinkedPost(self.around.newer)

    @property
    def data(self) -> Data:
        """What search engines read."""
        names = [tag.name for tag in self.around.tags]
        return post_data(self.base_url, self.site_name, self.post, self.description, names, self.responses)
