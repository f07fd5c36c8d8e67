"""The site's own pages: everything that can be set, its words, its look."""

from collections.abc import Mapping

from flask import Response, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.accounts.session_views import Submission
from coursesite.library.images import BadImage, prepare_bytes
from coursesite.studio.site import backups, health
from coursesite.studio.site.looking_good import THEMES, Unreadable, accent, name_of, nearest, ready_pair
from coursesite.studio.site.mailing import server_at
from coursesite.studio.site.site_forms import OWN, LookForm, WordsForm
from coursesite.studio.studio_desk import bp
from coursesite.text.markup import Unrendered
from coursesite.text.timed import render_limited
from coursesite.web.access import needs
from coursesite.web.looks import READY
from coursesite.web.site_queries import put_site_values
from coursesite.web.state import keeper, read_db, settings, sitewide, write_db

DONE = {
    "words": ("good", "The words are saved. Every page shows them within two seconds."),
    "look": ("good", "The look is saved. Every page shows it within two seconds."),
}
LARGEST_LOGO = 1024 * 1024


@bp.get("/studio/site/")
@needs("admin")
def site() -> str:
    """Everything that can be set, with how it is set now."""
    done = DONE.get(request.args.get("done", ""))
    values = sitewide().set_here.values
    look = name_of(values.get("accent_light", ""), values.get("accent_dark", "")) or "Colours of your own"
    now = clock.now()
    return render_template(
        "studio/site.html",
        look=look,
        logo=values.get("logo"),
        worries=health.sentences(health.facts(read_db(), settings(), now), settings(), now),
        server=server_at(settings().smtp_url),
        newest=next(iter(backups.listed(settings())), None),
        notices=[done] if done else [],
    )


@bp.get("/studio/site/words")
@needs("admin")
def site_words() -> str:
    """Name, sentence, front page, who may sign up."""
    now = settings()
    form = WordsForm(
        site_name=now.site_name,
        site_description=now.site_description,
        front_text=sitewide().value("front_text"),
        sign_up="everyone" if now.sign_up_open else "invited",
    )
    return render_template("studio/site_words.html", form=form)


@bp.post("/studio/site/words")
@needs("admin")
def save_site_words() -> Response | tuple[str, int]:
    """Save them; the front page's text is rendered now, for every reader to come."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form, html = WordsForm(request.form), ""
    text = (form.front_text.data or "").strip()
    if form.validate() and text:
        try:
            html = render_limited(text).html
        except Unrendered as problem:
            form.front_text.errors = [str(problem)]
    if form.errors:
        return render_template("studio/site_words.html", form=form), 422
    return _save(submission, "words", {**form.data, "front_text": text, "front_html": html})


@bp.get("/studio/site/look")
@needs("admin")
def site_look() -> str:
    """Accent colour and logo."""
    values = sitewide().set_here.values
    light, dark = values.get("accent_light", ""), values.get("accent_dark", "")
    form = LookForm(accent=name_of(light, dark) or OWN, accent_light=light, accent_dark=dark)
    return _look_page(form)


@bp.post("/studio/site/look")
@needs("admin")
def save_site_look() -> Response | tuple[str, int]:
    """Save accent and logo, if the colours are read well enough on the paper they stand on."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    typed = request.form.copy()
    offered = typed.get("take", "").split()
    for name, colour in zip(offered[::2], offered[1::2], strict=False):
        if name in THEMES:
            typed[name] = colour
    form = LookForm(typed)
    form.validate()
    colours = _colours(form)
    logo = _logo(form)
    if form.errors:
        return _look_page(form), 422
    return _save(submission, "look", {**colours, "logo": logo})


def _look_page(form: LookForm) -> str:
    refused = {name: theme for name, theme in THEMES.items() if form[name].errors}
    found = {name: (theme.name, nearest(form[name].data or "", theme)) for name, theme in refused.items()}
    return render_template(
        "studio/site_look.html",
        form=form,
        logo=sitewide().value("logo"),
        swatches={ready.name: ready for ready in READY},
        offers=[(name, *offer) for name, offer in found.items() if offer[1]],
    )


def _colours(form: LookForm) -> Mapping[str, str]:
    pair = ready_pair(form.accent.data or "")
    if pair is not None:
        return dict(zip(THEMES, pair, strict=True))
    found = {}
    for name, theme in THEMES.items():
        try:
            found[name] = accent(form[name].data or "", theme)
        except Unreadable as problem:
            form[name].errors = [str(problem)]
    return found


def _logo(form: LookForm) -> str:
    """The name of the logo's file, which is written by now: named by what is in it, it is in nobody's way."""
    file = request.files.get("logo")
    if form.keep_logo.data == "drop":
        return ""
    if file is None or not file.filename:
        return sitewide().value("logo")
    data = file.read(LARGEST_LOGO + 1)
    if len(data) > LARGEST_LOGO:
        form.logo.errors = ["The logo is larger than 1 MB. Make it smaller: it is shown 28 pixels high."]
        return ""
    try:
        return prepare_bytes(data, file.filename, settings().data_dir).served_name
    except BadImage as bad:
        form.logo.errors = [f"{bad.problem} {bad.remedy}"]
        return ""


def _save(submission: Submission, what: str, values: Mapping[str, str]) -> Response:
    session: Session = write_db()
    now = clock.now()
    if not submission.is_first(session, now):
        return submission.again(session)
    put_site_values(session, values, now)
    auditing.note(session, current_user.id, "changed the site", {"words": "Words", "look": "Look"}[what], now)
    response = submission.done(session, url_for("studio.site", done=what))
    keeper().look_again()
    return response
