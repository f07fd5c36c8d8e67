"""What the documents say can be done as they say it."""

import re
import shlex
import sys
from pathlib import Path

import click
import pytest

from coursesite import app, exercises
from coursesite.cli import main
from coursesite.library import metadata
from coursesite.library.models import Kind
from coursesite.text import frontmatter, markup
from coursesite.web.limits import Limit

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DEV_COMMANDS = {"run", "test", "check", "bench", "demo", "lock"}


def fences(language: str, *documents: Path) -> list[str]:
    return [
        block
        for document in documents
        for block in re.findall(rf"^```{language}\n(.*?)^```", document.read_text(encoding="utf-8"), re.S | re.M)
    ]


def limits() -> set[Limit]:
    """Every limit that a module of the running site holds."""
    assert app.__name__ in sys.modules
    modules = [module for name, module in sys.modules.items() if name.startswith("coursesite.")]
    return {found for module in modules for found in vars(module).values() if isinstance(found, Limit)}


def commands() -> list[str]:
    lines = [line for block in fences("console", *DOCUMENTS) for line in block.splitlines()]
    return sorted({line for line in lines if line.startswith(("coursesite ", "./dev "))})


@pytest.mark.parametrize("line", commands())
def test_every_command_in_the_documents_exists_with_its_options(line: str) -> None:
    program, *words = shlex.split(line)
    if program == "./dev" and words[0] in DEV_COMMANDS:
        assert f"./dev {words[0]}" in (ROOT / "dev").read_text(encoding="utf-8")
        return
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command = found
    command.make_context(command.name, words)


@pytest.mark.parametrize("sample", fences("markdown", ROOT / "docs" / "authoring.md"))
def test_every_sample_for_coaches_is_read_without_a_fault(sample: str) -> None:
    front = frontmatter.read(sample)
    assert front.faults == ()
    if front.fields:
        kind = Kind.COURSE if "outcomes" in front.fields else Kind.POST if "tags" in front.fields else Kind.LESSON
        assert metadata.typed(front, kind)[1] == []
    document = exercises.parse(front.body.splitlines(), front.body_line)
    assert document.faults == ()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.S | re.M)
    for target in re.findall(r"\]\(([^)#\s]+)", prose):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_every_limit_is_documented_with_its_figures() -> None:
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = [line for line in manual.splitlines() if re.match(r"\| .+ \| .+ \| \d+ (an?|in) ", line)]
    spans = {"15 minutes": 900, "an hour": 3600, "a day": 86400}
    said = sorted(
        (int(figure), seconds)
        for figure, words in (re.findall(r"(\d+) (?:in )?([a-z0-9 ]+) \|$", row)[0] for row in rows)
        for span, seconds in spans.items()
        if words == span
    )
    assert said == sorted((limit.times, int(limit.per.total_seconds())) for limit in limits())


def test_the_readme_names_the_two_commands() -> None:
    assert {"./dev run", "./dev test"} <= set(commands())


def test_a_sample_that_is_wrong_would_be_noticed() -> None:
    assert exercises.parse(["### Quesion: What?", "", "- [x] yes", "- [ ] no"], 1).faults
    assert markup.render("# Title").faults
