"""Two texts of one piece side by side: one that came too late beside the draft, or what was published meanwhile."""

from collections.abc import Callable

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.studio.addresses import desk_href
from coursesite.studio.studio_desk import bp
from coursesite.studio.writing import queries, saving
from coursesite.studio.writing.composing import Unwritable
from coursesite.studio.writing.pages.beside import JOINED, KEEP, MINE, BesidePage, Words
from coursesite.studio.writing.queries import Kept, Written
from coursesite.studio.written_desk import never_kept, number_sent, sent_form, sent_source, written
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

AGAIN = "Somebody saved the draft again before you decided, so nothing was changed. This is how the two stand now."
UNDECIDED = "Nothing was chosen, so nothing was changed. Press one of the three buttons."


@bp.get("/studio/write/<key>/asides/<int:aside_id>")
@needs("coach")
def aside(key: str, aside_id: int) -> Response:
    """A text that came too late, beside the draft as it stands."""
    found = written(key)
    return _shown(_late(found, _aside(found, aside_id)))


@bp.post("/studio/write/<key>/asides/<int:aside_id>")
@needs("coach")
def decide_aside(key: str, aside_id: int) -> Response:
    """Keep the draft, take the late text, or save one made of both. Only then is the late text let go."""
    found, way = written(key), _way()
    kept = queries.aside(read_db(), found.id, aside_id, current_user.id)
    if kept is None:
        # It was decided about before, by this button's other click.
        return _decided(key, way) if way else see(desk_href(key))
    session = write_db()
    if way == KEEP:
        queries.remove_aside(session, kept.id)
        session.commit()
        return _decided(key, way)
    return _put(found, way, kept.source, lambda: queries.remove_aside(session, kept.id), lambda now: _late(now, kept))


@bp.get("/studio/write/<key>/meanwhile")
@needs("coach")
def meanwhile(key: str) -> Response:
    """What was published after the draft was begun, beside the draft."""
    return _shown(_published(_overtaken(key)))


@bp.post("/studio/write/<key>/meanwhile")
@needs("coach")
def decide_meanwhile(key: str) -> Response:
    """Keep the draft, go on from what was published, or save a text of both: each begins from what is published."""
    found, way = written(key), _way()
    if not found.is_overtaken:
        return _decided(key, way) if way else see(desk_href(key))
    chosen = found.source if way == KEEP else found.published or b""
    return _put(found, way, chosen, lambda: None, _published, base=found.published_id)


def _way() -> str:
    way = request.form.get("way", "")
    return way if way in (KEEP, MINE, JOINED) else ""


def _decided(key: str, way: str) -> Response:
    return see(f"{desk_href(key)}?done={'kept' if way == KEEP else way}")


def _put(
    found: Written,
    way: str,
    source: bytes,
    let_go: Callable[[], None],
    page: Callable[[Written], BesidePage],
    base: int | None = None,
) -> Response:
    """Make the chosen text the draft where the draft is still the one that was shown; else show both again."""
    if not way:
        return _shown(page(found), 422, UNDECIDED)
    session, now = write_db(), clock.now()
    try:
        text = sent_source(found, sent_form(found)) if way == JOINED else source
    except Unwritable as unwritable:
        return _shown(page(found), 422, unwritable.problem)
    stands = (number_sent("version") or 0) == (found.version or 0)
    if not stands or not saving.replace(session, found, current_user.id, text, now, base=base):
        session.rollback()
        found = queries.find_written(read_db(fresh=True), found.key) or found
        if found.source != text or found.is_overtaken:
            return _shown(page(found), 409, AGAIN)
    let_go()
    session.commit()
    return _decided(found.key, way)


def _aside(found: Written, aside_id: int) -> Kept:
    kept = queries.aside(read_db(), found.id, aside_id, current_user.id)
    if kept is None:
        raise NotHere
    return kept


def _overtaken(key: str) -> Written:
    found = written(key)
    if not found.is_overtaken:
        raise NotHere
    return found


def _late(found: Written, kept: Kept) -> BesidePage:
    by = saving.by_whom(found)
    said = f"{by} saved this {found.kind} while you were writing, so your text came too late to be the draft. "
    if found.draft is None:
        said = f"{by} published this {found.kind} while you were writing, so your text came too late to be the draft. "
    standing = "The draft" if found.draft is not None else "What is published"
    words = Words(
        "Two texts, and both are kept",
        said + "It was kept whole beside it, and stays until you decide.",
        standing,
        "Your text",
        f"Keep {'the draft' if found.draft is not None else 'what is published'}",
        "Take my text",
    )
    action = url_for("studio.decide_aside", key=found.key, aside_id=kept.id)
    return BesidePage(found, found.source, kept.source, action, words, kept.kept_at)


def _published(found: Written) -> BesidePage:
    by = found.published_by or saving.SOMEBODY
    words = Words(
        "The draft, and what was published meanwhile",
        f"{by} published another wording after this draft was begun. The draft is as it was.",
        "The draft",
        "What is published",
        "Go on with the draft",
        "Go on from what is published",
    )
    action = url_for("studio.decide_meanwhile", key=found.key)
    return BesidePage(found, found.source, found.published or b"", action, words)


def _shown(page: BesidePage, status: int = 200, problem: str = "") -> Response:
    typed = None
    if status != 200 and request.form.get("way") == JOINED:
        typed = {name: value for name, value in request.form.items() if name != "csrf_token"}
    html = render_template("studio/beside.html", page=page.with_problem(problem, typed))
    return never_kept(make_response(html, status))
