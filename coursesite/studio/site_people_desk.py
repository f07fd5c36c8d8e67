"""People: who has an account, as what, and who is let in."""

from flask import Response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import auditing, emails, joining, queries, tokens
from coursesite.accounts.models import Role, User
from coursesite.accounts.session_views import Submission, count
from coursesite.library.staff_queries import parts_of
from coursesite.studio.site import bounds, people_queries
from coursesite.studio.site.people import CHANGES, PARTS, SORTS, Change, LastAdmin, Line, PeoplePage, change, may_become
from coursesite.studio.site.people_forms import InviteForm
from coursesite.studio.studio_desk import bp
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.paging import page_count, page_number
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

ON_A_PAGE = 50
LONGEST_WORDS = 100
NOUNS = {Role.LEARNER: "a learner", Role.COACH: "a coach", Role.ADMIN: "an admin"}


class NobodyLeft(Problem):
    """The last admin can’t stop being one."""

    status = 409
    title = "That would leave the site without an admin"
    happened = "This is the only admin who can sign in, and somebody has to be able to run the site."
    kept = "Nothing was changed."
    do = "Make somebody else an admin first."


@bp.get("/studio/site/people")
@needs("admin")
def site_people() -> str:
    """Everyone with an account."""
    session, asked = read_db(), request.args
    words, sort = asked.get("q", "").strip()[:LONGEST_WORDS], asked.get("sort", "")
    sort = sort if sort in SORTS else ""
    total = people_queries.count(session, words, sort)
    last = page_count(total, ON_A_PAGE)
    number = min(page_number(), last)
    rows = people_queries.page_of(session, words, sort, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    page = PeoplePage([Line(row) for row in rows], words, sort, total, number, last)
    return render_template("studio/site_people.html", page=page, sorts=SORTS)


@bp.get("/studio/site/people/invite")
@needs("admin")
def site_invite() -> str:
    """The form for somebody new."""
    return render_template("studio/site_invite.html", form=InviteForm(), known=None)


@bp.post("/studio/site/people/invite")
@needs("admin")
def invite_to_site() -> Response | tuple[str, int]:
    """Make their account and write them one mail with a link to set a password."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form, now = InviteForm(request.form), clock.now()
    known = queries.user_with_address(read_db(), form.address.data or "") if form.validate() else None
    if known is not None:
        form.address.errors = ["There is an account with this address already. Nobody was written to."]
    if form.errors:
        return render_template("studio/site_invite.html", form=form, known=known), 422
    count(bounds.INVITED_PEOPLE, str(current_user.id), now, submission.value)
    role, address = Role(form.role.data), form.address.data or ""
    token = tokens.new()
    mail = _letter(address, role, token)
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    user_id = joining.add_by_hand(db, address, form.name.data or "", role, now)
    if user_id is None:
        # Somebody was faster, a moment ago.
        db.rollback()
        return see(url_for("studio.site_people", q=address))
    joining.let_in(db, token, user_id, now)
    mail.put(db, now, user_id)
    auditing.note(db, current_user.id, f"invited as {NOUNS[role]}", "", now, about_id=user_id)
    user = queries.user_with_id(db, user_id)
    return submission.done(db, url_for("studio.site_person", user_key=user.key if user else "", done="invited"))


@bp.get("/studio/site/people/<user_key>")
@needs("admin")
def site_person(user_key: str) -> str:
    """One person: what they are here, what they look after, what can be changed."""
    return _page(_account(user_key))


@bp.post("/studio/site/people/<user_key>/link")
@needs("admin")
def send_link(user_key: str) -> Response:
    """Write to somebody once more who was invited and hasn’t come; only the newest link works."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    user, now = _account(user_key), clock.now()
    if not Line(user).can_be_sent_a_link:
        return see(url_for("studio.site_person", user_key=user.key))
    count(bounds.INVITED_PEOPLE, str(current_user.id), now, submission.value)
    token = tokens.new()
    mail = _letter(user.address or "", Role(user.role), token)
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    queries.delete_tokens(db, user_id=user.id)
    joining.let_in(db, token, user.id, now)
    mail.put(db, now, user.id)
    auditing.note(db, current_user.id, "invited again", "", now, about_id=user.id)
    return submission.done(db, url_for("studio.site_person", user_key=user.key, done="invited"))


@bp.get("/studio/site/people/<user_key>/change")
@needs("admin")
def site_change(user_key: str) -> str:
    """The question before a change."""
    user, wanted = _account(user_key), _change(request.args.get("to", ""))
    parts = parts_of(read_db(), user.id)
    return render_template("studio/site_change.html", line=Line(user), change=wanted, parts=parts, names=PARTS)


@bp.post("/studio/site/people/<user_key>/change")
@needs("admin")
def change_person(user_key: str) -> Response:
    """Make the change."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    user, wanted, now = _account(user_key), _change(request.form.get("to", "")), clock.now()
    here = url_for("studio.site_person", user_key=user.key, done=wanted.to)
    if not may_become(user, wanted.to):
        return see(here)
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    try:
        change(db, user, wanted.to, now)
    except LastAdmin:
        raise NobodyLeft from None
    auditing.note(db, current_user.id, wanted.deed, "", now, about_id=user.id)
    return submission.done(db, url_for("learning.mine") if _shut_out(user, wanted) else here)


def _shut_out(user: User, wanted: Change) -> bool:
    """Whether who asks has just taken their own way to these pages."""
    return user.id == current_user.id and wanted.to != Role.ADMIN


def _account(user_key: str) -> User:
    user = people_queries.account(read_db(), user_key)
    if user is None:
        raise NotHere
    return user


def _change(to: str) -> Change:
    if to not in CHANGES:
        raise NotHere
    return CHANGES[to]


def _letter(address: str, role: Role, token: str) -> emails.Draft:
    return emails.invited(settings(), address, role, url_for("accounts.reset", token=token))


def _page(user: User) -> str:
    line, done = Line(user), request.args.get("done", "")
    said = CHANGES[done].done.format(name=line.name) if done in CHANGES else ""
    if done == "invited" and line.can_be_sent_a_link:
        said = f"We have written to {user.address}. The link is good for seven days and works once."
    elif done in CHANGES and may_become(user, done):
        said = ""
    parts = parts_of(read_db(), user.id)
    notices = [("good", said)] if said else []
    return render_template("studio/site_person.html", line=line, parts=parts, names=PARTS, notices=notices)
