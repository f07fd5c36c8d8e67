"""Every setting, typed, with its default and its meaning.

A setting is read from the environment (`COURSESITE_BASE_URL=…`) or from a TOML file named by `COURSESITE_CONFIG`
(`base_url = "…"`); where both speak, the environment wins. `docs/operations.md` lists the same fields, and a test
keeps the two together.
"""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, fields, replace
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, get_type_hints
from urllib.parse import urlsplit

PREFIX = "COURSESITE_"
SHORTEST_SECRET = 32
FEWEST_DIFFERENT_CHARACTERS = 12


class BadSettings(Exception):
    """The site can't start with these settings; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One site's settings. Build it with `load`, or directly in a test."""

    mode: Annotated[
        str,
        "`production` or `development`. A development site shows the mail it would send at /dev/mail and may "
        "start without a secret.",
    ] = "production"
    secret_key: Annotated[
        str,
        "Signs cookies and links. At least 32 characters from a password generator. A production site does "
        "not start without it; a development site makes one up and keeps it in its data folder.",
    ] = ""
    base_url: Annotated[
        str,
        "The site's own address. Links in mail are built from it and from nothing else.",
    ] = "http://127.0.0.1:8000"
    site_name: Annotated[
        str,
        "The name at the top of every page and in every mail.",
    ] = "Steady Ground"
    site_description: Annotated[
        str,
        "One sentence about the site.",
    ] = "Short courses for the hard moments at work and between jobs."
    data_dir: Annotated[
        Path,
        "Where the site keeps its database, uploads and queue.",
    ] = Path("var")
    content_dir: Annotated[
        Path,
        "The folder with courses, posts and pages that the site takes in when it starts.",
    ] = Path("content")
    fonts_dir: Annotated[
        Path,
        "A folder with fonts of your own (.ttf, .otf), for letters on certificates that are neither in the "
        "site's own fonts nor in those below /usr/share/fonts. There need be none.",
    ] = Path("fonts")
    database_url: Annotated[
        str,
        "Empty for SQLite in the data folder, or `postgresql://user:password@host/name`.",
    ] = ""
    smtp_url: Annotated[
        str,
        "`smtp://user:password@host:587` (STARTTLS is used where offered), or `smtps://…:465`. A production "
        "site needs it; a development site without it keeps its mail on /dev/mail.",
    ] = ""
    smtp_password: Annotated[
        str,
        "The password at the mail server, where `smtp_url` holds none. A server that is set in the browser gets this "
        "one, since nothing that is set there holds a password.",
    ] = ""
    mail_from: Annotated[
        str,
        "The address that mail comes from. Empty: `no-reply@` and the site's host.",
    ] = ""
    proxies: Annotated[
        tuple[str, ...],
        "Addresses or networks of your own reverse proxies, separated by commas. Only these are believed when "
        "they say whom a request comes from.",
    ] = ()
    avatar_server: Annotated[
        str,
        "Where pictures are fetched for people who ask for theirs, such as "
        "`https://seccdn.libravatar.org/avatar/` or `https://www.gravatar.com/avatar/`. Empty: nobody is "
        "asked anywhere.",
    ] = ""
    comment_words: Annotated[
        tuple[str, ...],
        "Words and phrases of your own, separated by commas, that make a comment wait for a coach.",
    ] = ()
    sign_up_open: Annotated[
        bool,
        "Whether anyone may make an account.",
    ] = True
    comments_close_after_days: Annotated[
        int,
        "How many days after it was published a post takes comments. 0: for ever.",
    ] = 0
    argon2_memory_kib: Annotated[
        int,
        "Memory in KiB for hashing one password (argon2id).",
    ] = 19456
    argon2_rounds: Annotated[
        int,
        "Passes over that memory for hashing one password.",
    ] = 2
    statement_timeout_ms: Annotated[
        int,
        "How long one database statement may take on PostgreSQL, and how long SQLite waits for its turn.",
    ] = 15000

    @property
    def development(self) -> bool:
        """Whether this is somebody's own machine rather than a site for the public."""
        return self.mode == "development"

    @property
    def database(self) -> str:
        """The database's address, with SQLite's default filled in."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'coursesite.db').resolve()}"

    @property
    def host(self) -> str:
        """The base address's host and port, as a browser's Origin header names it."""
        return urlsplit(self.base_url).netloc

    @property
    def secure(self) -> bool:
        """Whether the site is served over HTTPS, so that cookies may be kept to it."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def sender(self) -> str:
        """The address that mail comes from."""
        return self.mail_from or f"no-reply@{urlsplit(self.base_url).hostname}"


