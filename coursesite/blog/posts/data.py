"""What search engines read about a post, in schema.org's words."""

from collections.abc import Sequence

from coursesite.blog.posts.addresses import BLOG, author_path, post_path
from coursesite.library.post_queries import PostRow

Data = dict[str, object]


def post_data(
    base_url: str, site_name: str, post: PostRow, description: str, tags: Sequence[str], responses: int
) -> Data:
    """A BlogPosting (https://schema.org/BlogPosting). Without an author's name, the site has written it."""
    address = base_url + post_path(post.slug)
    site = {"@type": "Organization", "name": site_name, "url": f"{base_url}/"}
    author = {"@type": "Person", "name": post.author, "url": base_url + author_path(post.author_slug)}
    data: Data = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": post.title,
        "url": address,
        "mainEntityOfPage": address,
        "datePublished": post.published_at.isoformat(),
        "dateModified": max(post.changed_at, post.published_at).isoformat(),
        "author": author if post.author else site,
        "publisher": site,
        "isPartOf": {"@type": "Blog", "url": base_url + BLOG},
        "inLanguage": "en",
        "timeRequired": f"PT{post.minutes}M",
        "commentCount": responses,
    }
    if description:
        data["description"] = description
    if tags:
        data["keywords"] = list(tags)
    return data
