"""People, from a shell: make an account, give it a role, close it, list them all."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts import addresses, joining, queries
from coursesite.accounts.models import Role, User
from coursesite.cli.start import ready_database, site_settings
from coursesite.config import Settings
from coursesite.web.filters import day_in_words

ROLES = click.Choice([role.value for role in Role if role is not Role.VISITOR])


@click.group()
def user() -> None:
    """Make accounts, give them roles, close them, list them."""


@contextmanager
def _writing(settings: Settings) -> Iterator[Session]:
    with ready_database(settings) as database, database.writing() as session:
        yield session
        session.commit()


def _address(typed: str) -> str:
    try:
        return addresses.normal(typed)
    except addresses.BadAddress as error:
        raise click.ClickException(f"{typed}: {error}") from error


def _account(session: Session, typed: str) -> User:
    found = queries.user_with_address(session, _address(typed))
    if found is None:
        raise click.ClickException(f"Nobody here has the address {typed}. `coursesite user list` shows who has.")
    return found


@user.command()
@click.argument("address")
@click.option("--name", default="", help="What coaches should call them.")
@click.option("--role", type=ROLES, default=Role.LEARNER.value, show_default=True, help="What they are here.")
def create(address: str, name: str, role: str) -> None:
    """Make an account for ADDRESS and print a link, good once and for seven days, to set its password."""
    settings, now = site_settings(), clock.now()
    with _writing(settings) as session:
        user_id = joining.add_by_hand(session, _address(address), name[:80], Role(role), now)
        if user_id is None:
            raise click.ClickException(f"{address} has an account already. Nothing was changed.")
        token = joining.invite(session, user_id, now)
    click.echo(f"Made an account for {_address(address)} ({role}). To set its password, within seven days:")
    click.echo(f"{settings.base_url}/reset/{token}")


@user.command()
@click.argument("address")
@click.argument("role", type=ROLES)
def role(address: str, role: str) -> None:
    """Make the person with ADDRESS a learner, a coach or an admin."""
    with _writing(site_settings()) as session:
        queries.change_user(session, _account(session, address).id, role=role)
    click.echo(f"{address} is now {role}.")


@user.command()
@click.argument("address")
def disable(address: str) -> None:
    """Close the account of ADDRESS: every session of it ends now. Nothing of theirs is removed."""
    with _writing(site_settings()) as session:
        joining.disable(session, _account(session, address).id, clock.now())
    click.echo(f"{address} can't sign in any more and is signed out everywhere.")


@user.command()
@click.argument("address")
def enable(address: str) -> None:
    """Open a closed account again."""
    with _writing(site_settings()) as session:
        queries.change_user(session, _account(session, address).id, disabled_at=None)
    click.echo(f"{address} can sign in again.")


@user.command("list")
def list_users() -> None:
    """Everyone with an account: address, role, since when, name."""
    with ready_database(site_settings()) as database, database.reading() as session:
        for account in queries.all_accounts(session):
            closed = "closed" if account.disabled_at else ""
            since = day_in_words(account.created_at)
            click.echo("\t".join((account.address or "", account.role, since, account.name, closed)).rstrip())
