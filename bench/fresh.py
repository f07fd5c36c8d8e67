"""An empty site to measure: folders of its own, and the database that is asked for."""

from pathlib import Path
from typing import Any

from coursesite.config import Settings

DATABASES = ("sqlite", "postgresql")


def fresh_settings(folder: Path, address: str, **others: Any) -> Settings:
    """A development site's settings in `folder`; `address` is its database's, empty for SQLite in the folder."""
    content, data = folder / "content", folder / "var"
    content.mkdir()
    data.mkdir()
    return Settings(
        mode="development",
        secret_key="only for measuring 4F7q-Zk29-Lm81-Xp03",
        data_dir=data,
        content_dir=content,
        database_url=address,
        **others,
    )
