"""What a person gets with their export, and what is left when they go."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts import personal, pictures, signing_in, tokens
from coursesite.accounts.models import SignIn, Token, User
from coursesite.accounts.tokens import Purpose
from coursesite.config import Settings
from coursesite.db import Database
from tests.factories import make_user


def fill(session: Session, user: User, mark: str) -> None:
    signing_in.begin_sign_in(session, user.id, f"device {mark}", clock.now())
    token = tokens.new()
    tokens.issue(
        session, token, Purpose.CHANGE_ADDRESS, clock.now(), user_id=user.id, address=f"{mark}@new.example.org"
    )
    details = {"name": mark, "password_hash": "$argon2id$"}
    tokens.issue(session, tokens.new(), Purpose.SIGN_UP, clock.now(), address=user.address, details=details)
    session.commit()


def test_the_export_holds_everything_of_hers_and_nothing_of_his(session: Session, database: Database) -> None:
    alice = make_user(database, name="mark-a", address="mark-a@example.org", password_hash="$argon2id$secret")
    bob = make_user(database, name="mark-b", address="mark-b@example.org")
    fill(session, alice, "mark-a")
    fill(session, bob, "mark-b")
    found = repr(personal.export(session, alice.id))
    assert found.count("mark-a") == 4
    assert "mark-b" not in found
    hashes = [*session.scalars(select(SignIn.token_hash)), *session.scalars(select(Token.token_hash))]
    assert not any(kept in found for kept in [*hashes, "argon2id"])


def test_erasing_leaves_a_number_and_nothing_else_of_hers(
    session: Session, database: Database, settings: Settings
) -> None:
    name = pictures.keep(settings.data_dir, b"picture")
    alice = make_user(database, name="mark-a", address="mark-a@example.org", picture="uploaded", picture_file=name)
    bob = make_user(database, name="mark-b")
    fill(session, alice, "mark-a")
    fill(session, bob, "mark-b")
    paths = personal.erase(session, alice.id, clock.now() + timedelta(days=1))
    session.commit()
    assert [settings.data_dir / path for path in paths] == [pictures.path_of(settings.data_dir, name)]
    for model in (User, SignIn, Token):
        rows = repr([vars(row) for row in session.scalars(select(model).execution_options(populate_existing=True))])
        assert "mark-a" not in rows
        assert alice.key not in rows
        assert name not in rows
    assert len(session.scalars(select(SignIn)).all()) == 1
    assert len(session.scalars(select(Token)).all()) == 2