def load(environ: Mapping[str, str]) -> Settings:
    """Settings from the environment and the file it may name.

    Raises `BadSettings` naming every setting that is unknown, mistyped or unsafe, all at once.
    """
    raw: dict[str, object] = {}
    if path := environ.get(f"{PREFIX}CONFIG"):
        raw |= _read_file(Path(path))
    raw |= {spec.name: environ[name] for spec in fields(Settings) if (name := PREFIX + spec.name.upper()) in environ}
    wrong: list[str] = []
    values = {}
    for spec in fields(Settings):
        if spec.name in raw:
            try:
                values[spec.name] = _typed(spec, raw.pop(spec.name))
            except ValueError as error:
                wrong.append(f"{spec.name}: {error}")
    wrong += [f"{name}: there is no such setting" for name in raw]
    settings = Settings(**values)  # type: ignore[arg-type]  # each value was typed by its field just above
    wrong += unsafe(settings)
    if wrong:
        raise BadSettings("The site did not start, because of its settings.\n- " + "\n- ".join(wrong))
    return settings


def unsafe(settings: Settings) -> list[str]:
    """What keeps a site with these settings from being safe to open, one sentence each; empty when all is well."""
    found = []
    if settings.mode not in ("production", "development"):
        found.append(f"mode: “{settings.mode}” is neither production nor development")
    if urlsplit(settings.base_url).scheme not in ("http", "https") or not settings.host:
        found.append("base_url: write the whole address, such as https://courses.example.org")
    for proxy in settings.proxies:
        try:
            ip_network(proxy, strict=False)
        except ValueError:
            found.append(f"proxies: “{proxy}” is not an address or a network")
    if settings.development:
        return found
    if weak := _weakness(settings.secret_key):
        found.append(
            f"secret_key: {weak}. Make one with `python3 -c 'import secrets; print(secrets.token_urlsafe(48))'` "
            "and set COURSESITE_SECRET_KEY to what it prints"
        )
    if not settings.smtp_url:
        found.append("smtp_url: people can't confirm their address without mail. Set COURSESITE_SMTP_URL")
    return found


def _weakness(secret: str) -> str:
    if not secret:
        return "it is missing"
    if len(secret) < SHORTEST_SECRET:
        return f"it is shorter than {SHORTEST_SECRET} characters"
    if len(set(secret)) < FEWEST_DIFFERENT_CHARACTERS:
        return "it repeats too few different characters"
    return ""


def _read_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSettings(f"COURSESITE_CONFIG names {path}, which can't be read: {error.strerror}.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"The settings file {path} is not valid TOML: {error}.") from error


def _typed(spec: "Field[object]", value: object) -> object:
    if isinstance(spec.default, Path):
        return Path(str(value)).expanduser()
    if isinstance(spec.default, bool):
        return _boolean(value)
    if isinstance(spec.default, int):
        try:
            return int(str(value))
        except ValueError:
            raise ValueError(f"“{value}” is not a whole number") from None
    if isinstance(spec.default, tuple):
        parts = value if isinstance(value, list) else str(value).split(",")
        return tuple(str(part).strip() for part in parts if str(part).strip())
    return str(value).rstrip("/") if spec.name == "base_url" else str(value)


def _boolean(value: object) -> bool:
    words = {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False, "off": False}
    try:
        return words[str(value).strip().lower()]
    except KeyError:
        raise ValueError(f"“{value}” is neither yes nor no") from None


def development_secret(data_dir: Path) -> str:
    """The secret a development site made up for itself, kept in its data folder so that sign-ins survive a restart."""
    path = data_dir / "secret"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def complete(settings: Settings) -> Settings:
    """The settings with a development site's own secret filled in where none was set."""
    if settings.secret_key or not settings.development:
        return settings
    return replace(settings, secret_key=development_secret(settings.data_dir))


def meaning(name: str) -> str:
    """What a setting is for, in a sentence or two, as docs/operations.md prints it."""
    annotation = get_type_hints(Settings, include_extras=True)[name]
    sentence: str = annotation.__metadata__[0]
    return sentence
