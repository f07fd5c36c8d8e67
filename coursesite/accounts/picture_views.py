"""A person's picture: choosing it, and showing it."""

import hashlib
from urllib.parse import urlsplit

from flask import Response, render_template, request, send_file, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import bounds, pictures, queries
from coursesite.accounts.forms import PictureForm
from coursesite.accounts.session_views import bp, count
from coursesite.drawing import portrait
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

KEPT_FOR = "public, max-age=86400"


@bp.get("/settings/picture")
@needs("learner")
def picture() -> str:
    """The picture there is, and what it could be instead."""
    return _page(_form(picture=current_user.picture))


@bp.post("/settings/picture")
@needs("learner")
def picture_post() -> Response | tuple[str, int]:
    """Keep the drawn picture, take a file, or ask the worker to fetch one."""
    form = _form(request.form)
    if not form.validate():
        return _page(form), 422
    count(bounds.PICTURES, str(current_user.id), clock.now())
    # Whoever chose a file means it, whatever the buttons above it say.
    if form.picture.data == "uploaded" or request.files.get("file"):
        return _upload(form)
    if form.picture.data == "fetched":
        return _save("fetch", picture_fetch="wanted")
    return _save("picture", picture="drawn", picture_file=None, picture_fetch="")


def _upload(form: PictureForm) -> Response | tuple[str, int]:
    file = request.files.get("file")
    data = file.read(pictures.MOST_BYTES + 1) if file else b""
    if not data and current_user.picture == "uploaded":
        return see(url_for("accounts.settings", done="picture"))
    if not data:
        form.file.errors = ["Please choose a file."]
        return _page(form), 422
    try:
        encoded = pictures.square(data)
    except pictures.BadPicture as error:
        form.file.errors = [str(error)]
        return _page(form), 422
    name = pictures.keep(settings().data_dir, encoded)
    return _save("picture", picture="uploaded", picture_file=name, picture_fetch="")


def _save(done: str, **values: object) -> Response:
    old = current_user.picture_file
    db = write_db()
    queries.change_user(db, current_user.id, **values)
    db.commit()
    if old and "picture_file" in values:
        pictures.path_of(settings().data_dir, old).unlink(missing_ok=True)
    return see(url_for("accounts.settings", done=done))


def _form(*args: object, **values: object) -> PictureForm:
    host = urlsplit(settings().avatar_server).hostname
    return PictureForm(*args, fetched_from=host, **values)


def _page(form: PictureForm) -> str:
    user = queries.user_with_id(read_db(), current_user.id)
    return render_template("accounts/picture.html", form=form, fetch=user.picture_fetch if user else "")


@bp.get("/people/<key>/picture")
def person_picture(key: str) -> Response:
    """A person's picture, as a file that anyone may keep: drawn from the key, or the person's own."""
    user = queries.user_with_key(read_db(), key)
    if user is None:
        raise NotHere
    return picture_of(user.key, user.picture_file)


def picture_of(key: str, picture_file: str | None) -> Response:
    """The picture kept under this name, or where there is none the one drawn from the key."""
    path = pictures.path_of(settings().data_dir, picture_file) if picture_file else None
    if path is not None and path.is_file():
        response = send_file(path, pictures.MIME_TYPE, etag=picture_file or False, conditional=True)
    else:
        drawn = portrait(key)
        response = Response(drawn, mimetype="image/svg+xml")
        response.set_etag(hashlib.sha256(drawn.encode()).hexdigest()[:20])
        response = response.make_conditional(request)  # type: ignore[assignment]  # werkzeug's type, Flask's object
    response.headers["Cache-Control"] = KEPT_FOR
    return response
