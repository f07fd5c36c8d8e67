"""What the library knows about a person."""

from coursesite import clock
from coursesite.accounts.models import Role
from coursesite.cli.content import push_tree
from coursesite.library import personal
from tests.factories import make_user
from tests.library.revisions import revisions
from tests.library.shelves import Shelf


def test_a_persons_revisions_are_theirs_to_have_and_stay_without_them(shelf: Shelf) -> None:
    author = make_user(shelf.database, role=Role.COACH)
    other = make_user(shelf.database, role=Role.COACH)
    shelf.course()
    shelf.lesson("01-first", "By Alice.", key="lesson1")
    push_tree(
        shelf.database,
        shelf.root,
        data_dir=shelf.settings.data_dir,
        now=clock.now(),
        author_id=author.id,
        write_keys=True,
    )

    with shelf.database.writing() as session:
        assert [
            row["title" if "title" in row else "piece"] for row in personal.export(session, author.id)["revisions"]
        ] == [
            "A lesson",
            "Calls",
        ]
        assert "By Alice." in str(personal.export(session, author.id))
        assert personal.export(session, other.id) == {"revisions": [], "parts": []}
        assert personal.files(session, author.id, shelf.settings.data_dir) == []

        assert personal.erase(session, other.id, clock.now()) == []
        assert [revision.author_id for revision in revisions(session, "lesson1")] == [author.id]
        assert personal.erase(session, author.id, clock.now()) == []
        session.commit()

    with shelf.database.reading() as session:
        (revision,) = revisions(session, "lesson1")
        assert revision.author_id is None
        assert b"By Alice." in revision.source
