"""Two folders laid out like `sources/` → the files that count: those of the folder being tried before our own.

Does not read them. `wlb check --sources` tries a proposal this way, so that nothing under `sources/` is touched.
"""

from pathlib import Path


def files(folder: Path, trying: Path | None, pattern: str) -> list[Path]:
    """The files below `folder` that fit the pattern; one that is also below `trying` comes from there."""
    found = {path.relative_to(home): path for home in (folder, trying) if home for path in home.glob(pattern)}
    return [found[name] for name in sorted(found)]


def both(folder: Path, trying: Path | None, name: str) -> list[Path]:
    """One file from `folder`, and the same from `trying` when it is there."""
    return [folder / name, *([trying / name] if trying and (trying / name).exists() else [])]
