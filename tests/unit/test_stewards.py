"""What stewards are told about links and differences: places in partners' own files, in sentences, and nothing about people."""

from pathlib import Path

import pytest

from pipelines import findings, stewards
from pipelines.settings import WAREHOUSE
from pipelines.stages.build import create_tables
from tests.spec.tables import warehouse
from tests.workplace import Workplace

SIGNALS = sorted(path.stem for path in (WAREHOUSE / "signals").glob("*.sql"))
ORIGIN = "partner|delivery_id|source_file|source_sheet|source_row"
SITE = "noord|noord|trajecten.xlsx|Deelnemers|7"
SCHOOL = "school|school|school.csv||12"
EMPLOYER = "baas|baas|baas.csv||3"
DELIVERIES = """
    delivery_id | partner | delivery  | covers_until
    noord       | noord   | trajecten | 2018-12-31
    school      | school  | diplomas  | 2018-12-31
    baas        | baas    | contracts | 2018-12-31
    """


def told(folder: Path, **tables: str) -> dict[str, list[tuple[str, str, int]]]:
    """Per signal who is told, about which other and which row of their own file."""
    con = warehouse("2018-12-31", "", {"delivery": DELIVERIES, **tables})
    create_tables(con, WAREHOUSE / "core", "core")
    stewards.note(con, folder)
    found: dict[str, list[tuple[str, str, int]]] = {}
    for row in stewards.noted(folder, "signal").sort_values("partner").itertuples():
        found.setdefault(str(row.signal), []).append((str(row.partner), str(row.against), int(str(row.source_row))))
    return found


def site(columns: str = "", cells: str = "", more: str = "") -> str:
    return f"wie|ended_on|{ORIGIN}{columns}\nAns|2016-01-25|{SITE}{cells}\n{more}"


def school_diploma(awarded_on: str) -> str:
    return f"trajectory_id|awarded_on|{ORIGIN}\nAns|{awarded_on}|{SCHOOL}"


def contract(started_on: str, ended_on: str = "-", hours: str = "24") -> str:
    return f"trajectory_id|started_on|ended_on|hours_per_week|{ORIGIN}\nAns|{started_on}|{ended_on}|{hours}|{EMPLOYER}"


BOTH = [("noord", "school", 7), ("school", "noord", 12)]
WITH_EMPLOYER = [("baas", "noord", 3), ("noord", "baas", 7)]
ENROLLED = f"trajectory_id|{ORIGIN}\nAns|{SCHOOL}"
OTHER_DIPLOMA = f"diploma_no|trajectory_id|awarded_on|{ORIGIN}\nx|Iemand|2015-07-01|{SCHOOL}"


def test_a_diploma_that_only_the_site_knows(tmp_path: Path) -> None:
    noted = site("|diploma_on", "|2016-01-25")
    assert told(tmp_path, trajectory=noted, enrolment=ENROLLED, diploma=OTHER_DIPLOMA) == {
        "diploma_at_site_not_at_school": BOTH
    }
    assert told(tmp_path, trajectory=noted, enrolment=ENROLLED, diploma=school_diploma("2016-01-25")) == {}
    assert told(tmp_path, trajectory=noted, enrolment=ENROLLED) == {}, "a school that delivers no diplomas says nothing"
    assert told(tmp_path, trajectory=noted, diploma=OTHER_DIPLOMA) == {}, "nor does one where nobody enrolled"
    late = site("|diploma_on", "|2018-12-15")
    assert told(tmp_path, trajectory=late, enrolment=ENROLLED, diploma=OTHER_DIPLOMA) == {}, "the school has a month"


def test_a_diploma_that_only_the_school_knows(tmp_path: Path) -> None:
    says_no = site("|diploma", "|false")
    assert told(tmp_path, trajectory=says_no, diploma=school_diploma("2016-01-25")) == {
        "diploma_at_school_not_at_site": BOTH
    }
    says_nothing = site("|diploma", "|-")
    assert told(tmp_path, trajectory=says_nothing, diploma=school_diploma("2016-01-25")) == {}
    assert told(tmp_path, trajectory=says_no, diploma=school_diploma("2018-12-15")) == {}, "the site has a month"


def test_a_diploma_on_another_day(tmp_path: Path) -> None:
    noted = site("|diploma_on", "|2016-01-25")
    assert told(tmp_path, trajectory=noted, diploma=school_diploma("2016-02-01")) == {"diploma_dates_differ": BOTH}
    assert told(tmp_path, trajectory=noted, diploma=school_diploma("2016-01-25")) == {}


def test_work_from_another_day(tmp_path: Path) -> None:
    noted = site("|work_from|work_hours", "|2016-02-01|24")
    assert told(tmp_path, trajectory=noted, employment=contract("2016-02-08")) == {"work_dates_differ": WITH_EMPLOYER}
    assert told(tmp_path, trajectory=noted, employment=contract("2016-02-01")) == {}
    assert told(tmp_path, trajectory=noted, employment=contract("2017-02-01")) == {}, "another job"


def test_work_that_only_the_employer_knows(tmp_path: Path) -> None:
    other = f"Bea|2016-01-25|{SITE}|2016-03-01"
    noted = site("|work_from", "|-", other)
    assert told(tmp_path, trajectory=noted, employment=contract("2016-02-08")) == {
        "work_at_employer_not_at_site": WITH_EMPLOYER
    }
    assert told(tmp_path, trajectory=noted, employment=contract("2016-02-08", hours="8")) == {}
    assert told(tmp_path, trajectory=noted, employment=contract("2017-02-08")) == {}
    never = site("|work_from", "|-")
    assert told(tmp_path, trajectory=never, employment=contract("2016-02-08")) == {}, "a site that never notes work"


