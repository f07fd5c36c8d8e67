"""Who may do what with a course, post or page: the staff, invitations, approval, and how people join."""

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.accounts import queries as accounts
from coursesite.accounts.models import COACHES
from coursesite.accounts.session_views import Submission
from coursesite.learning.course_views import bp
from coursesite.learning.groups import codes, invitation_queries, inviting_views, staffing, subject_queries
from coursesite.learning.groups.forms import LEARNER_CHOICE, STAFF_CHOICES, InviteForm, JoiningForm, OwnerForm
from coursesite.learning.groups.inviting_views import Invitee
from coursesite.learning.groups.pages.invitations import MOST_SHOWN, waiting
from coursesite.learning.groups.pages.people import PeoplePage
from coursesite.learning.groups.pages.places import people_href
from coursesite.learning.groups.staffing import LastOwner
from coursesite.learning.groups.subject_queries import Subject
from coursesite.library import staff_queries
from coursesite.library.desk_views import allowed
from coursesite.library.models import Joining, Part
from coursesite.library.rights import Rights
from coursesite.library.shelving.queries import grow_shelf, lock_shelf
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

DONE = {
    "accepted": ("good", "You are one of its coaches now. Its lessons are under “Write” at the desk."),
    "staff": ("good", "It is changed."),
    "invited": ("good", "The invitation is on its way. It stands below until it is accepted or has run out."),
    "again": ("good", "A new link is on its way. The earlier one no longer works."),
    "tired": ("info", inviting_views.TIRED),
    "withdrawn": ("good", "The invitation is withdrawn. Its link opens nothing any more."),
    "joining": ("good", "It is changed, for everybody who comes from now on. Who has joined stays."),
    "code": ("good", "There is a new code. The one before opens nothing any more."),
    "approval": ("good", "It is changed."),
    "last": (
        "problem",
        "This is the only owner, so nothing was changed: somebody has to decide who may do what. Make somebody else "
        "an owner first.",
    ),
    "gone": ("info", "Somebody else has changed this in the meantime. This is how it stands now."),
}


def subject_at(key: str, deed: str = "looks") -> tuple[Subject, Rights]:
    """The course, post or page with this key, and the rights of whoever asks. Raises `NotHere`, `NotAllowed`."""
    subject = subject_queries.subject(read_db(), key)
    if subject is None:
        raise NotHere
    return subject, allowed(subject.id, deed)


@bp.get("/studio/people/<key>/")
@needs("coach")
def people(key: str) -> Response:
    """Who may do what."""
    return _shown(*subject_at(key))


@bp.post("/studio/people/<key>/staff/<user_key>")
@needs("coach")
def change_staff(key: str, user_key: str) -> Response:
    """Give somebody another part, or none."""
    subject, _ = subject_at(key, "owns")
    db = write_db()
    try:
        person = staffing.change_part(db, subject, user_key, request.form.get("part", ""), current_user.id, clock.now())
    except LastOwner:
        return _told(subject, "last")
    if person is None:
        raise NotHere
    db.commit()
    # Who has taken themselves off can't see this page any more.
    left = person.user_id == current_user.id and request.form.get("part") == staffing.NOBODY
    return see("/studio/") if left else _told(subject, "staff")


@bp.post("/studio/people/<key>/owner")
@needs("coach")
def name_owner(key: str) -> Response:
    """Name the first owner: an admin's deed, since nobody else decides here yet."""
    subject, _ = subject_at(key, "owns")
    person = accounts.user_with_key(read_db(), request.form.get("coach", ""))
    if person is None or person.role not in COACHES or person.disabled_at is not None:
        return _told(subject, "gone")
    db = write_db()
    named = staffing.name_owner(db, subject, person.id, current_user.id, clock.now())
    db.commit()
    return _told(subject, "staff" if named else "gone")


