"""However a text file is damaged, each of its rows is used, set apart or skipped, and nothing that names people gets out."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.workplace import (
    KEY,
    TRAJECTORIES,
    Workplace,
    make_workplace,
    request,
    requests,
    trajectories,
    trajectory,
)

pytestmark = pytest.mark.usefixtures("great_expectations")

DAMAGE = st.sampled_from(
    [
        "",
        "",
        "",
        "",
        "cut",
        "quote",
        "extra",
        "blank",
        "quotes only",
        "bytes",
        "date",
        "word",
        "empty key",
        "twice",
        "header",
    ]
)


def damaged(line: bytes, how: str, header: bytes) -> list[bytes]:
    """One line of a file after an accident."""
    cells = line.split(b";")
    changed: dict[str, list[bytes]] = {
        "cut": [line[: len(line) // 2]],
        "quote": [cells[0] + b';"' + b";".join(cells[1:])],
        "extra": [line + b"meer;nog meer;"],
        "blank": [b"", line, b";;;"],
        "quotes only": [b'""', line],
        "bytes": [line.replace(b"koken", b"k\x81ken").replace(b"Haven", b"H\x81ven")],
        "date": [line.replace(b"03-02-2016", b"31-02-2016").replace(b"01-09-2015", b"31-09-2015")],
        "word": [line.replace(b"koken", b"zzz").replace(b"klaar", b"zzz")],
        "empty key": [b";".join([b"", *cells[1:]])],
        "twice": [line, line],
        "header": [header, line],
    }
    return changed.get(how, [line])


def lenient(folder: str) -> Workplace:
    """A place where any number of rows may be set apart, so that every row is judged."""
    place = make_workplace(Path(folder))
    for name in ("help_request", "trajectory"):
        place.agree(f"contracts/{name}.yaml", "quarantine_limit, value: 0.05", "quarantine_limit, value: 1.0")
    return place


def everything(place: Workplace) -> bytes:
    """Every byte outside the inbox, the archive and the rows that were set apart."""
    kept = [path for path in place.data.rglob("*") if path.is_file()]
    closed = {"inbox", "archive", "quarantine", "demo.key"}
    parts = [path.read_bytes() for path in kept if path.relative_to(place.data).parts[0] not in closed]
    for path in (place.data / "accepted").rglob("*.parquet"):
        with duckdb.connect() as con:
            parts.append(str(con.execute(f"select * from read_parquet('{path}')").fetchall()).encode())
    return b"".join(parts)


@given(st.lists(DAMAGE, min_size=1, max_size=25), st.booleans())
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_source_rows_are_used_set_apart_or_skipped(accidents: list[str], footer: bool) -> None:
    whole = requests(*(request(n) for n in range(len(accidents)))).split(b"\r\n")
    header, lines = whole[0], whole[1 : 1 + len(accidents)]
    content = [header, *(x for line, how in zip(lines, accidents, strict=True) for x in damaged(line, how, header))]
    if footer:
        content.append(b"Aantal regels: %d" % len([x for x in content[1:] if x.strip(b'; "') and x != header]))
    with TemporaryDirectory() as folder:
        place = lenient(folder)
        receipt = place.deliver("noord", "hulpvragen_201602.csv", b"\r\n".join(content) + b"\r\n")
        assert receipt.source_rows == receipt.used + receipt.quarantined + sum(receipt.skipped.values())
        if not receipt.is_accepted:
            assert receipt.findings[0]["rule"] == "file.control_total_holds"
            assert (receipt.used, "refused" in receipt.skipped) == (0, True)
            return
        assert "no_record" not in receipt.skipped
        assert len(place.rows(receipt, "help_request", "source_row")) == receipt.used
        apart = place.quarantined(receipt) if receipt.quarantine else []
        assert len({row for row, _, _ in apart}) == len(apart) == receipt.quarantined


NAMES = ["Xantippe", "Quirijn", "Yvonneke"]
FAMILIES = ["Wolkenkrabber", "de Zeemeermin", "van der Bliksem"]


@given(st.lists(DAMAGE, min_size=1, max_size=20), st.data())
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_no_direct_identifier_gets_out(accidents: list[str], data: Any) -> None:
    header = TRAJECTORIES.encode()
    lines: list[bytes] = []
    for number, how in enumerate(accidents):
        given_name, family = data.draw(st.sampled_from(NAMES)), data.draw(st.sampled_from(FAMILIES))
        born = data.draw(st.sampled_from(["13-07-1987", "31-06-1987", "1987-07-13", "13 juli 1987"]))
        line = trajectory(7000 + number, nr=f"NO-7{number:03}", given=given_name, family=family, born=born)
        # A broken line is set apart as a whole; what must not happen is that cells end up under another header.
        lines += damaged(line.encode(), "" if how in ("extra", "quote") else how, header)
    with TemporaryDirectory() as folder:
        place = lenient(folder)
        place.deliver("noord", "trajecten_201602.csv", b"\n".join([header, *lines]))
        said = everything(place) + place.told().encode()
    for word in [*NAMES, "Wolkenkrabber", "Zeemeermin", "Bliksem", "1987", "NO-70", "NO-71"]:
        assert word.encode() not in said, word
        assert word.lower().encode() not in said, word
    assert KEY not in said


def test_a_header_that_was_lost_tells_nobodys_name(workplace: Workplace) -> None:
    content = trajectories(*(trajectory(n, given="Xantippe", family="Wolkenkrabber") for n in range(5)))
    workplace.deliver("noord", "trajecten_201602.csv", content.split(b"\n", 1)[1])
    told = workplace.told()
    assert "Xantippe" not in told
    assert "1990" not in told
