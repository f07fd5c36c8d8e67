"""Headers, cookies, and the rule by which a form is known to come from this site."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup

from coursesite.web.errors import FromElsewhere, NotHere, Unreadable
from coursesite.web.state import SAFE_METHODS, settings

csrf = CSRFProtect()
View = TypeVar("View", bound=Callable[..., object])
ONE_CLICK = "_takes_one_click"
KEEPS_TEXT = "_keeps_text"
TAKES = "_takes_bytes"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    # No nonce is needed: no page holds a script or a style of its own, only files from this site.
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def may_frame(response: Response) -> Response:
    """Let this page hold a frame with another page of this site."""
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


def may_record(response: Response) -> Response:
    """Let this page use the microphone, if its reader allows that, and play what it recorded."""
    response.headers["Content-Security-Policy"] = f"{POLICY}; media-src blob:"
    response.headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
    return response


def framed(response: Response) -> Response:
    """Let this page stand in a frame of this site, where its scripts don't run and its forms lead nowhere."""
    policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    policy = policy.replace("script-src 'self'", "script-src 'none'").replace(
        "form-action 'self'", "form-action 'none'"
    )
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def init(app: Flask) -> None:
    """Protect every form, and put the headers on every answer."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_SSL_STRICT"] = False
    csrf.init_app(app)
    app.before_request(check_origin)
    app.before_request(refuse_nul)
    app.after_request(add_headers)


def one_click(view: View) -> View:
    """Mark a view whose address alone allows what it does, by a signed token in it: ending mail.

    A mail provider sends the form of RFC 8058 for its reader, with neither cookie nor Origin nor token. Nothing that
    such a view does may depend on who is signed in.
    """
    setattr(view, ONE_CLICK, True)
    return view


def keeps_text(view: View) -> View:
    """Mark a view that looks at the token itself (`token_fits`): where it doesn't fit, the view changes nothing and
    gives the text back in a form with a fresh one. For long texts, whose writer may have signed in anew meanwhile.

    A form of another site, and one without a word of where it stood, is refused as ever.
    """
    setattr(view, KEEPS_TEXT, True)
    return view


def takes_bytes(most: int) -> Callable[[View], View]:
    """Mark a view that takes a form of so many bytes, beyond what the site takes elsewhere."""

    def marked(view: View) -> View:
        setattr(view, TAKES, most)
        return view

    return marked


def token_fits() -> bool:
    """Whether this request's form carries this person's token."""
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True


def check_origin() -> None:
    """Refuse a form that another site may have sent.

    A signed-in request needs the token, whatever its Origin. One that isn't signed in carries nobody's authority: a
    browser's word that the form stood on this site is enough, and the token is asked for where it gave none.
    Raises `FromElsewhere`, or Flask-WTF's `CSRFError`.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in SAFE_METHODS or getattr(view, ONE_CLICK, False):
        return
    if (most := getattr(view, TAKES, None)) is not None:
        # Before anything looks into the form: it is read whole then.
        request.max_content_length = request.max_form_memory_size = most
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if origin is not None and urlsplit(origin).netloc not in (settings().host, request.host):
        raise FromElsewhere
    if origin is None or (current_user.is_authenticated and not getattr(view, KEEPS_TEXT, False)):
        csrf.protect()


def refuse_nul() -> None:
    """Refuse text with a NUL in it, which PostgreSQL can't store and nobody types. Raises `Unreadable` or `NotHere`."""
    if "\0" in request.path:
        raise NotHere
    texts = [*request.args.values(), *(request.form.values() if request.method == "POST" else ())]
    if any("\0" in text for text in texts):
        raise Unreadable


def csrf_field() -> Markup:
    """The hidden field with the token for a person with a cookie; nothing on a page that is cached for everyone."""
    if not request.cookies and not current_user.is_authenticated and request.method in SAFE_METHODS:
        return Markup()
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def add_headers(response: Response) -> Response:
    """The headers of every answer; a page that depends on who asks is never kept by a shared cache."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if settings().secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "Location" in response.headers:
        # A path only: Werkzeug adds a missing slash to an address made from the Host header, which anyone can write.
        response.headers["Location"] = response.headers["Location"].removeprefix(request.host_url.rstrip("/"))
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response
