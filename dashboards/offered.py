"""A data folder → the open data of one publication, as it was written beside it; bytes only when somebody clicks.

Does not make open data (`wlb opendata` does) and reads no figure: it finds the folder and hands out its files.
"""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dashboards import stored

VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Offered:
    """One folder of open data: its terms and its database file."""

    folder: Path
    licence: str
    terms: str
    database: Path

    def zipped(self) -> bytes:
        """The whole folder as one zip."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(self.folder.rglob("*")):
                if path.is_file():
                    archive.write(
                        path, f"kopgroep-benchmark-{self.folder.name}/{path.relative_to(self.folder).as_posix()}"
                    )
        return made.getvalue()

    def read(self, name: str) -> bytes:
        """One of its files."""
        return (self.folder / name).read_bytes()


def find(version: str) -> Offered | None:
    """The open data of a publication; None when none was made, or what lies there is not whole."""
    if not VERSION.fullmatch(version):
        return None
    folder = stored.data_folder() / "opendata" / version
    try:
        described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        licence = described["licenses"][0]
        database = next(part["path"] for part in described["resources"] if part["format"] == "duckdb")
        offered = Offered(folder, str(licence["title"]), str(licence["path"]), folder / database)
    except (OSError, ValueError, LookupError, TypeError, StopIteration):
        return None
    whole = offered.database.is_file() and urlsplit(offered.terms).scheme in ("http", "https")
    return offered if whole else None
