"""What the site's owner set in the browser, read and written."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from coursesite.db import insert_into
from coursesite.web.models import SiteSetting

_VALUES = select(SiteSetting.name, SiteSetting.value)


def site_values(connection: Connection) -> dict[str, str]:
    """Everything that is set, by its name."""
    return {row.name: row.value for row in connection.execute(_VALUES)}


def put_site_values(session: Session, values: Mapping[str, str], now: datetime) -> None:
    """Set these; an empty value takes one back, so that the environment's holds again."""
    session.execute(delete(SiteSetting).where(SiteSetting.name.in_(values)))
    rows = [{"name": name, "value": value, "changed_at": now} for name, value in values.items() if value]
    if rows:
        session.execute(insert_into(session, SiteSetting).values(rows))
