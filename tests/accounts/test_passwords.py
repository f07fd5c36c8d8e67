"""Which passwords will do, and how they are kept."""

import pytest

from coursesite.accounts.passwords import Hasher, problem_with
from coursesite.config import Settings

NEAR = ["Steady Ground", "ada.lovelace", "example.org", "Ada Lovelace"]


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "Password123!",
        "P@ssw0rd1",
        "Pa$$w0rd",
        "12345678",
        "qwertyuiop",
        "1q2w3e4r",
        "qwer1234",
        "abcd1234",
        "87654321",
        "monkeymonkey",
        "sunshine1987",
        "trustno1",
        "iloveyou",
        "letmein1",
        "welcome2024",
        "dragon99",
        "19871224",
        "aaaaaaaa",
        "abababab",
        "123456789a",
        "asdfghjk",
        "MICHAEL1",
        "  password  ",
        "l0vely2020",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert problem_with(password, NEAR)


@pytest.mark.parametrize(
    "password", ["steadyground", "Steady2026", "ada.lovelace", "lovelace99", "AdaLovelace!", "example1"]
)
def test_what_is_known_of_the_person_or_the_site_is_refused(password: str) -> None:
    assert problem_with(password) is None or password == "example1"
    assert problem_with(password, NEAR)


@pytest.mark.parametrize(
    "password",
    [
        "kettle horse lamp",
        "correct horse battery staple",
        "xK3#mmP9",
        "dragon99kettle",
        "thank you so much",
        "пароль на окне",
        "7#qwe!92@4",
        "x1" * 20 + "yz",
        "a sentence. " * 80,
    ],
)
def test_everything_else_will_do(password: str) -> None:
    assert problem_with(password, NEAR) is None


def test_the_bounds_are_eight_and_a_thousand_characters() -> None:
    assert problem_with("xK3#mmP") is not None
    assert problem_with("kettle on " * 100) is None
    assert problem_with("kettle on " * 100 + "!") is not None


def test_a_hash_is_argon2id_with_the_sites_parameters(settings: Settings) -> None:
    assert Hasher(settings).hashed("kettle on the window").startswith("$argon2id$v=19$m=8,t=1,p=1$")


def test_two_compositions_of_one_password_are_the_same(settings: Settings) -> None:
    kept = Hasher(settings).hashed("caf\u00e9 au lait")
    assert Hasher(settings).matches(kept, "cafe\u0301 au lait")


def test_nothing_matches_where_no_password_was_set(settings: Settings) -> None:
    assert not Hasher(settings).matches(None, "nobody has this password")


def test_the_last_character_of_a_long_password_counts(settings: Settings) -> None:
    hasher = Hasher(settings)
    kept = hasher.hashed("k" * 999 + "a")
    assert hasher.matches(kept, "k" * 999 + "a")
    assert not hasher.matches(kept, "k" * 999 + "b")
