"""A demo is whole, of this version, or not there; and it never takes the place of anything else."""

from dataclasses import replace
from pathlib import Path

import pytest

from coursesite.config import Settings
from coursesite.demo.building import Occupied, at_home, build
from tests.demo.conftest import NOW, SEED, demo_settings


class Maker:
    """Makes a folder with two files, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, settings: Settings) -> None:
        self.times += 1
        (settings.data_dir / "coursesite.db").write_text(f"number {self.times}", encoding="ascii")
        (settings.data_dir / "images").mkdir()
        (settings.data_dir / "images" / "one.svg").write_text("<svg/>", encoding="ascii")


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    content = tmp_path / "content"
    content.mkdir()
    return replace(demo_settings(tmp_path / "var"), content_dir=content)


@pytest.fixture
def folder(site: Settings) -> Path:
    return site.data_dir / "demo"


def test_a_demo_is_made_once_and_used_again(site: Settings, folder: Path) -> None:
    maker = Maker()
    assert build(site, folder, NOW, SEED, maker)
    assert not build(site, folder, NOW, SEED, maker)
    assert maker.times == 1
    assert sorted(path.name for path in folder.iterdir()) == ["coursesite.db", "demo.json", "images"]


def test_it_is_made_anew_for_another_seed_or_other_content(site: Settings, folder: Path) -> None:
    maker = Maker()
    build(site, folder, NOW, SEED, maker)
    assert build(site, folder, NOW, SEED + 1, maker)
    (site.content_dir / "page.md").write_text("new", encoding="ascii")
    assert build(site, folder, NOW, SEED + 1, maker)
    assert (folder / "coursesite.db").read_text(encoding="ascii") == "number 3"


def test_what_could_not_be_finished_leaves_the_older_demo_and_nothing_else(site: Settings, folder: Path) -> None:
    build(site, folder, NOW, SEED, Maker())

    def stumble(settings: Settings) -> None:
        Maker()(settings)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        build(site, folder, NOW, SEED + 1, stumble)
    assert sorted(path.name for path in site.data_dir.iterdir()) == ["demo", "demo.lock"]
    assert (folder / "coursesite.db").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(site: Settings, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "diary.txt").write_text("mine", encoding="ascii")
    with pytest.raises(Occupied, match="holds something that is no demo"):
        build(site, folder, NOW, SEED, Maker())
    assert (folder / "diary.txt").exists()


def test_here_means_the_data_folder_itself_as_long_as_it_has_no_database(site: Settings) -> None:
    maker = Maker()
    site.data_dir.mkdir()
    (site.data_dir / "secret").write_text("kept", encoding="ascii")
    assert build(site, site.data_dir, NOW, SEED, maker)
    assert not build(site, site.data_dir, NOW, SEED, maker)
    names = ["coursesite.db", "demo.json", "demo.lock", "images", "secret"]
    assert sorted(path.name for path in site.data_dir.iterdir()) == names
    with pytest.raises(Occupied, match="There is a database in"):
        build(site, site.data_dir, NOW, SEED + 1, maker)
    assert (site.data_dir / "coursesite.db").read_text(encoding="ascii") == "number 1"


def test_the_demo_keeps_its_database_and_its_mail_to_itself(site: Settings, folder: Path) -> None:
    real = replace(site, database_url="postgresql://x@h/site", smtp_url="smtp://mail.example.org:25")
    home = at_home(real, folder)
    assert home.database == f"sqlite:///{folder.resolve()}/coursesite.db"
    assert home.smtp_url == ""
