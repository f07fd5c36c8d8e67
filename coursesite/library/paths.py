"""The names of a content folder's files: what they say about what stands in them, and which cannot be."""

import unicodedata

from coursesite.library.faults import FileFault, file_fault
from coursesite.library.models import Kind
from coursesite.text.slugs import date_and_slug, place_and_slug, slugify

IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".svg")
LONGEST_PICTURE_NAME = 180


def is_picture_name(name: str) -> bool:
    """Whether an image of this name can lie in a folder of images."""
    # A folder takes names of 255 bytes, and the hash is put before them where the original is kept.
    if not name.isprintable() or len(name.encode()) > LONGEST_PICTURE_NAME:
        return False
    return _is_plain(name) and "/" not in name and name[:1] != "." and name.lower().endswith(IMAGE_ENDINGS)


def parsed_path(path: str) -> tuple[Kind, str, str, int] | None:
    """What a source's path says: kind, course's folder, slug, place. None for a path that no source can have."""
    parts = path.split("/")
    name = parts[-1]
    if not name.endswith(".md") or any(part.startswith(".") or not _is_plain(part) for part in parts):
        return None
    if len(parts) == 3 and parts[0] == "courses" and is_slug(parts[1]):
        place, slug = place_and_slug(name)
        if name == "course.md":
            return Kind.COURSE, parts[1], parts[1], 0
        return (Kind.LESSON, parts[1], slug, place) if place is not None and _keeps(name, slug) else None
    if len(parts) == 2 and parts[0] == "blog":
        date, slug = date_and_slug(name)
        return (Kind.POST, "", slug, 0) if date is not None and _keeps(name, slug) else None
    if len(parts) == 2 and parts[0] == "pages":
        slug = slugify(name.removesuffix(".md"))
        return (Kind.PAGE, "", slug, 0) if _keeps(name, slug) else None
    return None


def is_slug(name: str) -> bool:
    """Whether a name can stand in an address as it is."""
    return _composed(name) == slugify(name)


def misnamed(path: str) -> FileFault:
    """The fault of a source at a path that `parsed_path` knows nothing of: what is wrong with its name."""
    name = path.rpartition("/")[2]
    area = path.split("/")[0]
    stem = name.removesuffix(".md")
    if area == "courses":
        place, slug = place_and_slug(name)
        wanted = f"{place if place is not None else 1:02d}-{slug}.md"
        return file_fault(path, f"“{name}” is not named like a lesson.", f"Name it place and slug, such as {wanted}.")
    if area == "blog":
        wanted = f"2026-11-02-{date_and_slug(name)[1]}.md"
        return file_fault(path, f"“{name}” is not named like a post.", f"Name it date and slug, such as {wanted}.")
    return file_fault(path, f"“{name}” can't stand in an address as it is.", f"Name it {slugify(stem)}.md.")


def _is_plain(name: str) -> bool:
    return bool(name) and "\\" not in name and not any(ord(character) < 32 for character in name)


def _keeps(name: str, slug: str) -> bool:
    """Whether a file's name ends in its slug as it stands: one name, one address, and the way back is clear."""
    stem = _composed(name.removesuffix(".md"))
    return stem == slug or (stem.endswith("-" + slug) and stem[: -len(slug) - 1].replace("-", "").isdigit())


def _composed(name: str) -> str:
    # macOS hands out names decomposed; an address is always composed.
    return unicodedata.normalize("NFC", name)
