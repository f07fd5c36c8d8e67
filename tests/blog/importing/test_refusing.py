"""Damaged and hostile files: each refused in a sentence, and nothing of it is here afterwards."""

import gzip
import re
from pathlib import Path

import pytest

from coursesite.blog.importing import streaming
from coursesite.blog.importing.mending import Damage
from coursesite.blog.importing.models import ImportItem, ImportRun
from coursesite.blog.importing.records import Refused
from coursesite.blog.models import Comment
from coursesite.library.models import Piece
from tests.blog.importing.arrivals import SAMPLES, Arrivals

WHOLE = (SAMPLES / "wordpress-1.2.xml").read_bytes()
HEAD = b'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>'
BOMB = b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'

HOSTILE = {
    "nothing": (b"", "empty"),
    "only blanks": (b" \n\t ", "empty"),
    "not XML": (b"Dear reader,\n", "not XML"),
    "a picture": (b"\x89PNG\r\n\x1a\n1234", "not XML"),
    "a page": (b"<!DOCTYPE html><html><body>Hello</body></html>", "document type"),
    "a page without one": (b"<html><body>Hello</body></html>", "begins with <html>"),
    "gzip": (gzip.compress(WHOLE), "compressed"),
    "a ZIP archive": (b"PK\x03\x04rest", "ZIP"),
    "an entity bomb": (BOMB + HEAD + b"<item><title>&b;</title></item></channel></rss>", "document type"),
    "an external entity": (
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD + b"<item>&x;</item></channel></rss>",
        "document type",
    ),
    "a document type": (b'<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd"><rss/>', "document type"),
    "an unknown entity": (HEAD + b"<item><title>&unheardof;</title></item></channel></rss>", "damaged"),
    "an end that is missing": (WHOLE.replace(b"</wp:comment>", b"", 1), "damaged"),
    "cut off": (WHOLE[: len(WHOLE) // 2], "ends in the middle"),
    "cut off within a tag": (WHOLE[: WHOLE.index(b"<wp:post_id>") + 4], "ends in the middle"),
    "cut off within CDATA": (WHOLE[: WHOLE.index(b"There is a sorry")], "ends in the middle"),
    "a wrong encoding": (b'<?xml version="1.0" encoding="unicode_escape"?><rss/>', "encoding"),
    "a news feed": (b"<rss><channel><title>x</title><item><title>y</title></item></channel></rss>", "news feed"),
    "an empty news feed": (b"<rss><channel><title>x</title></channel></rss>", "news feed"),
    "an Atom feed": (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>y</title></entry></feed>',
        "no export of Blogger",
    ),
    "an export of nothing": (HEAD + b"</channel></rss>", "no post and no page"),
    "deep nesting": (HEAD + b"<item>" + b"<a>" * 5000, "more deeply"),
    "countless names": (HEAD + b"".join(b"<n%d/>" % n for n in range(3000)), "more deeply"),
    "two roots": (WHOLE + b"<rss/>", "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence_with_nothing_half_imported(
    name: str, tmp_path: Path, arrivals: Arrivals
) -> None:
    data, words = HOSTILE[name]
    file = tmp_path / "export.xml"
    file.write_bytes(data)
    with pytest.raises(Refused) as refused:
        arrivals.take_in(file)
    sentence = str(refused.value)
    assert words in sentence
    assert re.fullmatch(r"[A-Z].*\.", sentence), sentence
    for table in (Piece, Comment, ImportRun, ImportItem):
        assert arrivals.rows(table) == []


def test_a_tag_of_many_megabytes_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    with file.open("wb") as opened:
        opened.write(HEAD + b'<item title="')
        for _ in range(40):
            opened.write(b"a" * 1024 * 1024)
    with pytest.raises(Refused, match="a tag of many megabytes"):
        list(streaming.parts(file, Damage()))


def test_a_text_of_many_megabytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "LONGEST_PART", 100_000)
    file = tmp_path / "export.xml"
    file.write_bytes(HEAD + b"<item><title><![CDATA[" + b"a b " * 50_000 + b"]]></title></item></channel></rss>")
    with pytest.raises(Refused, match="larger than 48 MB"):
        list(streaming.parts(file, Damage()))


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="can't be read"):
        list(streaming.parts(tmp_path / "nowhere.xml", Damage()))
