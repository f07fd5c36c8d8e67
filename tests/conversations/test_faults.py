"""What is wrong in a conversation is named all at once, each with its line and what to write instead."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.conversations import begin, check, good_when_high, layout, parse, take, verdicts
from coursesite.conversations.graph import distances, leading_to, traps
from tests.conversations.samples import DANA, METERS, faults, made, said

END = "\n## end\n\n- Well.\n"
GO = "## start\n\n- [Go](#end)\n"

FAULTS = {
    "no scenes": ("Only text.\n", 1, "The conversation has no scenes.", "Write a heading “## start”"),
    "a bad name": ("## Calls again!\n\n- Well.\n", 1, "“Calls again!” can't be a scene's name", "“## calls-again”"),
    "no name": ("##\n\n- Well.\n", 1, "A scene has no name.", "“## start”"),
    "a long name": (f"## {'a' * 61}\n\n- Well.\n", 1, "has more than 60 characters", f"“## {'a' * 60}”"),
    "no blank": (f"{GO}\n##end\n\n## end\n\n- Well.\n", 5, "“##end” would be read as text.", "“## end”"),
    "twice": (
        GO + END + "\n## END\n\n- Well.\n",
        9,
        "There are two scenes named “END”; the other one begins in line 5.",
        "",
    ),
    "another heading": (f"{GO}### Question: Who\n{END}", 4, "“### Question: Who” is a heading", "Write ## for a scene"),
    "underlined": (f"Title\n===\n{GO}{END}", 1, "“Title” is a heading", "Write ## for a scene"),
    "a lost link": (
        GO + "- [a](#edn)\n" + END,
        4,
        "The reply leads to “#edn”, and there is no such scene.",
        "mean “#end”?",
    ),
    "a link to nothing": (GO + "- [a](#zzz)\n" + END, 4, "leads to “#zzz”", "beginning with “## zzz”"),
    "no link": (
        GO + "- [x] Hang up.\n" + END,
        4,
        "The reply “Hang up.” leads to no scene.",
        "“- [What one could say](#a-scene)”",
    ),
    "a link elsewhere": (GO + "- [ ] [a](end)\n" + END, 4, "links to “end”, which is no scene.", "as in “(#end)”"),
    "two links": (GO + "- [a](#end) [b](#start)\n" + END, 4, "leads to “#end” and to “#start”", "Keep one link"),
    "words in front": (
        GO + "- Say: [a](#end)\n" + END,
        4,
        "“Say:” stands in front of the link",
        "between the brackets",
    ),
    "an empty reply": (GO + "- [](#end)\n" + END, 4, "A reply says nothing.", "between the brackets"),
    "another mark": (GO + "- [=] [a](#end)\n" + END, 4, "The mark “[=]” isn't one of ours.", "[~] for one between"),
    "words behind": (GO + "- [a](#end) and calm\n" + END, 4, "doesn't say what changes", "“heat +15, trust -10”"),
    "no sign": (GO + "- [a](#end) heat 15\n" + END, 4, "whether heat rises or falls", "“heat +15” or “heat -15”"),
    "a change out of range": (GO + "- [a](#end) heat +150\n" + END, 4, "is more than a meter holds", "up to 100"),
    "a change twice": (
        GO + "- [a](#end) heat +1, Heat +2\n" + END,
        4,
        "This reply changes Heat twice.",
        "Add the two up",
    ),
    "an unknown meter": (GO + "- [a](#end) heta +1\n" + END, 4, "has no meter “heta”.", "Did you mean “heat”?"),
    "an indented reply": (
        GO + "  - [a](#end)\n" + END,
        4,
        "is indented, so it belongs to the one above",
        "left margin",
    ),
    "behind the reason": (GO + "  > why\n  and so\n" + END, 5, "stands after the quote", "Begin the line with >"),
    "a touching quote": (
        GO + "> She waits.\n" + END,
        4,
        "touches a reply without being indented",
        "Indent it by two spaces",
    ),
    "text behind": (GO + "\nShe waits.\n" + END, 5, "stands after the replies", "Move it above them"),
    "text at a quote": (
        "## start\n> She waits.\nAnd.\n\n- [Go](#end)\n" + END,
        3,
        "touches the quote above it",
        "with >",
    ),
    "nothing said": ("## start\n**Dana:**\n\n- [Go](#end)\n" + END, 3, "“Dana” says nothing here.", "behind the colon"),
    "a link in speech": (
        f"## start\n**Dana:** [a](#end)?\n\n{GO[10:]}{END}",
        2,
        "“#end” stands in the text",
        "Make it an item",
    ),
    "a dash": (f"## start\n– [a](#end)\n\n{GO[10:]}{END}", 2, "“#end” stands in the text", "with a hyphen in front"),
    "a link before": (f"See [a](#start).\n{GO}{END}", 1, "“#start” stands in the text", "Make it an item"),
    "not reached": (GO + END + "\n## aside\n\n- Well.\n", 9, "Nobody reaches the scene “aside”.", "lead to “#aside”"),
    "itself": (GO + "- [a](#b)\n\n## b\n- [c](#b)\n" + END, 6, "The scene “b” leads only to itself", "write an ending"),
    "a circle": (
        GO + "- [a](#b)\n\n## b\n- [c](#c)\n\n## c\n- [c](#b)\n- [c](#d)\n\n## d\n- [c](#b)\n" + END,
        6,
        "“b”, “c” and “d” lead only to one another",
        "write an ending",
    ),
    "no debrief": (GO + "\n## end\n\nShe goes.\n", 5, "The scene “end” is an ending", "Write a debrief"),
    "somebody without": (
        GO + "- [a](#end) heat -30\n\n## end\n\n- if heat > 60: A.\n",
        6,
        "Whoever comes to “end” with trust 40 and heat 40 gets no debrief",
        "“- otherwise: …”",
    ),
    "no colon": (
        GO + "\n## end\n- if heat > 60 she shouts\n",
        6,
        "has no colon behind its condition",
        "- if heat > 60:",
    ),
    "no condition": (
        GO + "\n## end\n- Well.\n- if heat rises: A\n",
        7,
        "“heat rises” is no condition.",
        "Write a meter",
    ),
    "an unknown condition": (GO + "\n## end\n- Well.\n- if calm > 3: A\n", 7, "has no meter “calm”.", "trust, heat"),
    "out of range": (GO + "\n## end\n- Well.\n- if heat > 120: A\n", 7, "compares with 120", "from 0 to 100"),
    "never": (GO + "\n## end\n- Well.\n- if heat > 60 and heat < 40: A\n", 7, "can never be so", "Write what can be"),
    "an empty line": (
        GO + "\n## end\n- Well.\n- if heat > 60:\n",
        7,
        "A line of the debrief is empty.",
        "- if heat > 60:",
    ),
    "a quote there": (GO + "\n## end\n- Well.\n  > why\n", 7, "A quote stands under “Well.”", "in the line itself"),
    "an open fence": (GO + END + "\n```\nends\n", 9, "The code fence that opens here", "Write ```"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_stands_at_its_line_with_what_to_write_instead(name: str) -> None:
    text, line, problem, remedy = FAULTS[name]

    found = [fault for fault in faults(text) if fault.line == line and problem in fault.problem]
    assert found, faults(text)
    assert remedy in found[0].remedy


def test_all_faults_are_named_at_once_and_none_that_only_follows_from_another() -> None:
    text = (
        DANA.replace("(#heard)", "(#herd)").replace("heat +5", "heet +5").replace("- if heat > 60", "- if heat > 160")
    )

    assert said(faults(text)) == [
        (8, "The reply leads to “#herd”, and there is no such scene."),
        (14, "The front matter has no meter “heet”."),
        (25, "“heat > 160” compares with 160, and a meter runs from 0 to 100."),
        (25, "“if heat > 160” can never be so."),
    ]


def test_a_conversation_with_more_ways_than_can_be_tried_is_asked_for_a_line_that_always_fits() -> None:
    steps = "- [1](#start) a +1\n- [2](#start) b -1\n- [3](#start) c +2\n"
    text = f"## start\n{steps}- [end](#end)\n\n## end\n- if a > 50: A\n- if a <= 50: B\n"

    (found,) = faults(text, {"a": 0, "b": 100, "c": 0})
    assert "too many ways to try them all" in found.problem
    assert faults(f"{text}- otherwise: C\n", {"a": 0, "b": 100, "c": 0}) == []


NAMES = "abcdef"
GRAPHS = st.fixed_dictionaries({name: st.lists(st.sampled_from(NAMES + "x"), max_size=3) for name in NAMES})


@settings(max_examples=60)
@given(links=GRAPHS)
def test_reach_and_circles_agree_with_trying_every_way(links: dict[str, list[str]]) -> None:
    def everywhere_from(name: str) -> set[str]:
        found = {name}
        for _ in links:
            found |= {other for one in found for other in links.get(one, ()) if other in links}
        return found

    reach = {name: everywhere_from(name) for name in links}
    ends = {name for name in links if not links[name]}
    out = {name for name in links if "x" in links[name]} | ends
    assert set(distances(links, ["a"])) == reach["a"]
    assert leading_to(links, ends) == {name for name in links if reach[name] & ends}
    stuck = {name for name in links if not reach[name] & out}
    circles = list(traps(links, ends))
    told = {name for circle in circles for name in circle}
    assert told <= stuck
    assert len(told) == sum(map(len, circles))
    assert all(reach[name] == set(circle) for circle in circles for name in circle)
    assert all(reach[name] & told for name in stuck)


@settings(max_examples=40, deadline=None)
@given(changes=st.lists(st.integers(-60, 60), min_size=3, max_size=3), least=st.integers(5, 95))
def test_whoever_is_said_to_get_no_debrief_gets_none(changes: list[int], least: int) -> None:
    leads_to = ("start", "end", "end")
    replies = "".join(f"- [to {to}](#{to}) heat {by:+d}\n" for to, by in zip(leads_to, changes, strict=True))
    text = f"## start\n{replies}\n## end\n- if heat >= {least}: A.\n"
    conversation = made(text, {"heat": 50})

    waiting, left_out, seen = [begin(conversation)], set(), set()
    while waiting:
        state = waiting.pop()
        if state.scene == "end":
            left_out |= set() if verdicts(conversation, state) else {state.meters["heat"]}
        elif state.meters["heat"] not in seen:
            seen.add(state.meters["heat"])
            waiting += [take(conversation, state, reply.key) for reply in conversation.by_name[state.scene].replies]
    told = [f"Whoever comes to “end” with heat {heat} gets no debrief, for no line fits." for heat in sorted(left_out)]
    assert [problem for _, problem in said(faults(text, {"heat": 50}))] == told[:1]


def test_meters_that_are_named_are_known_to_be_good_or_hard() -> None:
    assert good_when_high(made(DANA)) == {"trust": True, "heat": False}
    assert METERS.keys() == good_when_high(made(DANA)).keys()


def _chain(many: int, *links: str) -> str:
    """So many scenes, each leading to the next and to these."""
    scenes = (f"## s{n}\n\n" + "\n".join(f"- [a](#{to})" for to in (f"s{n + 1}", *links)) for n in range(many))
    return "\n".join(scenes) + f"\n## s{many}\n\n- if m1 > 3: Well.\n"


def test_a_conversation_has_room_for_so_many_scenes_and_a_scene_for_so_many_replies() -> None:
    found = [fault for fault in faults(_chain(500)) if "room for" in fault.problem]
    assert [(fault.line, fault.problem) for fault in found] == [
        (1501, "The conversation has 501 scenes, and there is room for 500.")
    ]
    found = faults("## start\n\n" + "- [Go](#end)\n" * 61 + END)
    assert [(fault.line, fault.problem) for fault in found] == [
        (63, "The list of “start” has 61 items, and there is room for 60.")
    ]


HOSTILE = {
    "far more scenes than fit": (_chain(5_000), 1),
    "links that all lead nowhere": (_chain(480, *(f"z{n}q" for n in range(20))), 1),
    "meters without end": (_chain(40, *(f"s{n}) m{n * 37} +1, m{n} (" for n in range(40))), 2_000),
    "changes without end": ("## s\n\n- [a](#s) " + ", ".join(f"m{n} +1" for n in range(8_000)), 1),
    "the same reply again and again": ("## s\n\n" + "- [r](#s)\n" * 8_000, 1),
    "a heading of blanks": ("## a" + " \t" * 20_000 + "x\n", 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_nobody_would_write_is_found_wrong_soon(name: str) -> None:
    text, many = HOSTILE[name]
    meters = {f"m{n}": 50 for n in range(many)}
    begun = time.process_time()
    script = parse(text.split("\n"), 1)
    assert script.faults or check(script, meters)
    layout({scene.name: [reply.to for reply in scene.replies] for scene in script.scenes})
    # Each of these took from ten seconds to minutes.
    assert time.process_time() - begun < 5