@bp.post("/studio/people/<key>/approval")
@needs("coach")
def set_approval(key: str) -> Response:
    """Say whether what co-coaches write waits for somebody's approval."""
    subject, _ = subject_at(key, "owns")
    db, approval = write_db(), request.form.get("approval") == "yes"
    subject_queries.set_approval(db, subject.id, approval=approval)
    deed = "turned approval on" if approval else "turned approval off"
    auditing.note(db, current_user.id, deed, subject.title, clock.now())
    db.commit()
    return _told(subject, "approval")


@bp.post("/studio/people/<key>/joining")
@needs("coach")
def set_joining(key: str) -> Response:
    """Say how people come into the course; a new code where one is asked for, or none was there."""
    subject, _ = subject_at(key, "owns")
    form, renew = JoiningForm(request.form), request.form.get("renew") == "yes"
    wanted = subject.joining if renew else form.joining.data
    if not subject.is_course or wanted not in list(Joining):
        raise NotHere
    code = subject.join_code
    if wanted != Joining.OPEN and (renew or code is None):
        code = codes.new_code()
    db, now = write_db(), clock.now()
    # What guests see of the course changes with it, and so do the lists that it stands in.
    lock_shelf(db, now)
    subject_queries.set_joining(db, subject.id, wanted, code)
    grow_shelf(db, now)
    deed = "renewed the code" if renew else f"set joining to {wanted}"
    auditing.note(db, current_user.id, deed, subject.title, now)
    db.commit()
    return _told(subject, "code" if renew else "joining")


@bp.post("/studio/people/<key>/invite")
@needs("coach")
def invite(key: str) -> Response:
    """Invite an address. What comes back is the same whether it has an account or not."""
    subject, rights = subject_at(key, "owns")
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form = _invite_form(subject)
    if not form.validate():
        return _shown(subject, rights, form, status=422)
    if form.part.data != Part.OWNER and not _has_owner(subject) and form.part.data in list(Part):
        form.part.errors = ["It has no owner yet. Invite or name one first, so that somebody decides."]
        return _shown(subject, rights, form, status=422)
    invitee = Invitee(form.address.data or "", form.part.data)
    return inviting_views.invite(subject, None, invitee, submission, f"{people_href(subject.key)}?done=invited") or (
        _shown(subject, rights, inviting_views.tired(form), status=422)
    )


@bp.post("/studio/people/<key>/invitations/<int:invitation_id>")
@needs("coach")
def change_invitation(key: str, invitation_id: int) -> Response:
    """Send an invitation again, or take it back."""
    subject, _ = subject_at(key, "owns")
    return _told(subject, inviting_views.change(subject, None, invitation_id))


def _has_owner(subject: Subject) -> bool:
    return any(one.part == Part.OWNER for one in staff_queries.staff_of(read_db(), subject.id))


def _invite_form(subject: Subject) -> InviteForm:
    form = InviteForm(request.form)
    form.part.choices = [*STAFF_CHOICES, LEARNER_CHOICE] if subject.is_course else STAFF_CHOICES
    return form


def _shown(subject: Subject, rights: Rights, form: InviteForm | None = None, *, status: int = 200) -> Response:
    session, now, first = read_db(), clock.now(), None
    staff = staff_queries.staff_of(session, subject.id)
    if rights.owns and not any(one.part == Part.OWNER for one in staff):
        first = OwnerForm()
        first.coach.choices = subject_queries.coaches(session)
    rows = invitation_queries.pending(session, subject.id, None, now, MOST_SHOWN)
    total = invitation_queries.count_pending(session, subject.id, None, now)
    page = PeoplePage(
        subject,
        rights,
        staff,
        waiting(rows, total, people_href(subject.key), current_user.time_zone),
        form or _invite_form(subject),
        JoiningForm(joining=subject.joining),
        first,
        settings().base_url,
    )
    told = [DONE[done]] if (done := request.args.get("done", "")) in DONE else []
    return make_response(render_template("learning/desk_staff.html", page=page, notices=told), status)


def _told(subject: Subject, done: str) -> Response:
    return see(f"{people_href(subject.key)}?done={done}")
