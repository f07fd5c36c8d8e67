"""Every route of the coach's desk and what it answers to whom, about real things: what `test_studio_access.py` walks.

A row is an address in the world of `studio_world.py`, and the status that each person gets there: of a GET, or of a
POST with a token and an empty form (or with the fields that a third part of the row names). `{name}` in an address or
a field stands for a number or a token that the world made. A route below /studio/, or of those that `IS_OF_THE_DESK`
names, fails the walk without a row. What is refused must change nothing; what is accepted is taken back before the
next one asks.

The people: a guest without a cookie, a learner of the course, the lead of a group in it, the coach of another course,
and the course's own approver, co-coach and owner (who are the post's too), and an admin.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

PEOPLE = ("guest", "learner", "lead", "elsewhere", "approver", "cocoach", "owner", "admin")
IS_OF_THE_DESK = re.compile(r"^/(studio|preview|invitations|join|groups|asks|journal|writings)/|/ask$|^/search/missed$")

Statuses = tuple[int, ...]


class Row(NamedTuple):
    """An address, what it answers to each of `PEOPLE`, and what a form sends there besides its token."""

    address: str
    statuses: Statuses
    form: Mapping[str, str] = MappingProxyType({})


LOOKS = (303, 403, 403, 404, 200, 200, 200, 200)  # whoever looks after the course
WRITES = (303, 403, 403, 404, 403, 200, 200, 200)  # its approver doesn't
PUBLISHES = WRITES
APPROVES = (303, 403, 403, 404, 200, 403, 200, 200)
OWNS = (303, 403, 403, 404, 403, 403, 200, 200)
COACHES = (303, 403, 403, 200, 200, 200, 200, 200)  # every coach: lists, which show to each what is theirs
ADMINS = (303, 403, 403, 403, 403, 403, 403, 200)
OPEN = (200, 200, 200, 200, 200, 200, 200, 200)  # pages that are nobody's in particular
ASKERS = (303, 200, 404, 404, 404, 404, 404, 404)  # the learner who asked; coaches have pages of their own
OWNERS_OWN = (303, 403, 403, 404, 404, 404, 200, 404)  # what only the owner keeps, as each coach for themselves
SIGNED_IN = (303, 200, 200, 200, 200, 200, 200, 200)


def then(row: Statuses, status: int) -> Statuses:
    """The same people, who get this status instead of a page: 303 where a form was done, 422 where it was empty."""
    return tuple(status if one == 200 else one for one in row)


def asked(row: Statuses) -> Statuses:
    """The same people, asking by a page's script: a guest is told to sign in, and not led there."""
    return (401, *row[1:])


def typed(row: Statuses) -> Statuses:
    """The same people, sending text that they typed: a guest gets it back, which leading them away would lose."""
    return (401, *row[1:])


CHECK = "/studio/courses/calls/check"
DANA = "/studio/courses/calls/dana-calls"
WORD = f"{CHECK}/corrections/quiz01/the-word"
WRITING = "/writings/calls1a/to-dana/"
SHARED_ENTRY = "/journal/calls1a/last-time/"
SHARED_DESK = "/studio/shared/{learner}/calls1a/last-time/"

