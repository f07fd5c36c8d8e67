"""From files to the site and back, byte for byte."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursesite.library.identity import with_identity
from tests.library.pictures import png
from tests.library.shelves import QUESTION, Shelf

LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
SPACES = st.sampled_from(["", " ", "  ", "\t"])
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1, max_size=30).map(
    lambda text: f"w {text} w"
)
FIELDS = [
    "key: lesson1",
    "title: No",
    "summary: What a reader finds here: all of it",
    "objectives:\n  - One.\n  - Two.",
]


@st.composite
def sources(draw: st.DrawFn) -> bytes:
    """A lesson as an odd editor may have saved it."""
    end = draw(LINE_ENDS)
    fields = draw(st.permutations(FIELDS))
    extra = draw(st.lists(st.sampled_from(["# a remark", "", "   "]), max_size=3))
    body = draw(st.lists(WORDS, min_size=1, max_size=4))
    lines = [
        f"---{draw(SPACES)}",
        *[field + draw(st.sampled_from(["", " ", "   "])) for field in fields],
        *extra,
        "---",
        *[text + draw(SPACES) for text in body],
        draw(SPACES),
        *(QUESTION.split("\n") if draw(st.booleans()) else []),
    ]
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n\n"]))
    return (draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", end)).encode()


@given(data=sources())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_pull_gives_back_the_bytes_that_were_pushed(shelf: Shelf, tmp_path: Path, data: bytes) -> None:
    shelf.course()
    path = "courses/calls/01-first.md"
    shelf.write(path, data)
    shelf.pushed()
    assert shelf.read(path) == data

    (shelf.root / path).unlink()
    shelf.pull()

    assert shelf.read(path) == data
    again = shelf.pushed()
    assert (again.taken_in, again.keys_written) == ([], [])


@given(data=sources())
@settings(max_examples=60, deadline=None)
def test_a_key_is_one_added_line_and_is_added_once(data: bytes) -> None:
    keyless = data.replace(b"key: lesson1", b"# no key")

    keyed = with_identity(keyless, "abcdef")

    assert len(keyed) - len(keyless) <= len(b"key: abcdef\r\n")
    at = keyed.index(b"key: abcdef")
    end = at + len(b"key: abcdef")
    while keyed[end : end + 1] in (b"\r", b"\n") and len(keyed) - len(keyless) > end - at:
        end += 1
    assert keyed[:at] + keyed[end:] == keyless
    assert with_identity(keyed, "ghijkl") == keyed


def test_a_whole_folder_comes_back_with_its_images(shelf: Shelf, tmp_path: Path) -> None:
    shelf.course()
    shelf.write("courses/calls/images/queue.png", png(40, 30))
    shelf.lesson("01-first", "![A queue](images/queue.png)", key="lesson1")
    shelf.write("pages/about.md", "---\nkey: about1\ntitle: About\n---\nWho we are.\n")
    shelf.write("blog/2026-11-02-two-kinds.md", "---\nkey: post12\ntitle: Two kinds\nsummary: s\n---\nOf sorry.\n")
    shelf.pushed()
    elsewhere = tmp_path / "elsewhere"

    shelf.pull(elsewhere)

    def files(root: Path) -> dict[str, bytes]:
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert files(elsewhere) == files(shelf.root)


def test_what_ships_comes_back_as_it_was(shelf: Shelf, repository: Path, tmp_path: Path) -> None:
    shelf.settings.content_dir.rmdir()
    shelf.settings.content_dir.symlink_to(repository / "content")
    shelf.pushed()

    report = shelf.pull(tmp_path / "elsewhere")

    assert report.written
    for path in report.written:
        assert (tmp_path / "elsewhere" / path).read_bytes() == (repository / "content" / path).read_bytes()
