"""What is decided by values alone: codes, lists, what a lead is told, when a group's lessons open."""

from datetime import UTC, datetime, timedelta

import pytest

from coursesite.learning.groups import codes, listing
from coursesite.learning.groups.figures import Count, as_of
from coursesite.learning.groups.listing import Fate, Unreadable
from coursesite.learning.groups.starting import Membership, opens_at

NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
LATER, LATER_STILL = NOW + timedelta(days=3), NOW + timedelta(days=9)
TWO = [("Zoë Ängström", "zoe@example.org"), ("Bo, the second", "bo@example.org")]


def test_a_code_is_read_as_it_is_said_and_has_no_letter_that_looks_like_another() -> None:
    code = codes.new_code()
    assert not set("01OIL") & set(codes.ALPHABET)
    assert {codes.normal(typed) for typed in (code, codes.spoken(code), codes.spoken(code).lower(), f" {code} ")} == {
        code
    }
    assert codes.normal("short") == codes.normal("x" * 500) == codes.normal("ΑΒΓΔ-ΑΒΓΔ") == ""


@pytest.mark.parametrize(
    "data",
    [
        'Zoë Ängström,zoe@example.org\n"Bo, the second",BO@Example.org\n'.encode(),
        '\ufeffName;E-mail\r\nZoë Ängström;zoe@example.org\r\n"Bo, the second";bo@example.org\r\n'.encode(),
        'name,address\nZoë Ängström,zoe@example.org\n\n"Bo, the second", bo@example.org '.encode("latin-1"),
        "address\tname\nzoe@example.org\tZoë Ängström\nbo@example.org\tBo, the second".encode("utf-16"),
        'first name;last name;email\nZoë;Ängström;zoe@example.org\n"Bo, the";second;bo@example.org'.encode("cp1252"),
        'Zoë Ängström <zoe@example.org>\n"Bo, the second" <bo@example.org>'.replace("Bo, ", "Bo, ").encode(),
    ],
    ids=["commas", "bom-semicolons", "latin-1", "utf-16-tabs", "two-names", "angles"],
)
def test_a_list_is_read_however_a_spreadsheet_saved_it(data: bytes) -> None:
    assert [(line.name, line.address) for line in listing.read(listing.decoded(data))] == TWO


def test_each_line_says_what_becomes_of_it_with_its_number() -> None:
    text = (
        "name,address\nAda,ada@example.org\nNobody,nobody at example\n\nAda,ADA@example.org\nCy,cy@example.org\nDi,\n"
    )
    lines = listing.judged(
        listing.read(f"{text}Ed,ed@example.org\nFi,fi@example.org"),
        {"cy@example.org"},
        {"ed@example.org"},
        {"fi@example.org": 3},
        3,
    )
    assert [(line.number, line.fate) for line in lines] == [
        (2, Fate.INVITE),
        (3, Fate.BAD),
        (5, Fate.TWICE),
        (6, Fate.MEMBER),
        (7, Fate.BAD),
        (8, Fate.INVITED),
        (9, Fate.TIRED),
    ]
    assert "has an @ in it" in lines[1].words
    assert listing.read(listing.written(lines[:1]))[0].address == "ada@example.org"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nobody in the list"),
        ("name,address\n", "nobody in the list"),
        ("\n".join(f"p{n}@example.org" for n in range(1001)), "1,001 people"),
        ("x" * 400_000, "larger than"),
        ("a" * 140_000 + ",b@example.org", "one line a person"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        listing.read(text)


def test_a_lead_is_told_no_number_that_speaks_of_one_or_two_people() -> None:
    for of in range(5, 40):
        told = {
            Count(count, of).words: [one for one in range(of + 1) if Count(one, of).words == Count(count, of).words]
            for count in range(1, of)
        }
        # No words stand for a single person, or for all but a single one; and the bar is no more exact than they.
        assert all(counts not in ([1], [of - 1]) for counts in told.values())
        for counts in told.values():
            assert len({Count(count, of).bar for count in counts}) == 1
    assert [Count(n, 8).words for n in (0, 1, 3, 7, 8)] == [
        "nobody yet",
        "one or two",
        "3 of 8",
        "all but one or two",
        "everybody",
    ]


def test_a_leads_figures_are_those_of_the_last_monday() -> None:
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    assert as_of(NOW) == as_of(monday) == monday
    assert as_of(monday - timedelta(seconds=1)) == monday - timedelta(days=7)


@pytest.mark.parametrize(
    ("groups", "opens"),
    [
        ([], None),
        ([("a", LATER, True)], LATER),
        ([("a", NOW, True)], None),
        ([("a", None, True)], None),
        ([("a", LATER_STILL, True), ("b", LATER, False)], LATER),
        # Who took the course before goes on as before.
        ([("a", LATER, False)], None),
    ],
)
def test_lessons_open_with_the_first_group_that_one_came_with(
    groups: list[tuple[str, datetime | None, bool]], opens: datetime | None
) -> None:
    assert opens_at([Membership(*group) for group in groups], NOW) == opens
