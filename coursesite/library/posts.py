"""What a post says about itself beyond its text: its day, its tags, who wrote it, whether it takes comments."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from coursesite.library.models import State
from coursesite.text.slugs import date_and_slug, slugify


def published_at(path: str, values: Mapping[str, Any]) -> datetime | None:
    """The moment that a post is dated by: what its front matter says, else its file's name. None for no post's path."""
    written = values.get("published")
    if written is not None:
        return datetime.fromisoformat(written).replace(tzinfo=UTC)
    day = date_and_slug(path)[0]
    return None if day is None else datetime.combine(day, time(), UTC)


def state_of(values: Mapping[str, Any], moment: datetime | None, now: datetime) -> State:
    """Where a post stands that says this of itself and is dated by this moment."""
    if values.get("state") == State.DRAFT:
        return State.DRAFT
    return State.SCHEDULED if moment is not None and moment > now else State.PUBLISHED


def facts(values: Mapping[str, Any]) -> dict[str, Any]:
    """What lists say of a post without opening its revision."""
    author = values.get("author", "")
    return {
        "author": author,
        "author_slug": slugify(author) if author else "",
        "comments_open": values.get("comments") != "closed",
    }


def tag_rows(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A post's tags in their order, each as an address has it and as its author wrote it."""
    return [{"slug": slugify(name), "name": name, "place": place} for place, name in enumerate(values.get("tags", ()))]
