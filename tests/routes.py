"""Every route and what it answers to whom: the table that `test_access.py` walks.

A cell is the status of a GET, or of a POST with a token and an empty form. A new route without a row fails the walk.
The people: a guest without a cookie, `visitor` who has answered in the open lesson, Alice who takes the course, Bob who
has an account and doesn't, a coach, an admin.
"""

PEOPLE = ("guest", "visitor", "alice", "bob", "coach", "admin")

OPEN = (200, 200, 200, 200, 200, 200)
SIGNED_IN = (303, 303, 200, 200, 200, 200)
NOWHERE = (404, 404, 404, 404, 404, 404)
SPENT = (410, 410, 410, 410, 410, 410)  # a link from mail that was used, has expired or never was
UNSIGNED = (200, 200, 303, 303, 303, 303)
OWN = (303, 303, 404, 404, 404, 404)  # one's own attempt at a quiz, which isn't there
INCOMPLETE = (422, 422, 422, 422, 422, 422)
MEMBERS_INCOMPLETE = (303, 303, 422, 422, 422, 422)
LEADS_ON = (303, 303, 303, 303, 303, 303)

DESK = (303, 303, 403, 403, 404, 404)  # a coach's page of something that isn't there
COACHES = (303, 303, 403, 403, 200, 200)
COACHES_INCOMPLETE = (303, 303, 403, 403, 422, 422)

# What stands for the changing parts of an address.
PARTS = {
    "course_slug": "calls",
    "lesson_slug": "part-2",
    "quiz_slug": "no-such-quiz",
    "piece_slug": "no-such-pool",
    "source_key": "nosuchkey",
    "correction_id": "999",
    "user_key": "no-such-person",
    "number": "1",
    "place": "1",
    "exercise_id": "no-such-exercise",
    "name": "no-such-picture.png",
    "token": "no-such-token",
    "slug": "no-such-page",
    "key": "no-such-person",
    "mail_id": "999",
    "sign_in_id": "999",
}

GETS = {
    "/": OPEN,
    "/<slug>": NOWHERE,
    "/about": OPEN,
    "/courses/": OPEN,
    "/courses/<course_slug>/": OPEN,
    "/courses/<course_slug>/<lesson_slug>/": (303, 303, 200, 403, 200, 200),
    "/courses/<course_slug>/<quiz_slug>/attempts/<int:number>/": OWN,
    "/courses/<course_slug>/<quiz_slug>/attempts/<int:number>/review": OWN,
    "/dev/mail": OPEN,
    "/dev/mail/<int:mail_id>": NOWHERE,
    "/dev/styles": OPEN,
    "/first-admin/<token>": SPENT,
    "/forgotten": OPEN,
    "/forgotten/sent": OPEN,
    "/healthz": OPEN,
    "/help": OPEN,
    "/images/<name>": NOWHERE,
    "/learn/": SIGNED_IN,
    "/people/<key>/picture": NOWHERE,
    "/privacy": OPEN,
    "/reset/<token>": SPENT,
    "/robots.txt": OPEN,
    "/search": OPEN,
    "/settings/": SIGNED_IN,
    "/settings/address": SIGNED_IN,
    "/settings/address/confirm/<token>": SPENT,
    "/settings/data": SIGNED_IN,
    "/settings/delete": SIGNED_IN,
    "/settings/password": SIGNED_IN,
    "/settings/picture": SIGNED_IN,
    "/settings/private": SIGNED_IN,
    "/settings/profile": SIGNED_IN,
    "/settings/sessions": SIGNED_IN,
    "/sign-in": UNSIGNED,
    "/sign-up": UNSIGNED,
    "/sign-up/confirm/<token>": SPENT,
    "/sign-up/sent": OPEN,
    "/sitemap.xml": OPEN,
    "/studio/courses/<course_slug>/<piece_slug>/export": DESK,
    "/studio/courses/<course_slug>/<quiz_slug>/corrections": DESK,
    "/studio/courses/<course_slug>/<quiz_slug>/corrections/<source_key>/<exercise_id>": DESK,
    "/studio/courses/<course_slug>/<quiz_slug>/people": DESK,
    "/studio/courses/<course_slug>/<quiz_slug>/people/<user_key>/<int:number>": DESK,
    "/studio/courses/<course_slug>/<quiz_slug>/quiz": DESK,
    "/studio/courses/<course_slug>/<quiz_slug>/quiz.csv": DESK,
    "/studio/quizzes/": COACHES,
    "/studio/quizzes/import": COACHES,
}
POSTS = {
    "/courses/<course_slug>/<lesson_slug>/answers/<exercise_id>": NOWHERE,
    "/courses/<course_slug>/<lesson_slug>/entries/<exercise_id>": NOWHERE,
    "/courses/<course_slug>/<lesson_slug>/finish": (303, 303, 303, 403, 303, 303),
    "/courses/<course_slug>/<quiz_slug>/attempts/<int:number>/check/<int:place>": OWN,
    "/courses/<course_slug>/<quiz_slug>/attempts/<int:number>/save": OWN,
    "/courses/<course_slug>/<quiz_slug>/attempts/<int:number>/submit": OWN,
    "/courses/<course_slug>/<quiz_slug>/start": NOWHERE,
    "/courses/<course_slug>/enrol": LEADS_ON,
    "/first-admin/<token>": SPENT,
    "/forgotten": INCOMPLETE,
    "/reset/<token>": SPENT,
    "/settings/address": MEMBERS_INCOMPLETE,
    "/settings/address/confirm/<token>": SPENT,
    "/settings/data": SIGNED_IN,
    "/settings/delete": MEMBERS_INCOMPLETE,
    "/settings/password": MEMBERS_INCOMPLETE,
    "/settings/picture": MEMBERS_INCOMPLETE,
    "/settings/private": MEMBERS_INCOMPLETE,
    "/settings/profile": MEMBERS_INCOMPLETE,
    "/settings/sessions/<int:sign_in_id>/end": (303, 303, 404, 404, 404, 404),
    "/settings/sessions/end-others": LEADS_ON,
    "/sign-in": INCOMPLETE,
    "/sign-out": LEADS_ON,
    "/sign-up": INCOMPLETE,
    "/sign-up/confirm/<token>": SPENT,
    "/studio/courses/<course_slug>/<quiz_slug>/corrections/<int:correction_id>/undo": DESK,
    "/studio/courses/<course_slug>/<quiz_slug>/corrections/<source_key>/<exercise_id>": DESK,
    "/studio/courses/<course_slug>/<quiz_slug>/corrections/<source_key>/<exercise_id>/options": DESK,
    "/studio/courses/<course_slug>/<quiz_slug>/people/<user_key>/allowance": DESK,
    "/studio/quizzes/import": COACHES_INCOMPLETE,
    "/studio/quizzes/import/publish": (303, 303, 403, 403, 303, 303),
}
