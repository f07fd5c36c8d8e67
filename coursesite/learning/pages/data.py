"""What search engines read about a page, in schema.org's words."""

from collections.abc import Sequence

Data = dict[str, object]
CONTEXT = "https://schema.org"


def trail_data(base_url: str, trail: Sequence[tuple[str, str | None]], here: str) -> Data:
    """A BreadcrumbList: the pages above this one, and this one at the path `here`."""
    items = [
        {"@type": "ListItem", "position": number, "name": words, "item": base_url + (path or here)}
        for number, (words, path) in enumerate(trail, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def course_data(
    base_url: str,
    site_name: str,
    path: str,
    title: str,
    summary: str,
    minutes: int,
    outcomes: Sequence[str],
    level: str,
) -> Data:
    """A Course, free and online, at one's own pace."""
    data: Data = {
        "@context": CONTEXT,
        "@type": "Course",
        "name": title,
        "description": summary,
        "url": base_url + path,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "provider": {"@type": "Organization", "name": site_name, "url": base_url + "/"},
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "Online",
            "courseWorkload": f"PT{minutes}M",
        },
        "offers": {"@type": "Offer", "category": "Free"},
    }
    if outcomes:
        data["teaches"] = list(outcomes)
    if level:
        data["educationalLevel"] = level
    return data
