"""The findings of one delivery ⇄ a compressed file beside its receipt, so that every cell can be pointed at later.

Does not keep rows: what identifies was masked when the finding was made. A receipt tells kinds and counts; this tells places.
"""

import gzip
import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipelines.findings import Finding

PER_RULE = 2_000


def write(path: Path, found: Iterable[Finding]) -> None:
    """Write them whole or not at all; of one rule and column at most `PER_RULE`, and whether that was everything."""
    counts: Counter[tuple[str, str]] = Counter()
    lines, as_json = [], json.JSONEncoder(ensure_ascii=False).encode
    complete = True
    for finding in found:
        counts[finding.rule, finding.header] += 1
        if counts[finding.rule, finding.header] > PER_RULE or finding.count > 1:
            complete = False
            continue
        lines.append(as_json(vars(finding)))
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as file:
        text = "\n".join([json.dumps({"complete": complete}), *lines])
        file.write(gzip.compress(text.encode(), compresslevel=6, mtime=0))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def read(path: Path) -> tuple[list[Finding], bool]:
    """The findings, and whether these are all there were; none when the file is gone."""
    if not path.exists():
        return [], False
    first, *lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    return [Finding(**json.loads(line)) for line in lines], bool(json.loads(first)["complete"])
