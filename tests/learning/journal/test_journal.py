"""The journal: all that somebody wrote for themselves, found by its words, changed, deleted, taken along."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import event

from coursesite.learning.journal.bounds import SENT_AT_ONCE
from coursesite.learning.journal.finding import asked_for, extract, matches, plain
from coursesite.learning.journal.writing_out import Written, as_markdown
from coursesite.text.folding import folded
from coursesite.web.limits import forget_here
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.journal.sharers import CANARY, ENTRY, Sharers
from tests.learning.learners import LESSON, elements, text_of, words_of
from tests.test_access import token


def test_entries_stand_by_month_the_newest_first(sharers: Sharers, clock: FrozenClock) -> None:
    sharers.fills(70)
    page = sharers.alice.reads("/journal/")
    assert "70 entries" in words_of(page)
    found = re.findall(r"number (\d+)", page)
    assert found == [str(n) for n in range(20)]
    assert "number 69" in sharers.alice.reads("/journal/?page=4")
    assert "number 69" in sharers.alice.reads("/journal/?page=99")
    months = {match[1] for match in re.finditer(r'<option value="(\d{4}-\d\d)"', page)}
    month = sorted(months)[0]
    only = sharers.alice.reads(f"/journal/?month={month}&page=1")
    assert len(months) >= 3
    assert f'value="{month}" selected' in only
    assert "found" in words_of(only)
    assert "nothing found" in words_of(sharers.alice.reads("/journal/?month=1999-01")).casefold()
    assert "Nothing found" in sharers.alice.reads("/journal/?course=forms1")
    assert "70 entries found" in words_of(sharers.alice.reads("/journal/?course=calls1"))


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("NAH wasser", ["Näh", "Wasser"]),
        ("na\u0308h", ["Näh"]),
        ("strasse", ["Straße"]),
        ("bau", ["bau"]),
        ("ärger canary", None),
        ("%", None),
        ('" onmouseover', None),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(
    sharers: Sharers, typed: str, marked: list[str] | None
) -> None:
    sharers.fills(1, "In der Straße: Näh am Wasser gebaut.")
    page = sharers.alice.client.get("/journal/", query_string={"q": typed}).text
    assert [text_of(node) for node in elements(page, "mark")] == (marked or [])
    assert ("Nothing found" in page) is (marked is None)


def test_plain_letters_are_those_of_the_fold_and_marks_stand_at_their_places() -> None:
    text = "Ça, c’est l'İstanbul de Zoë\u0301 — ﬁn, ΣΟΦΌΣ. " * 3 + "x" * 400 + " ZOË"
    assert matches(text, asked_for("zoe ΣΟΦΟς"))
    assert all(plain(letter) == folded(letter) for letter in text)
    pieces = extract(text, asked_for("ZOE fin"))
    assert [piece for piece, is_marked in pieces if is_marked][:2] == ["Zoë\u0301", "ﬁn"]
    assert "".join(piece for piece, _ in pieces if piece not in ("… ", " …")) in text
    assert extract("abc", asked_for("zzz")) == (("abc", False),)


def test_nobody_else_finds_or_opens_it(sharers: Sharers) -> None:
    sharers.writes()
    for other in (sharers.bob, sharers.maren, sharers.otto):
        assert "canary7191" not in other.reads("/journal/?q=canary7191").replace('value="canary7191"', "")
        assert "canary7191" not in other.reads("/journal/export.md")
        other.reads(ENTRY, 404)
        for deed in ("", "share", "take-back", "seen"):
            other.posts(f"{ENTRY}{deed}", {"csrf_token": token(other.client), "text": "x", "do": "save"}, 404)
    assert sharers.entry() is not None
    sharers.maren.reads(sharers.desk, 404)


def test_an_entry_is_read_with_what_it_answers_to_changed_and_deleted(sharers: Sharers) -> None:
    sharers.writes()
    page = sharers.alice.reads(ENTRY)
    assert "The last time" in page
    assert f'href="{LESSON}#exercise-last-time"' in page
    sharers.alice.page = page
    sharers.alice.follows(sharers.alice.sends(ENTRY, text="Line one\r\nLine two", do="save"))
    entry = sharers.entry()
    assert entry is not None
    assert entry.text == "Line one\nLine two"
    refused = sharers.alice.posts(ENTRY, {**sharers.alice.form(ENTRY), "text": " ", "do": "save"}, 422).text
    assert "nothing was changed" in words_of(refused)
    long = sharers.alice.posts(ENTRY, {**sharers.alice.form(ENTRY), "text": "word " * 5000, "do": "save"}, 422).text
    assert "word word" in long
    unsure = sharers.alice.posts(ENTRY, {**sharers.alice.form(ENTRY), "do": "delete"}, 422).text
    assert "tick the box" in words_of(unsure)
    for page, is_open in ((refused, False), (unsure, True)):
        (details,) = [node for node in elements(page, "details") if node.get("class") == "journal-delete"]
        assert (details.get("open") is not None) is is_open
    sharers.alice.reads(ENTRY)
    gone = {**sharers.alice.form(ENTRY), "do": "delete", "sure": "yes"}
    assert "is deleted" in words_of(sharers.alice.follows(sharers.alice.posts(ENTRY, gone)))
    assert sharers.entry() is None
    sharers.alice.reads(ENTRY, 404)


def test_an_older_window_writes_over_nothing_unseen(sharers: Sharers, clock: FrozenClock) -> None:
    sharers.writes()
    alice = sharers.alice
    alice.reads(ENTRY)
    older = alice.form(ENTRY) | {"do": "save"}
    clock.tick(minutes=1)
    alice.follows(alice.posts(ENTRY, older | {"text": "Newer."}))
    alice.page = alice.posts(ENTRY, older | {"text": "Older."}, 409).text
    (field,) = elements(alice.page, "textarea")
    assert text_of(field) == "Older."
    assert "Meanwhile this was kept in another window Newer." in words_of(alice.page)
    # What can't be kept for another reason shows what stands, too, as its form may be sent again.
    assert "Meanwhile" in words_of(alice.posts(ENTRY, older | {"text": " "}, 422).text)
    alice.posts(ENTRY, alice.form(ENTRY) | {"text": "What is it?", "do": "publish"})
    alice.follows(alice.posts(ENTRY, alice.form(ENTRY) | {"text": "Both.", "do": "save"}))
    entry = sharers.entry()
    assert entry is not None
    assert entry.text == "Both."


HOSTILE = (
    "---\ntitle: Mine\n---\n# A heading\n\n- a list\n> a quotation",
    "```\ncode\n```\n`````\nfive\n`````",
    "    indented\n\n\n\ntrailing  \n~~~\n</div><script>alert(1)</script>",
    "a\rb\u2028c\u0085d\ttab `` two ``` three",
)


def test_the_export_gives_every_entry_back_word_for_word(sharers: Sharers) -> None:
    for n, text in enumerate(HOSTILE):
        sharers.fills(1, text.replace("{", "{{").replace("}", "}}"), start=n)
    response = sharers.alice.client.get("/journal/export.md")
    assert response.mimetype == "text/markdown"
    assert re.fullmatch(r"attachment; filename=journal-\d+-[a-z]+-\d{4}\.md", response.headers["Content-Disposition"])
    file = response.get_data(as_text=True)
    for fence, text in re.findall(r"^(`{3,})text\n(.*?)\n\1$", file, re.MULTILINE | re.DOTALL):
        assert fence not in text
    found = [text for _, text in re.findall(r"^(`{3,})text\n(.*?)\n\1$", file, re.MULTILINE | re.DOTALL)]
    assert sorted(found) == sorted(HOSTILE)
    assert file.startswith("# The journal of Alice\n")
    assert file.count("\n## ") == 1


def test_the_export_holds_no_connection_while_it_is_sent_and_is_given_twenty_times_an_hour(
    sharers: Sharers, clock: FrozenClock
) -> None:
    sharers.fills(3, "word " * 2000)
    clock.tick(hours=1)
    forget_here()
    out: set[object] = set()
    event.listen(sharers.database.read, "checkout", lambda connection, *_: out.add(connection))
    event.listen(sharers.database.read, "checkin", lambda connection, *_: out.discard(connection))
    for _ in range(20):
        response = sharers.alice.client.get("/journal/export.md")
        sent = response.iter_encoded()
        # In the middle of the file.
        assert len(next(sent) + next(sent)) == 2 * SENT_AT_ONCE
        assert (response.status_code, out) == (200, set())
        response.close()
    sharers.alice.reads("/journal/export.md", 429)
    clock.tick(hours=1)
    assert "word word" in sharers.alice.reads("/journal/export.md")


def test_a_title_in_the_export_is_only_a_title() -> None:
    moment = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    one = Written("A *course*\n# two", "<b>L</b>", "", "text", moment, moment)
    file = "".join(as_markdown([one], "Al [x](y)", moment, "Europe/Lisbon"))
    assert "\n## A \\*course\\* \\# two\n" in file
    assert "\n### \\<b\\>L\\</b\\>\n" in file
    assert "Monday 2 March 2026, 09:30, shared with the coaches on 2 March 2026" in file


def test_taking_consent_back_keeps_or_deletes_as_one_says(sharers: Sharers) -> None:
    sharers.shares()
    alice = sharers.alice
    alice.reads("/journal/")
    assert "say first" in words_of(alice.sends("/journal/consent", 422).text)
    alice.follows(alice.sends("/journal/consent", what="keep"))
    entry = sharers.entry()
    assert entry is not None
    assert (entry.text, entry.shared_at) == (CANARY, None)
    assert "Keep nothing more" not in alice.page
    alice.reads(ENTRY)
    kept = alice.posts(ENTRY, {**alice.form(ENTRY), "text": "Anew.", "do": "save"}, 422).text
    assert "Agree to it again" in words_of(kept)
    sharers.writes("With consent again.")
    alice.reads("/journal/")
    assert "tick the box first" in words_of(alice.sends("/journal/consent", 422, what="delete").text)
    alice.reads("/journal/")
    assert "Nothing here yet" in alice.follows(alice.sends("/journal/consent", what="delete", sure="yes"))
    assert sharers.entry() is None


def test_the_old_address_leads_to_the_journal(sharers: Sharers) -> None:
    assert sharers.alice.client.get("/settings/private").headers["Location"] == "/journal/"


def test_a_journal_of_five_thousand_takes_as_few_queries_as_a_small_one(app: Flask, sharers: Sharers) -> None:
    paths = (
        "/journal/",
        "/journal/?q=wasser",
        "/journal/?q=wasser&month=2026-01&course=calls1&page=3",
        "/journal/?q=zzz",
        "/learn/",
    )

    def cost() -> list[int]:
        found = []
        for path in paths:
            sharers.alice.reads(path)
            with count_queries(app) as queries:
                sharers.alice.reads(path)
            found.append(len(queries))
        return found

    sharers.fills(3, shared_at=None)
    small = cost()
    sharers.fills(4997, start=3)
    assert cost() == small
    assert max(small) <= 6, small
