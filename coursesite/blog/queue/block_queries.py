"""Blocks: made, lifted, listed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.blog.models import Block, Comment

NAMES = 3


class BlockRow(NamedTuple):
    """A block, with the names of the account it is about, of who made it, and what was typed from there lately."""

    id: int
    user_id: int | None
    guest_id: int | None
    network: str | None
    why: str
    made_at: datetime
    until: datetime
    lifted_at: datetime | None
    account_name: str | None
    made_by: str | None
    names: tuple[str, ...]


def blocks(session: Session, start: int, most: int) -> Sequence[BlockRow]:
    """Every block, the latest first."""
    account, maker = aliased(User), aliased(User)
    own = [getattr(Block, name) for name in BlockRow._fields[:8]]
    found = select(*own, account.name, maker.name).outerjoin(account, account.id == Block.user_id)
    found = found.outerjoin(maker, maker.id == Block.made_by_id).order_by(Block.id.desc()).offset(start).limit(most)
    return [BlockRow._make([*row, _names(session, row.guest_id, row.network)]) for row in session.execute(found)]


def _names(session: Session, guest_id: int | None, network: str | None) -> tuple[str, ...]:
    if guest_id is None and network is None:
        return ()
    whose = Comment.guest_id == guest_id if guest_id is not None else Comment.network == network
    typed = select(Comment.name).where(whose, Comment.name != "").order_by(Comment.created_at.desc()).limit(20)
    return tuple(dict.fromkeys(session.scalars(typed)))[:NAMES]


def add_block(session: Session, block: Block) -> None:
    """Write a block down."""
    session.add(block)


def lift(session: Session, block_id: int, now: datetime) -> bool:
    """End a block that is in force; False if there is none (any more)."""
    live = update(Block).where(Block.id == block_id, Block.lifted_at.is_(None), Block.until > now)
    return session.execute(live.values(lifted_at=now).returning(Block.id)).first() is not None
