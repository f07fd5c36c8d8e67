"""A certificate on paper: any name in any script, in fonts that come along, and no empty box."""

import importlib
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from coursesite.learning.certificates.printed import NotPrinted, Printed, as_pdf
from coursesite.learning.certificates.typesetting import fonts
from coursesite.learning.certificates.typesetting.fonts import FontShelf
from coursesite.learning.certificates.typesetting.runs import visual_runs
from coursesite.learning.certificates.typesetting.shaping import Glyph, fitted, set_line
from tests.learning.certificates.conftest import Holder
from tests.learning.learners import words_of

ADDRESS = "https://courses.example.org/certificates/k7wm-3f9x-abcd-efgh-jkmn/"
MOST_BYTES = 200_000
NAMES = {
    "Latin": "Ioana Munteanu-Ștefănescu",
    "Cyrillic": "Дмитро Їжакевич",
    "Greek": "Ελένη Παπαδοπούλου",
    "Arabic": "محمد علاء الدين",
    "Hebrew": "שרה בת־אל כהן",
    "Hindi": "अर्जुन शर्मा क्षितिज",
    "Thai": "สมชาย ใจดี",
    "Georgian": "ნინო ბერიძე",
    "Japanese": "山田 太郎",
    "Korean": "김철수",
    "Chinese": "王小明",
    "Vietnamese": "Nguyễn Thị Ế",
}


@pytest.fixture(autouse=True)
def _only_the_sites_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What lies on the machine makes no difference."""
    monkeypatch.setattr(fonts, "SYSTEM", tmp_path / "none")


def printed(name: str, **other: Any) -> Printed:
    """The words of a certificate."""
    words = {"title": "Calls that are hard", "day": "on 3 March 2026", "site_name": "Steady Ground"}
    rest = {"site_address": "courses.example.org", "address": "", "accent": (0x1F, 0x5B, 0x57)}
    return Printed(**{"name": name, **words, **rest, **other})


def read(pdf: bytes) -> PdfReader:
    """A PDF, opened again."""
    return PdfReader(io.BytesIO(pdf))


def fonts_in(reader: PdfReader) -> Iterator[Any]:
    """The fonts of its page that it writes with."""
    for font in reader.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]  # a PDF's dictionary
        if font.get_object()["/Subtype"] == "/TrueType":
            yield font.get_object()


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_any_script_is_drawn_with_a_font_inside_and_found_as_text(script: str) -> None:
    pdf = as_pdf(printed(NAMES[script]), None)
    reader = read(pdf)
    assert NAMES[script] in reader.pages[0].extract_text()
    used = list(fonts_in(reader))
    assert used
    for font in used:
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font
    assert len(pdf) < MOST_BYTES


def test_marks_typed_one_by_one_are_the_composed_letter() -> None:
    assert "Nguyễn" in read(as_pdf(printed("Nguye\u0302\u0303n"), None)).pages[0].extract_text()


def test_the_longest_name_and_title_stay_on_the_page_and_below_the_size() -> None:
    longest = "".join(chr(0x4E00 + at) for at in range(200))
    pdf = as_pdf(printed(longest, title="Wolfeschlegelstein " * 10, address=ADDRESS), None)
    text = "".join(read(pdf).pages[0].extract_text().split())
    assert longest in text
    assert len(pdf) < MOST_BYTES
    shelf = FontShelf()
    for name in ("W" * 200, "Wolfeschlegelsteinhausenbergerdorff " * 5):
        size, lines = fitted(shelf, name, 640, (44, 28, 13), 3)
        assert all(line.width * size / 1000 <= 640 for line in lines)
        spelt = "".join(glyph.text for line in lines for glyph in line.glyphs)
        assert spelt.replace(" ", "") == name.replace(" ", "")


def test_runs_stand_in_the_order_in_which_they_are_seen() -> None:
    def seen(text: str) -> list[str]:
        return [run.text.strip() for run in visual_runs(text) if run.text.strip()]

    assert seen("Dr. محمد Smith") == ["Dr.", "محمد", "Smith"]
    assert seen("محمد Smith علي") == ["علي", "Smith", "محمد"]
    assert seen("محمد 12 علي") == ["علي", "12", "محمد"]
    assert seen("שרה (Sarah) כהן") == ["כהן", ")", "Sarah", "שרה ("]
    assert [run.is_rtl for run in visual_runs("Dr. محمد Smith") if run.text.strip()] == [False, True, False]


def test_letters_join_as_their_script_wants() -> None:
    def shapes(text: str) -> list[Glyph]:
        return list(set_line(FontShelf(), text).glyphs)

    alone, joined = shapes("ب")[0].number, shapes("ببب")
    assert alone not in {glyph.number for glyph in joined}
    assert len({glyph.number for glyph in joined}) == 3
    # A vowel sign that is written before the consonant it is spoken after.
    sign, letter = shapes("कि")
    assert sign.text + letter.text == "कि"
    assert sign.number != shapes("क")[0].number == letter.number
    # Two letters in one shape, spelt one by one for who copies them.
    assert [glyph.text for glyph in shapes("لا")] == ["ا", "ل"]


def test_the_same_words_are_the_same_bytes_and_say_whose_they_are() -> None:
    one = as_pdf(printed("Ana"), None)
    assert one == as_pdf(printed("Ana"), None)
    reader = read(one)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Ana: Calls that are hard", "Steady Ground")
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]  # a PDF's dictionary
    page = reader.pages[0].mediabox
    assert page.width > page.height


def test_the_address_stands_there_only_while_the_page_is_public(holder: Holder) -> None:
    address = holder.makes()
    assert "/certificates/" not in holder.pdf().pages[0].extract_text()
    holder.shows("public")
    text = holder.pdf().pages[0].extract_text()
    assert address in text
    assert "Alice Amsel" in text
    holder.sets(do="withdraw")
    assert address not in holder.pdf().pages[0].extract_text()


def test_missing_letters_are_named_and_another_spelling_helps(holder: Holder) -> None:
    with pytest.raises(NotPrinted) as missing:
        as_pdf(printed("Ana 🎈 𐎠"), None)
    assert missing.value.letters == ("🎈", "𐎠")
    address = holder.makes("Ana 🎈")
    response = holder.learner.client.get(f"{address[:-1]}.pdf")
    assert response.status_code == 422
    assert "no font of this site has “🎈”" in words_of(response.text)
    assert 'name="printed_name"' in response.text
    holder.sets(do="name", name="Ana 🎈", printed_name="Ana Ballon")
    assert "Ana Ballon" in holder.pdf().pages[0].extract_text()
    holder.shows("public", "name_shown")
    assert "Ana 🎈" in holder.learner.reads(address)


def test_an_owners_folder_is_looked_through_and_what_is_no_font_passed_over(tmp_path: Path) -> None:
    clef = "𝄞"
    with pytest.raises(NotPrinted):
        as_pdf(printed(f"Ana {clef}"), tmp_path)
    (tmp_path / "a broken one.ttf").write_bytes(b"no font")
    (tmp_path / "music.ttf").write_bytes(importlib.import_module("pymupdf_fonts.NotoMusic_Regular").fontbuffer)
    assert clef in read(as_pdf(printed(f"Ana {clef}"), tmp_path)).pages[0].extract_text()


def test_pictures_in_a_title_are_left_out_and_the_site_loads_none_of_it() -> None:
    assert "Calls 2" in read(as_pdf(printed("Ana", title="Calls 🎈 2"), None)).pages[0].extract_text()
    loaded = "import sys, coursesite.app; print({'reportlab', 'uharfbuzz', 'fontTools'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