GETS = {
    "/asks/": Row("/asks/", SIGNED_IN),
    "/asks/<int:ask_id>": Row("/asks/{ask}", ASKERS),
    "/asks/<int:ask_id>/consent": Row("/asks/{ask}/consent", ASKERS),
    "/courses/<course_slug>/<lesson_slug>/ask": Row("/courses/calls/begin/ask", SIGNED_IN),
    "/studio/": Row("/studio/", COACHES),
    "/studio/asks/": Row("/studio/asks/", COACHES),
    "/studio/asks/<int:ask_id>": Row("/studio/asks/{ask}", LOOKS),
    "/studio/asks/<int:ask_id>/public": Row("/studio/asks/{ask}/public", WRITES),
    "/writings/": Row("/writings/", SIGNED_IN),
    "/writings/<lesson_key>/<exercise_id>/": Row(WRITING, ASKERS),
    "/studio/writings/": Row("/studio/writings/", COACHES),
    "/studio/writings/<int:writing_id>": Row("/studio/writings/{writing}", LOOKS),
    "/journal/": Row("/journal/", SIGNED_IN),
    "/journal/<lesson_key>/<exercise>/": Row(SHARED_ENTRY, ASKERS),
    "/journal/export.md": Row("/journal/export.md", SIGNED_IN),
    "/studio/shared/": Row("/studio/shared/", COACHES),
    "/studio/shared/<author_key>/<lesson_key>/<exercise>/": Row(SHARED_DESK, LOOKS),
    "/studio/replies/": Row("/studio/replies/", COACHES),
    "/studio/replies/<int:reply_id>": Row("/studio/replies/{reply}", OWNERS_OWN),
    "/studio/blog/": Row("/studio/blog/", COACHES),
    "/studio/blog/export": Row("/studio/blog/export", COACHES),
    "/studio/blog/import": Row("/studio/blog/import", COACHES),
    "/studio/blog/import/<int:run_id>": Row("/studio/blog/import/{run}", COACHES),
    "/studio/comments": Row("/studio/comments", COACHES),
    "/studio/comments/<int:comment_id>": Row("/studio/comments/{comment}", COACHES),
    "/studio/comments/blocks": Row("/studio/comments/blocks", COACHES),
    "/studio/site/": Row("/studio/site/", ADMINS),
    "/studio/site/backups": Row("/studio/site/backups", ADMINS),
    "/studio/site/backups/<name>": Row("/studio/site/backups/{backup}", ADMINS),
    "/studio/site/log": Row("/studio/site/log", ADMINS),
    "/studio/site/look": Row("/studio/site/look", ADMINS),
    "/studio/site/mail": Row("/studio/site/mail", ADMINS),
    "/studio/site/people": Row("/studio/site/people", ADMINS),
    "/studio/site/people/<user_key>": Row("/studio/site/people/{learner}", ADMINS),
    "/studio/site/people/<user_key>/change": Row("/studio/site/people/{learner}/change?to=coach", ADMINS),
    "/studio/site/people/invite": Row("/studio/site/people/invite", ADMINS),
    "/studio/site/words": Row("/studio/site/words", ADMINS),
    "/studio/courses/<course_slug>/<piece_slug>/export": Row(f"{CHECK}/export", LOOKS),
    "/studio/courses/<course_slug>/<quiz_slug>/corrections": Row(f"{CHECK}/corrections", LOOKS),
    "/studio/courses/<course_slug>/<quiz_slug>/corrections/<source_key>/<exercise_id>": Row(WORD, LOOKS),
    "/studio/courses/<course_slug>/<quiz_slug>/people": Row(f"{CHECK}/people", LOOKS),
    "/studio/courses/<course_slug>/<quiz_slug>/people/<user_key>/<int:number>": Row(f"{CHECK}/people/{{bea}}/1", LOOKS),
    "/studio/courses/<course_slug>/<talk_slug>/replies": Row(f"{DANA}/replies", LOOKS),
    "/studio/courses/<course_slug>/<talk_slug>/replies.csv": Row(f"{DANA}/replies.csv", LOOKS),
    "/studio/courses/<course_slug>/<quiz_slug>/quiz": Row(f"{CHECK}/quiz", LOOKS),
    "/studio/courses/<course_slug>/<quiz_slug>/quiz.csv": Row(f"{CHECK}/quiz.csv", LOOKS),
    "/groups/": Row("/groups/", SIGNED_IN),
    "/groups/<group_key>/": Row("/groups/group01/", (303, 404, 200, 404, 404, 404, 404, 404)),
    "/invitations/<token>": Row("/invitations/{invited}", OPEN),
    "/join/": Row("/join/", OPEN),
    "/join/<code>": Row("/join/NGHTWXYZ", OPEN),
    "/studio/group/<group_key>/": Row("/studio/group/group01/", LOOKS),
    "/studio/group/<group_key>/people.csv": Row("/studio/group/group01/people.csv", LOOKS),
    "/studio/groups/<key>/": Row("/studio/groups/calls1/", LOOKS),
    "/studio/people/<key>/": Row("/studio/people/calls1/", LOOKS),
    "/studio/insights/": Row("/studio/insights/", COACHES),
    "/studio/insights/<key>/": Row("/studio/insights/calls1/", LOOKS),
    "/studio/insights/<key>/<table>.csv": Row("/studio/insights/calls1/stops.csv", LOOKS),
    "/studio/insights/<key>/questions": Row("/studio/insights/calls1/questions", LOOKS),
    "/studio/insights/searches": Row("/studio/insights/searches", COACHES),
    "/studio/insights/searches.csv": Row("/studio/insights/searches.csv", COACHES),
    "/studio/quizzes/": Row("/studio/quizzes/", COACHES),
    "/studio/quizzes/import": Row("/studio/quizzes/import", COACHES),
    "/studio/write/": Row("/studio/write/", COACHES),
    "/studio/write/<key>/new/<kind>": Row("/studio/write/calls1/new/lesson", WRITES),
    "/studio/write/<key>/bring": Row("/studio/write/calls1/bring", WRITES),
    "/studio/write/<key>/twee": Row("/studio/write/dana01/twee", LOOKS),
    "/studio/write/<key>/": Row("/studio/write/calls1x2/", WRITES),
    "/studio/write/<key>/asides/<int:aside_id>": Row("/studio/write/calls1x2/asides/{aside}", WRITES),
    "/studio/write/<key>/meanwhile": Row("/studio/write/{post}/meanwhile", WRITES),
    "/studio/write/<key>/insert/<kind>": Row("/studio/write/calls1x2/insert/question-one", WRITES),
    "/studio/write/<key>/pictures": Row("/studio/write/calls1x2/pictures", WRITES),
    "/studio/write/<key>/preview": Row("/studio/write/calls1x2/preview", LOOKS),
    "/studio/write/<key>/state": Row("/studio/write/calls1x2/state", asked(WRITES)),
    "/studio/write/<key>/outline": Row("/studio/write/calls1/outline", LOOKS),
    "/preview/<token>/": Row("/preview/{preview}/", OPEN),
    "/studio/trash/": Row("/studio/trash/", COACHES),
    "/studio/write/<key>/approve": Row("/studio/write/calls1x3/approve", APPROVES),
    "/studio/write/<key>/history": Row("/studio/write/calls1x2/history", LOOKS),
    "/studio/write/<key>/history/<int:number>": Row("/studio/write/calls1x2/history/1", LOOKS),
    "/studio/write/<key>/publish": Row("/studio/write/calls1x2/publish", WRITES),
    "/studio/write/new/<kind>": Row("/studio/write/new/course", COACHES),
}

