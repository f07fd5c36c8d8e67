"""What a field of the editor may name: the other pieces of the same course, by their titles."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from coursesite.library.addresses import SHOWN_IN_OUTLINE
from coursesite.library.models import Kind
from coursesite.studio.writing import queries
from coursesite.studio.writing.queries import Written

Choices = Sequence[tuple[str, str]]


def choices(session: Session, written: Written) -> Mapping[str, Choices]:
    """The choices of the fields that name a piece beside this one: value and words."""
    if written.course_id is None or written.kind == Kind.POOL:
        return {}
    beside = queries.beside(session, written.course_id, written.id)
    return {
        "opens after": [(one.stem, one.title) for one in beside if Kind(one.kind) in SHOWN_IN_OUTLINE],
        "draw": [(one.stem, one.title) for one in beside if one.kind == Kind.POOL],
    }
