"""The few settings, from the environment or `.env`: one frozen value that everything else is given.

Does not open files or create folders, except to read the day in the mark that the demo leaves behind.
"""

import json
import os
from datetime import date
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "sources"
WAREHOUSE = ROOT / "warehouse"


class Settings(BaseSettings):
    """Where data lies, how much a step may use, and which day it is."""

    model_config = SettingsConfigDict(
        env_prefix="WLB_", env_ignore_empty=True, env_file=".env", frozen=True, extra="ignore"
    )

    data: Path = Field(
        default=ROOT / "data", description="folder with inbox, archive, accepted, published and the rest"
    )
    key_file: Path | None = Field(default=None, description="secret of at least 32 bytes for the pseudonyms")
    today: date | None = Field(default=None, description="the day that deadlines are judged on")
    audience: str = Field(default="public", description="whose publication the dashboard shows")
    dagster_port: int = 3000
    dashboard_port: int = 8501
    memory_limit: str = Field(
        default="1GB",
        pattern=r"(?i)^\d+(\.\d+)?\s*([kmgt]i?b|%)$",
        description="what DuckDB may use before it spills to disk",
    )
    threads: int = Field(default=max(1, os.cpu_count() or 1), ge=1)
    max_file_mb: int = Field(default=512, ge=1, description="a larger file is refused unread")
    child_seconds: int = Field(default=120, ge=1, description="time that reading one workbook may take")
    retention_days: int = Field(default=400, ge=1, description="how long original files are kept")
    copy_days: int = Field(default=14, ge=1, description="how long a copy made for a supplier is kept")

    @property
    def is_demo(self) -> bool:
        """True when this data folder was filled by the demo; everything published from it says so."""
        return (self.data / "demo.json").exists()

    @property
    def judged_on(self) -> date:
        """The day that lateness is judged on: the setting, else the demo's own day, else today."""
        return self.today or _day_of_the_demo(self.data) or date.today()

    @property
    def secret_file(self) -> Path:
        """The pseudonym key: the setting, else the demo's generated one in the data folder."""
        return self.key_file or self.data / "demo.key"


def _day_of_the_demo(data: Path) -> date | None:
    mark = data / "demo.json"
    return date.fromisoformat(json.loads(mark.read_text(encoding="utf-8"))["today"]) if mark.exists() else None
