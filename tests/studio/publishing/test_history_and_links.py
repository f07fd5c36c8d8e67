"""Earlier wordings, word by word, and going back to one; secret links at which a draft is read."""

import re
import time

from coursesite.library.models import Part
from coursesite.studio.models import Aside, Draft, PreviewLink
from coursesite.studio.publishing.differences import MOST_IN_ALL, differences
from tests.counting import count_queries
from tests.inert import alive
from tests.studio.publishing.desks import WRITE, Desk, hidden_fields_of, lesson
from tests.test_hostile_text import HOSTILE

ONE = lesson("calls1b", "Next", "Listen, then ask once.")
TWO = lesson("calls1b", "Next", "Listen, then ask twice.")


def publish(desk: Desk, *texts: str) -> None:
    for text in texts:
        desk.draft("calls1b", text)
        assert desk.send("calls1b", when="now").status_code == 303


def test_two_wordings_differ_word_by_word_as_read_and_as_typed(desk: Desk) -> None:
    publish(desk, ONE, TWO)
    page = desk.page("calls1b", "history/3")

    assert page.count("</span>once.<span") == 2
    assert page.count("</span>twice.<span") == 2
    assert "1 word in, 1 word out" in page
    assert "Wording 2 and wording 3" in page
    assert "Wording 1, the first" in desk.page("calls1b", "history/1")
    assert desk.client.get(f"{WRITE}/calls1b/history/9").status_code == 404
    assert desk.client.get(f"{WRITE}/calls1b/history/3?against=9").status_code == 404


def test_the_draft_is_compared_too_and_where_it_has_faults_as_typed(desk: Desk) -> None:
    publish(desk, ONE)
    desk.draft("calls1b", TWO)
    assert "2" in desk.page("calls1b", "history/2?against=draft")
    assert desk.page("calls1b", "history/2?against=draft").count("</span>twice.<span") == 2
    desk.draft("calls1b", TWO + "[nothing](09-nothing.md)")
    assert "The draft has faults" in desk.page("calls1b", "history/2?against=draft")


def test_going_back_makes_a_draft_and_keeps_the_one_that_stood_there(desk: Desk) -> None:
    publish(desk, ONE, TWO)
    desk.draft("calls1b", lesson("calls1b", "Next", "Half a thought."))
    page = desk.page("calls1b", "history/3")
    done = desk.client.post(f"{WRITE}/calls1b/history/2/restore", data=hidden_fields_of(page))

    assert done.status_code == 303
    (draft,), (aside,) = desk.rows(Draft), desk.rows(Aside)
    assert isinstance(draft, Draft)
    assert isinstance(aside, Aside)
    assert draft.source.decode() == ONE
    assert b"Half a thought." in aside.source
    assert desk.texts("calls1b")[-1] == TWO
    assert "went back to an earlier wording of Next" in desk.deeds()


def test_the_list_asks_the_same_questions_for_few_and_many_wordings(desk: Desk) -> None:
    counts = []
    for _more in range(2):
        publish(desk, ONE, TWO)
        with count_queries(desk.app) as counted:
            desk.page("calls1b", "history")
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 8, counts


def test_long_texts_are_compared_within_a_second() -> None:
    old = [" ".join(f"w{place * 7 % 300}" for place in range(line, line + 200)) for line in range(100)]
    new = [" ".join(f"w{place * 11 % 300}" for place in range(line, line + 200)) for line in range(100)]
    assert sum(len(line.split()) for line in old) * 2 > MOST_IN_ALL
    begun = time.process_time()
    found = differences(old, new)
    assert time.process_time() - begun < 3
    assert found.words_out > 0


def made_link(desk: Desk, days: str = "7") -> str:
    """Make a link to the second lesson's draft; gives its path."""
    page = desk.page("calls1b")
    shown = desk.client.post(f"{WRITE}/calls1b/links", data={**hidden_fields_of(page), "days": days})
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "no-store"
    found = re.search(r'value="http://localhost(/preview/[^"]+)"', shown.text)
    assert found
    return found[1]


def test_a_link_shows_the_draft_to_anybody_until_it_expires(desk: Desk) -> None:
    desk.draft("calls1b", lesson("calls1b", "Next", "Nobody has read this yet."))
    path = made_link(desk)
    stranger = desk.app.test_client()
    with count_queries(desk.app) as counted:
        page = stranger.get(path)

    assert page.status_code == 200
    assert "Nobody has read this yet." in page.text
    assert "This is a preview" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "form-action 'none'" in page.headers["Content-Security-Policy"]
    assert "script-src 'none'" in page.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in page.headers
    assert not any(
        statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) for statement in counted.statements
    )
    assert path.split("/")[2] not in str(desk.rows(PreviewLink)[0].__dict__)

    desk.clock.tick(days=7)
    assert stranger.get(path).status_code == 410
    assert "This preview is over" in stranger.get(path).text
    assert stranger.get("/preview/nothing/").status_code == 404


def test_a_link_is_ended_and_one_to_what_is_in_the_trash_is_over(desk: Desk) -> None:
    first, second = made_link(desk, "1"), made_link(desk, "30")
    page = desk.page("calls1b")
    assert page.count("End it") == 2
    newest = re.findall(r"links/(\d+)/end", page)[0]
    desk.client.post(f"{WRITE}/calls1b/links/{newest}/end", data=hidden_fields_of(page))

    stranger = desk.app.test_client()
    assert stranger.get(second).status_code == 404
    assert stranger.get(first).status_code == 200
    desk.do("calls1b", "trash")
    assert stranger.get(first).status_code == 410


def test_a_link_is_over_when_who_made_it_may_not_write_there_any_more(desk: Desk) -> None:
    path = made_link(desk)
    desk.staff(Part.OWNER, "Olive")
    assert desk.app.test_client().get(path).status_code == 410


def test_text_of_coaches_is_never_live_on_any_of_these_pages(desk: Desk) -> None:
    for text in HOSTILE:
        title = " ".join(text.split())
        desk.draft("calls1b", lesson("calls1b", "'" + title.replace("'", "") + "'", f"Before. `{title}`"))
        desk.send("calls1b", when="later", day="2026-04-01", time="09:00", note=title)
        pages = [desk.page("calls1b", below) for below in ("publish", "history/1?against=draft", "history")]
        pages.append(desk.app.test_client().get(made_link(desk)).text)
        desk.send("calls1b", when="now", note=title)
        pages += [desk.page("calls1b", below) for below in ("publish", "history")]
        assert [alive(page) for page in pages] == [[]] * 6
