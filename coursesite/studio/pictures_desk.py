"""What is brought into a text: pictures from a file, formatted text from elsewhere."""

from flask import Response, jsonify, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts.session_views import Submission, count
from coursesite.library.tree import LARGEST_IMAGE
from coursesite.studio.addresses import desk_href
from coursesite.studio.studio_desk import bp
from coursesite.studio.writing import pasting, picturing, saving
from coursesite.studio.writing.bounds import PICTURES
from coursesite.studio.writing.pages.picture import PicturePage
from coursesite.studio.writing.picturing import Ready, Refused
from coursesite.studio.writing.queries import Written
from coursesite.studio.written_desk import speaks_json, written
from coursesite.text.timed import TooSlow
from coursesite.web.access import needs
from coursesite.web.errors import TooMany
from coursesite.web.security import takes_bytes
from coursesite.web.state import settings, write_db

MOST_AROUND = 64 * 1024
MOST_PASTED = 4 * 1024 * 1024


@bp.get("/studio/write/<key>/pictures")
@needs("coach")
def picture_form(key: str) -> str:
    """Choose a picture and say what it shows."""
    return _form(written(key))


@bp.post("/studio/write/<key>/pictures")
@takes_bytes(LARGEST_IMAGE + MOST_AROUND)
def add_picture(key: str) -> Response:
    """Take a picture in. The page's script gets the Markdown that shows it; a form's goes to the end of the draft."""
    if request.accept_mimetypes.best == "application/json":
        answer: Response = _for_script(key=key)
    else:
        answer = _for_form(key)
    return answer


@speaks_json
def _for_script(key: str) -> Response:
    found = written(key)
    try:
        count(PICTURES, str(current_user.id), clock.now())
        markdown = picturing.put(write_db(), _made_ready(found), clock.now())
    except TooMany as error:
        return _too_often(error, jsonify(problem=_sentence(error), field="picture"))
    except Refused as refused:
        return make_response(jsonify(problem=refused.problem, field=refused.name), 422)
    write_db().commit()
    return jsonify(markdown=markdown)


@needs("coach")
def _for_form(key: str) -> Response:
    found, submission = written(key), Submission.of_request()
    try:
        count(PICTURES, str(current_user.id), clock.now(), submission.value)
        ready = _made_ready(found)
    except TooMany as error:
        return _too_often(error, make_response(_form(found, Refused("picture", _sentence(error)))))
    except Refused as refused:
        return make_response(_form(found, refused), 422)
    session, now = write_db(), clock.now()
    if not submission.is_first(session, now):
        return submission.again(session)
    markdown = picturing.put(session, ready, now)
    saving.append(session, found, markdown, current_user.id, now)
    return submission.done(session, f"{desk_href(key)}?done=picture")


def _sentence(error: TooMany) -> str:
    return f"That was a little too often, and this picture was not taken in. {error.do}"


def _too_often(error: TooMany, response: Response) -> Response:
    response.status_code = error.status
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _made_ready(found: Written) -> Ready:
    """Decode and draw anew, before any transaction begins."""
    file = request.files.get("picture")
    data = file.read(LARGEST_IMAGE + 1) if file else b""
    name = (file.filename or "") if file else ""
    return picturing.make_ready(found, data, name, request.form.get("alt", ""), settings().data_dir)


def _form(found: Written, refused: Refused | None = None) -> str:
    page = PicturePage(
        found, request.form.get("alt", ""), refused.name if refused else "", refused.problem if refused else ""
    )
    return render_template("studio/picture.html", page=page)


@bp.post("/studio/write/paste")
@takes_bytes(MOST_PASTED)
@speaks_json
def paste() -> Response:
    """Pasted HTML as Markdown."""
    try:
        return jsonify(markdown=pasting.markdown(request.form.get("html", "")))
    except (pasting.TooLong, TooSlow) as problem:
        return make_response(jsonify(problem=str(problem)), 413)
