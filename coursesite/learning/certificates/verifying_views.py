"""A certificate at its address: for anybody who verifies it, for its holder, and as a PDF."""

from urllib.parse import urlsplit

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.drawing.colours import parsed
from coursesite.learning.certificates import certifying, codes, queries
from coursesite.learning.certificates.bounds import PDFS
from coursesite.learning.certificates.certificate_forms import NameForm, ShownForm
from coursesite.learning.certificates.models import Certificate
from coursesite.learning.certificates.pages import CertificatePage, address_of
from coursesite.learning.certificates.printed import NotPrinted, Printed, as_pdf
from coursesite.learning.certificates.queries import Held
from coursesite.learning.course_views import bp
from coursesite.learning.records import queries as records
from coursesite.web import limits
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.filters import day_in_words
from coursesite.web.looks import READY
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, sitewide, write_db

DONE = {
    "shown": "What others see is changed.",
    "withdrawn": "The page is taken back. At this address, others find that there is no certificate.",
    "back": "The page is back as it was.",
    "named": "The name is changed.",
}
UNSEEN = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, noarchive"}
"""What others saw here a minute ago may be taken back by now: nobody keeps a copy for them."""


class NoCertificate(NotHere):
    """The same page for a code that never was, one that isn't public, and one that was taken back."""

    title = "There is no certificate here"
    happened = "There is no certificate at this address, or its holder has taken it back."
    do = "Look at the address once more, or ask whoever gave it to you."


@bp.get("/certificates/<code>/")
def certificate(code: str) -> Response:
    """That it is genuine, and what its holder lets others see; for the holder with all that can be changed."""
    held = queries.by_code(read_db(), codes.normal(code))
    if held is None or not (_is_mine(held.row) or certifying.is_seen(held.row)):
        raise NoCertificate
    return _page(_shown(held))


@bp.post("/certificates/<code>/shows")
@needs("learner")
def certificate_shows(code: str) -> Response:
    """Change what others see, take the page back or bring it back, or change the name."""
    session, deed, form = write_db(), request.form.get("do", "show"), NameForm(request.form)
    if queries.own(read_db(), current_user.id, codes.normal(code)) is None:
        raise NotHere
    if deed == "name" and form.sentence:
        held = _mine(code)
        return _page(_shown(held, refused=("name", form.sentence), typed=form.names), 422)
    records.take_turn(session, current_user.id)
    found = queries.own(session, current_user.id, codes.normal(code))
    if found is None:
        raise NotHere
    done = _change(found, deed, form)
    session.commit()
    return see(url_for("learning.certificate", code=codes.normal(code), done=done))


@bp.get("/certificates/<code>.pdf")
@needs("learner")
def certificate_pdf(code: str) -> Response:
    """The certificate on paper, for its holder. Where letters are missing, its page says which."""
    held = _mine(code)
    limits.count_here(PDFS, str(current_user.id), clock.now())
    printed, page = _printed(held), _shown(held)
    # Nothing holds a transaction open while the letters are set.
    read_db(fresh=True)
    try:
        pdf = as_pdf(printed, settings().fonts_dir)
    except NotPrinted as problem:
        return _page(_shown(held, letters=problem.letters), 422)
    response = make_response(pdf)
    response.headers.update({"Content-Type": "application/pdf", "Cache-Control": "no-store"})
    response.headers["Content-Disposition"] = f'attachment; filename="certificate-{page.row.code[:4]}.pdf"'
    return response


def _change(found: Certificate, deed: str, form: NameForm) -> str:
    if deed == "withdraw":
        certifying.withdraw(found, clock.now())
        return "withdrawn"
    if deed == "bring back":
        certifying.bring_back(found)
        return "back"
    if deed == "name":
        certifying.rename(found, *form.names)
        return "named"
    certifying.show(found, ShownForm(request.form).shown)
    return "shown"


def _is_mine(row: Certificate) -> bool:
    return bool(current_user.signed_in and current_user.id == row.user_id)


def _mine(code: str) -> Held:
    held = queries.by_code(read_db(), codes.normal(code))
    if held is None or not _is_mine(held.row):
        raise NotHere
    return held


def _printed(held: Held) -> Printed:
    row, base_url = held.row, settings().base_url
    host = urlsplit(base_url)
    accent = parsed(sitewide().value("accent_light")) or parsed(READY[0].light)
    return Printed(
        name=row.printed_name or row.name,
        title=row.title,
        day=f"on {day_in_words(row.completed_at, held.time_zone)}",
        site_name=settings().site_name,
        site_address=host.netloc + host.path,
        address=base_url + address_of(row) if certifying.is_seen(row) else "",
        accent=accent or (0, 0, 0),
    )


def _shown(
    held: Held,
    letters: tuple[str, ...] = (),
    refused: tuple[str, str] = ("", ""),
    typed: tuple[str, str] | None = None,
) -> CertificatePage:
    address = settings().base_url + address_of(held.row)
    return CertificatePage(held, _is_mine(held.row), address, letters, refused, typed)


def _page(page: CertificatePage, status: int = 200) -> Response:
    done = request.args.get("done", "")
    told = [("good", DONE[done])] if page.is_holder and done in DONE and status == 200 else []
    response = make_response(render_template("learning/certificate.html", page=page, notices=told), status)
    response.headers.update(UNSEEN)
    return response