POSTS = {
    "/asks/<int:ask_id>": Row("/asks/{ask}", then(ASKERS, 422)),
    "/asks/<int:ask_id>/consent": Row("/asks/{ask}/consent", then(ASKERS, 303)),
    "/asks/<int:ask_id>/private": Row("/asks/{ask}/private", then(ASKERS, 303)),
    "/asks/<int:ask_id>/withdraw": Row("/asks/{ask}/withdraw", then(ASKERS, 303), {"sure": "yes"}),
    "/courses/<course_slug>/<lesson_slug>/ask": Row("/courses/calls/begin/ask", then(SIGNED_IN, 422)),
    "/studio/asks/<int:ask_id>": Row("/studio/asks/{ask}", typed(then(LOOKS, 303)), {"text": "Ring them first."}),
    "/studio/asks/<int:ask_id>/post": Row("/studio/asks/{ask}/post", then(WRITES, 409)),
    "/studio/asks/<int:ask_id>/public": Row("/studio/asks/{ask}/public", then(WRITES, 422)),
    "/writings/<lesson_key>/<exercise_id>/": Row(WRITING, then(ASKERS, 303), {"do": "back"}),
    "/studio/writings/<int:writing_id>": Row(
        "/studio/writings/{writing}", typed(then(LOOKS, 303)), {"text": "Good.", "version": "1", "sent": "{sent}"}
    ),
    "/journal/<lesson_key>/<exercise>/": Row(SHARED_ENTRY, typed(then(ASKERS, 303)), {"text": "My brother."}),
    "/journal/<lesson_key>/<exercise>/seen": Row(f"{SHARED_ENTRY}seen", then(ASKERS, 303)),
    "/journal/<lesson_key>/<exercise>/share": Row(f"{SHARED_ENTRY}share", then(ASKERS, 303)),
    "/journal/<lesson_key>/<exercise>/take-back": Row(f"{SHARED_ENTRY}take-back", then(ASKERS, 303)),
    "/journal/consent": Row("/journal/consent", then(SIGNED_IN, 422)),
    "/studio/shared/<author_key>/<lesson_key>/<exercise>/": Row(
        SHARED_DESK, typed(then(LOOKS, 303)), {"text": "I see."}
    ),
    "/studio/replies/": Row("/studio/replies/", then(COACHES, 422)),
    "/studio/replies/<int:reply_id>": Row("/studio/replies/{reply}", then(OWNERS_OWN, 303), {"do": "delete"}),
    "/search/missed": Row("/search/missed", then(OPEN, 204), {"q": "zorbing"}),
    "/studio/site/backups": Row("/studio/site/backups", then(ADMINS, 303)),
    "/studio/site/backups/<name>": Row("/studio/site/backups/{backup}", then(ADMINS, 422)),
    "/studio/site/backups/<name>/delete": Row("/studio/site/backups/{backup}/delete", then(ADMINS, 303)),
    "/studio/site/look": Row("/studio/site/look", then(ADMINS, 422)),
    "/studio/site/mail": Row("/studio/site/mail", then(ADMINS, 422)),
    "/studio/site/mail/test": Row("/studio/site/mail/test", then(ADMINS, 303)),
    "/studio/site/people/<user_key>/change": Row(
        "/studio/site/people/{learner}/change", then(ADMINS, 303), {"to": "coach"}
    ),
    "/studio/site/people/<user_key>/link": Row("/studio/site/people/{learner}/link", then(ADMINS, 303)),
    "/studio/site/people/invite": Row("/studio/site/people/invite", then(ADMINS, 422)),
    "/studio/site/words": Row("/studio/site/words", then(ADMINS, 422)),
    "/studio/blog/<slug>/discussion": Row("/studio/blog/consoled/discussion", then(WRITES, 303)),
    "/studio/blog/import": Row("/studio/blog/import", then(COACHES, 422)),
    "/studio/blog/import/<int:run_id>": Row("/studio/blog/import/{run}", then(COACHES, 303)),
    "/studio/comments": Row("/studio/comments", then(COACHES, 303)),
    "/studio/comments/<int:comment_id>/block": Row("/studio/comments/{comment}/block", then(COACHES, 303)),
    "/studio/comments/<int:comment_id>/decide": Row("/studio/comments/{comment}/decide", then(COACHES, 303)),
    "/studio/comments/<int:comment_id>/reply": Row("/studio/comments/{comment}/reply", then(COACHES, 422)),
    "/studio/comments/blocks": Row("/studio/comments/blocks", then(COACHES, 303)),
    "/studio/courses/<course_slug>/<quiz_slug>/corrections/<int:correction_id>/undo": Row(
        f"{CHECK}/corrections/{{correction}}/undo", then(WRITES, 303)
    ),
    "/studio/courses/<course_slug>/<quiz_slug>/corrections/<source_key>/<exercise_id>": Row(WORD, then(WRITES, 422)),
    "/studio/courses/<course_slug>/<quiz_slug>/corrections/<source_key>/<exercise_id>/options": Row(
        f"{WORD}/options", then(PUBLISHES, 409)
    ),
    "/studio/courses/<course_slug>/<quiz_slug>/people/<user_key>/allowance": Row(
        f"{CHECK}/people/{{bea}}/allowance", then(WRITES, 303)
    ),
    "/invitations/<token>": Row("/invitations/{invited}", (303,) * 8),
    "/invitations/<token>/account": Row("/invitations/{invited}/account", then(OPEN, 422)),
    "/join/<code>": Row("/join/NGHTWXYZ", then(OPEN, 303)),
    "/studio/group/<group_key>/": Row("/studio/group/group01/", then(WRITES, 422)),
    "/studio/group/<group_key>/code": Row("/studio/group/group01/code", then(WRITES, 303), {"code": "new"}),
    "/studio/group/<group_key>/end": Row("/studio/group/group01/end", then(WRITES, 303), {"end": "yes"}),
    "/studio/group/<group_key>/invitations/<int:invitation_id>": Row(
        "/studio/group/group01/invitations/{group_invitation}", then(WRITES, 303), {"do": "withdraw"}
    ),
    "/studio/group/<group_key>/invite": Row("/studio/group/group01/invite", then(WRITES, 422)),
    "/studio/group/<group_key>/leads/<user_key>/remove": Row(
        "/studio/group/group01/leads/{lead}/remove", then(WRITES, 303)
    ),
    "/studio/group/<group_key>/list": Row("/studio/group/group01/list", then(WRITES, 422)),
    "/studio/group/<group_key>/list/send": Row("/studio/group/group01/list/send", then(WRITES, 422)),
    "/studio/group/<group_key>/members/<user_key>/message": Row(
        "/studio/group/group01/members/{learner}/message", then(WRITES, 422)
    ),
    "/studio/group/<group_key>/members/<user_key>/remove": Row(
        "/studio/group/group01/members/{learner}/remove", then(WRITES, 303)
    ),
    "/studio/groups/<key>/": Row("/studio/groups/calls1/", then(WRITES, 422)),
    "/studio/people/<key>/approval": Row("/studio/people/calls1/approval", then(OWNS, 303), {"approval": "yes"}),
    "/studio/people/<key>/invitations/<int:invitation_id>": Row(
        "/studio/people/calls1/invitations/{invitation}", then(OWNS, 303), {"do": "withdraw"}
    ),
    "/studio/people/<key>/invite": Row("/studio/people/calls1/invite", then(OWNS, 422)),
    "/studio/people/<key>/joining": Row("/studio/people/calls1/joining", then(OWNS, 303), {"joining": "link"}),
    "/studio/people/<key>/owner": Row("/studio/people/calls1/owner", then(OWNS, 303)),
    "/studio/people/<key>/staff/<user_key>": Row(
        "/studio/people/calls1/staff/{cocoach}", then(OWNS, 303), {"part": "approver"}
    ),
    "/studio/quizzes/import": Row("/studio/quizzes/import", then(COACHES, 422)),
    "/studio/quizzes/import/publish": Row("/studio/quizzes/import/publish", then(COACHES, 303)),
    "/studio/write/<key>/bring": Row("/studio/write/calls1/bring", then(WRITES, 422)),
    "/studio/write/<key>/bring/draft": Row(
        "/studio/write/calls1/bring/draft", typed(then(WRITES, 303)), {"title": "Dana", "source": "## start"}
    ),
    "/studio/write/<key>/new/<kind>": Row(
        "/studio/write/calls1/new/lesson", typed(then(WRITES, 303)), {"title": "Begin"}
    ),
    "/studio/write/<key>/": Row("/studio/write/calls1x2/", asked(then(WRITES, 303)), {"body": "x"}),
    "/studio/write/<key>/asides/<int:aside_id>": Row(
        "/studio/write/calls1x2/asides/{aside}", then(WRITES, 303), {"way": "keep"}
    ),
    "/studio/write/<key>/here": Row("/studio/write/calls1x2/here", asked(WRITES)),
    "/studio/write/<key>/look": Row("/studio/write/calls1x2/look", asked(WRITES)),
    "/studio/write/<key>/meanwhile": Row("/studio/write/{post}/meanwhile", then(WRITES, 422)),
    "/studio/write/<key>/insert/<kind>": Row(
        "/studio/write/calls1x2/insert/reflect", typed(then(WRITES, 303)), {"title": "The last time"}
    ),
    "/studio/write/<key>/pictures": Row("/studio/write/calls1x2/pictures", then(WRITES, 422)),
    "/studio/write/<key>/preview": Row("/studio/write/calls1x2/preview", WRITES),
    "/studio/write/<key>/save": Row("/studio/write/calls1x2/save", asked(WRITES), {"body": "x", "version": "1"}),
    "/studio/write/paste": Row("/studio/write/paste", asked(COACHES), {"html": "<p>x</p>"}),
    "/studio/write/<key>/outline": Row("/studio/write/calls1/outline", then(WRITES, 409)),
    "/studio/write/<key>/approve": Row("/studio/write/calls1x3/approve", then(APPROVES, 409)),
    "/studio/write/<key>/archive": Row("/studio/write/calls1x2/archive", then(PUBLISHES, 303)),
    "/studio/write/<key>/history/<int:number>/restore": Row(
        "/studio/write/calls1x2/history/1/restore", then(WRITES, 303)
    ),
    "/studio/write/<key>/links": Row("/studio/write/calls1x2/links", WRITES),
    "/studio/write/<key>/links/<int:link_id>/end": Row("/studio/write/calls1x2/links/{link}/end", then(WRITES, 303)),
    "/studio/write/<key>/publish": Row("/studio/write/calls1x2/publish", then(WRITES, 422)),
    "/studio/write/<key>/restore": Row("/studio/write/{trashed}/restore", then(PUBLISHES, 303)),
    "/studio/write/<key>/trash": Row("/studio/write/calls1x2/trash", then(PUBLISHES, 303)),
    "/studio/write/<key>/unpublish": Row("/studio/write/calls1x2/unpublish", then(PUBLISHES, 303)),
    "/studio/write/<key>/withdraw": Row("/studio/write/calls1x3/withdraw", then(WRITES, 303)),
    "/studio/write/new/<kind>": Row("/studio/write/new/post", typed(then(COACHES, 303)), {"title": "Consoled"}),
}
