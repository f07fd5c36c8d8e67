"""Blocks: made, lifted, listed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.blog.models import Block, Comment

NAMES = 3
LATELY = 20
"""Comments that are looked through for names."""


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
    rows = session.execute(found).all()
    names = _names(session, [row.id for row in rows])
    return [BlockRow._make([*row, names.get(row.id, ())]) for row in rows]


def _names(session: Session, block_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """By block, what guests typed last as their names: the guest it is about, or whoever writes from its network."""
    from_there = or_(Comment.guest_id == Block.guest_id, Comment.network == Block.network)
    back = func.row_number().over(partition_by=Block.id, order_by=(Comment.created_at.desc(), Comment.id.desc()))
    typed = select(Block.id, Comment.name, back.label("back")).join(Comment, from_there)
    last = typed.where(Block.id.in_(block_ids), Comment.name != "").subquery()
    names: dict[int, dict[str, None]] = defaultdict(dict)
    for block_id, name in session.execute(
        select(last.c.id, last.c.name).where(last.c.back <= LATELY).order_by(last.c.id, last.c.back)
    ):
        names[block_id][name] = None
    return {block_id: tuple(found)[:NAMES] for block_id, found in names.items()}


def add_block(session: Session, block: Block) -> None:
    """Write a block down."""
    session.add(block)


def lift(session: Session, block_id: int, now: datetime) -> bool:
    """End a block that is in force; False if there is none (any more)."""
    live = update(Block).where(Block.id == block_id, Block.lifted_at.is_(None), Block.until > now)
    return session.execute(live.values(lifted_at=now).returning(Block.id)).first() is not None
