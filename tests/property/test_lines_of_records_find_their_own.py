"""However lines of a register in record types are lost, doubled or damaged: all are accounted for, and nobody gets another's data."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.test_records import Read, table

PEOPLE = 6


def people() -> list[list[str]]:
    """Lines per person; the birth year tells whose it is, in PER lines only."""
    return [
        [
            f"PER|S{n}||19{50 + n}-05-06|V",
            f"ISG|S{n}||1|2023-08-01|2025-07-31||",
            f"ISP|S{n}||1|2023-08-01|2565{n}|BOL||J",
            f"ISG|S{n}||2|2025-08-01|2027-07-31||",
            f"ISP|S{n}||2|2025-08-01|2577{n}|BOL||J",
            f"DIP|S{n}||{n}|2565{n}|2025-07-01||J|1",
        ]
        for n in range(PEOPLE)
    ]


def damaged(rng: random.Random, line: str) -> list[str]:
    """One line after an accident: gone, twice, cut, joined with itself, of another type, or with a field moved."""
    cut = rng.randrange(1, len(line))
    return rng.choice(
        [[], [line, line], [line[:cut]], [line + line], [f"X{line}"], ["", line], [line[:cut] + "|" + line[cut:]]]
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 8))
def test_every_line_is_accounted_for_and_belongs_to_its_own_person(seed: int, accidents: int) -> None:
    rng = random.Random(seed)
    lines = [line for person in people() for line in person]
    touched = set()
    for place in rng.sample(range(len(lines)), accidents):
        touched.add(place // len(people()[0]))
        lines[place] = (
            "\n".join(damaged(rng, lines[place])) if rng.random() < 0.9 else lines[place] + "\n" + lines[place]
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.txt"
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        read = Read(path, Path(folder), table())
        assert read.is_accounted_for
        rows = read.rows("PER · Geboren", "ISG · Student", "ISG · Volgnr", "ISP · Crebo", "DIP · Student", "DIP · Nr")
        read.con.close()
    for _, born, student, order, crebo, graduate, _ in rows:
        whose = str(student or graduate)
        if whose in {f"S{n}" for n in range(PEOPLE)} and born and len(born) == 10:
            assert born.startswith(f"19{50 + int(whose[1:])}"), "somebody else's birth date"
        # A field that moved may stand where a programme is told, such as a cut-off date of the same line.
        if student and crebo and order in ("1", "2") and len(crebo) == 5 and crebo.isdigit() and len(whose) == 2:
            assert crebo == f"25{'65' if order == '1' else '77'}{whose[1:]}", "somebody else's programme"
    complete = {(student, order) for _, _, student, order, crebo, _, _ in rows if student and crebo}
    for n in set(range(PEOPLE)) - touched:
        assert {(f"S{n}", "1"), (f"S{n}", "2")} <= complete, "a person whom nothing happened to is lost"
        assert any(graduate == f"S{n}" for *_, graduate, _ in rows)