def test_no_work_said_while_a_contract_ran(tmp_path: Path) -> None:
    answer = f"trajectory_id|asked_on|in_work|{ORIGIN}\nAns|2016-08-01|{{said}}|noord|noord|trajecten.xlsx|Uitstroom|9"
    noted = site("|work_from|work_hours", "|2016-02-01|24")
    running, over = contract("2016-02-01"), contract("2016-02-01", "2016-07-31")
    assert told(tmp_path, trajectory=noted, follow_up=answer.format(said="no"), employment=running) == {
        "no_work_said_and_contract_delivered": [("baas", "noord", 3), ("noord", "baas", 9)]
    }
    assert told(tmp_path, trajectory=noted, follow_up=answer.format(said="yes"), employment=running) == {}
    assert told(tmp_path, trajectory=noted, follow_up=answer.format(said="no"), employment=over) == {}


def test_an_early_leaver_whose_trajectory_still_runs(tmp_path: Path) -> None:
    running = f"wie|ended_on|{ORIGIN}|status\nAns|-|{SITE}|running"
    left = f"student_key|count_year|trajectory_id|status|left_on|{ORIGIN}\na|2014|Ans|{{status}}|{{left_on}}|{SCHOOL}"
    early = left.format(status="early_leaver", left_on="2015-05-01")
    assert told(tmp_path, trajectory=running, early_leaver=early) == {"early_leaver_still_running": BOTH}
    assert told(tmp_path, trajectory=site("|status", "|graduated"), early_leaver=early) == {}
    qualified = left.format(status="qualified", left_on="2015-05-01")
    assert told(tmp_path, trajectory=running, early_leaver=qualified) == {}
    lately = left.format(status="early_leaver", left_on="2018-12-20")
    assert told(tmp_path, trajectory=running, early_leaver=lately) == {}, "the site has a month"


def test_a_number_of_somebody_else(tmp_path: Path) -> None:
    known = site("|person_key", "|bakker a")
    record = f"trajectory_id|person_key|started_on|{ORIGIN}\nAns|{{key}}|2016-02-01|{EMPLOYER}"
    assert told(tmp_path, trajectory=known, employment=record.format(key="visser b")) == {
        "number_and_person_differ": WITH_EMPLOYER
    }
    assert told(tmp_path, trajectory=known, employment=record.format(key="bakker a")) == {}
    assert told(tmp_path, trajectory=known, employment=record.format(key="-")) == {}


def test_two_trajectories_at_once(tmp_path: Path) -> None:
    twin = "Bea|{until}|noord|noord|trajecten.xlsx|Deelnemers|8|bakker a|{gender}"
    columns, cells = "|person_key|gender", "|bakker a|f"
    at_once = site(columns, cells, twin.format(until="2016-01-25", gender="f"))
    assert told(tmp_path, trajectory=at_once) == {
        "two_trajectories_at_once": [("noord", "noord", 7), ("noord", "noord", 8)]
    }
    assert told(tmp_path, trajectory=site(columns, cells, twin.format(until="2016-01-25", gender="m"))) == {}
    assert told(tmp_path, trajectory=site(columns, cells, twin.format(until="2015-02-20", gender="f"))) == {}


def test_every_signal_has_a_sentence_and_every_sentence_a_signal() -> None:
    assert sorted(findings.SIGNALS) == SIGNALS


@pytest.mark.parametrize("name", SIGNALS)
def test_a_sentence_says_where_what_and_what_now(name: str) -> None:
    said = findings.signal(name, "Deelnemers", 7, "College Noord")
    assert said.sentence.startswith("Deelnemers, rij 7: ")
    assert said.sentence.endswith("Kijk het samen na (College Noord); wie het mis heeft past aan en levert opnieuw.")
    assert said.severity == "signal"


def test_the_rate_counts_every_way_of_linking_and_what_is_linked_to_nobody(tmp_path: Path) -> None:
    rows = [("a", "Ans", "-"), ("b", "-", "bakker a"), ("c", "-", "-"), ("d", "-", "visser b")]
    delivered = "\n".join(
        [f"contract_id|trajectory_id|person_key|started_on|{ORIGIN}"]
        + [f"{c}|{n}|{k}|2016-02-01|baas|baas|baas.csv||{row}" for row, (c, n, k) in enumerate(rows, start=2)]
    )
    assert told(tmp_path, trajectory=site("|person_key", "|bakker a"), employment=delivered) == {}
    (rate,) = stewards.noted(tmp_path, "link_rate").to_dict("records")
    assert rate == {
        "partner": "baas", "dataset": "employment", "records": 4, "by_number": 1, "by_person": 1, "by_person_and_dates": 0,
        "ambiguous": 0, "unmatched": 1, "no_key": 1, "rate": 0.5,
    }  # fmt: skip
    lost = stewards.noted(tmp_path, "unlinked")
    assert lost[["source_row", "how"]].values.tolist() == [[4, "no_key"], [5, "unmatched"]]


def test_before_anything_was_built_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert all(stewards.noted(tmp_path, name).empty for name in stewards.NOTED)


def test_the_desk_has_the_tables_also_when_nothing_was_built(workplace: Workplace) -> None:
    tables = stewards.tables(workplace.data, workplace.registry)
    assert set(tables) == set(stewards.NOTED)
    assert {"sentence", "partner_name"} <= set(tables["unlinked"])
