"""Pictures that came with texts from the browser."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coursesite.db import insert_into
from coursesite.library.models import Image


def put_picture(session: Session, values: Mapping[str, Any]) -> bool:
    """Write what is known of a picture; True also where this very picture has this path, False where another has."""
    put = insert_into(session, Image).values(pushed=False, **values)
    done = session.execute(put.on_conflict_do_nothing(index_elements=["path"]).returning(Image.id)).first()
    if done is not None:
        return True
    there = session.execute(select(Image.original_hash).where(Image.path == values["path"])).first()
    return there is not None and there[0] == values["original_hash"]
