"""`coursesite insights rebuild` counts everything again."""

import pytest
from click.testing import CliRunner

from coursesite.cli import main
from coursesite.config import Settings
from coursesite.db import Database


def test_rebuilding_says_what_it_found(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursesite.cli.insights.site_settings", lambda: settings)
    done = CliRunner().invoke(main, ["insights", "rebuild"])
    assert done.output == "Every sum is as it should be.\n"
    assert done.exit_code == 0
