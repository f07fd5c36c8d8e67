"""Settings: typed, explained, and refusing what is unsafe."""

from dataclasses import fields
from pathlib import Path

import pytest

from coursesite import config
from coursesite.config import BadSettings, Settings

GOOD_SECRET = "q7Zt2mLx9RkVb4Ws8NcYp1HdFg6JtEaU3oXi"
PRODUCTION = {"COURSESITE_SECRET_KEY": GOOD_SECRET, "COURSESITE_SMTP_URL": "smtp://mail.example.org"}


def test_a_production_site_starts_with_a_strong_secret_and_a_mail_server() -> None:
    settings = config.load(PRODUCTION)
    assert not settings.development
    assert settings.secret_key == GOOD_SECRET


@pytest.mark.parametrize(
    ("secret", "reason"),
    [
        ("", "it is missing"),
        ("short", "shorter than 32"),
        ("a" * 40, "too few different characters"),
        ("abcabcabc" * 5, "too few different characters"),
    ],
)
def test_a_production_site_refuses_a_missing_or_weak_secret_in_a_sentence(secret: str, reason: str) -> None:
    with pytest.raises(BadSettings, match=reason) as refusal:
        config.load(PRODUCTION | {"COURSESITE_SECRET_KEY": secret})
    assert "COURSESITE_SECRET_KEY" in str(refusal.value)


def test_a_production_site_refuses_to_start_without_mail() -> None:
    with pytest.raises(BadSettings, match="COURSESITE_SMTP_URL"):
        config.load({"COURSESITE_SECRET_KEY": GOOD_SECRET})


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(BadSettings) as refusal:
        config.load({"COURSESITE_MODE": "live", "COURSESITE_BASE_URL": "courses", "COURSESITE_PROXIES": "10.0.0.0/99"})
    for name in ("mode", "base_url", "proxies", "secret_key", "smtp_url"):
        assert f"- {name}: " in str(refusal.value)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text(
        'site_name = "From the file"\nsite_description = "Kept"\nproxies = ["10.0.0.1"]\n', encoding="utf-8"
    )
    environ = PRODUCTION | {"COURSESITE_CONFIG": str(file), "COURSESITE_SITE_NAME": "From outside"}
    settings = config.load(environ)
    assert (settings.site_name, settings.site_description) == ("From outside", "Kept")
    assert settings.proxies == ("10.0.0.1",)


def test_an_unknown_setting_in_the_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text('sitename = "Slip"\n', encoding="utf-8")
    with pytest.raises(BadSettings, match="sitename: there is no such setting"):
        config.load(PRODUCTION | {"COURSESITE_CONFIG": str(file)})


@pytest.mark.parametrize("text", ["site_name = ", None])
def test_a_settings_file_that_cannot_be_read_is_named(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "site.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(BadSettings, match=r"site\.toml"):
        config.load(PRODUCTION | {"COURSESITE_CONFIG": str(file)})


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("FALSE", False), ("1", True), ("off", False)])
def test_yes_and_no_are_read_in_the_usual_words(word: str, value: bool) -> None:
    assert config.load(PRODUCTION | {"COURSESITE_SIGN_UP_OPEN": word}).sign_up_open is value


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [("SIGN_UP_OPEN", "perhaps", "neither yes nor no"), ("ARGON2_ROUNDS", "two", "whole number")],
)
def test_a_value_of_the_wrong_type_is_named(name: str, text: str, reason: str) -> None:
    with pytest.raises(BadSettings, match=reason):
        config.load(PRODUCTION | {f"COURSESITE_{name}": text})


def test_a_development_site_makes_up_one_secret_and_keeps_it(tmp_path: Path) -> None:
    settings = Settings(mode="development", data_dir=tmp_path / "var")
    first = config.complete(settings).secret_key
    assert len(first) >= 32
    assert config.complete(settings).secret_key == first
    assert (tmp_path / "var" / "secret").stat().st_mode & 0o077 == 0


def test_every_setting_is_documented_for_owners() -> None:
    manual = (Path(__file__).parent.parent / "docs" / "operations.md").read_text(encoding="utf-8")
    for spec in fields(Settings):
        assert f"| `COURSESITE_{spec.name.upper()}` |" in manual, spec.name
        assert config.meaning(spec.name) in manual, f"the meaning of {spec.name} differs from docs/operations.md"
