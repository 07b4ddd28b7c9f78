"""A list with a column per day becomes weeks: a day is in its week, and the hours of a week are added up before anything is judged."""

import re
from datetime import date
from typing import Any

import duckdb
import pytest

from pipelines.receipts import Receipt
from pipelines.registry import load_registry
from pipelines.stages import dates
from pipelines.table_language import Delivery
from pipelines.yaml_lines import ConfigurationError
from tests.workplace import Workplace

YAML = "partners/oost/presentie.yaml"
ORDER = "[present, ill, excused, no_show, holiday]"
DAYS = rf"""    unpivot: {{columns: '^(?P<dag>(ma|di|wo|do|vr) \d+-\d+)$', into: mark}}
    not_used: [tot]
    fills:
      - dataset: attendance
        when: mark
        when_matches: ^\d
        together: {{hours: sum, status: {ORDER}}}
        columns:
          trajectory_id: Stagiair
          iso_week: {{from: dag, date: '%d-%m'}}
          status: {{constant: present}}
          hours: mark
      - dataset: attendance
        when: mark
        when_matches: ^[a-z]
        together: {{status: {ORDER}}}
        columns:
          trajectory_id: Stagiair
          iso_week: {{from: dag, date: '%d-%m'}}
          status: {{from: mark, values: {{z: ill, v: holiday}}}}
"""
HEADER = "Stagiair,do 27-12,vr 28-12,ma 31-12,wo 2-1,do 3-1,vr 4-1,ma 7-1,tot"


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    """The invented partner's presence list has a column per day."""
    text = (workplace.sources / YAML).read_text(encoding="utf-8")
    workplace.agree(YAML, text[text.index("    unpivot:") :], DAYS)
    return workplace


def deliver(place: Workplace, *rows: str, month: str = "201301") -> Receipt:
    return place.deliver("oost", f"presentie_{month}.csv", "\r\n".join([HEADER, *rows]).encode("utf-8-sig"))


def weeks(place: Workplace, receipt: Receipt) -> list[tuple[Any, ...]]:
    return sorted((row for row in place.rows(receipt, "attendance", "iso_week, status, hours")), key=str)


def test_the_days_of_a_week_are_one_record_with_their_hours_added_up(place: Workplace) -> None:
    receipt = deliver(place, "OO-1,6,,2,'7,5',z,,v,15".replace("'7,5'", '"7,5"'), "OO-2,,,,z,,,,")
    assert receipt.is_accepted, receipt.sentence
    assert weeks(place, receipt) == [
        ("2012-W52", "present", 6.0),
        ("2013-W01", "ill", None),
        ("2013-W01", "present", 9.5),
        ("2013-W02", "holiday", None),
    ]
    assert (receipt.source_rows, receipt.used, receipt.records) == (2, 2, {"attendance": 4})


def test_more_rows_of_one_person_add_up_unless_they_tell_the_same_day(place: Workplace) -> None:
    receipt = deliver(
        place,
        "OO-1,,,2,,,,,",
        "OO-1,,,,3,,,,",
        *(f"OO-{i},,,,1,,,," for i in range(5, 60)),
        "OO-2,,,,4,,,,",
        "OO-2,,,,5,,,,",
    )
    assert (receipt.used, receipt.quarantined) == (57, 2)
    assert ("2013-W01", "present", 5.0) in weeks(place, receipt)
    assert {row for row, _, _ in place.quarantined(receipt)} == {59, 60}
    assert any("sleutel" in str(finding) or "vaker" in str(finding) for finding in receipt.findings)


def test_a_week_with_a_day_that_cannot_be_read_is_set_apart_with_all_its_rows(place: Workplace) -> None:
    rows = [f"OO-{i},,,,1,,,," for i in range(5, 60)]
    receipt = deliver(place, *rows, "OO-1,,,2,,,,,", "OO-1,,,,3u,,,,")
    assert (receipt.used, receipt.quarantined) == (55, 2)
    (finding,) = receipt.findings
    assert finding["rule"] == "attendance.hours.is_readable"
    assert "3u" in str(finding)
    assert "wo 2-1" in str(finding)


def test_the_rules_judge_the_whole_week(place: Workplace) -> None:
    rows = [f"OO-{i},,,,1,,,," for i in range(5, 60)]
    receipt = deliver(place, *rows, "OO-1,,,24,24,24,,,")
    assert [finding["rule"] for finding in receipt.findings] == ["attendance.hours.hours_are_0_to_60"]
    assert receipt.quarantined == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hours: sum,", "hours: [present],", "hours has no codes"),
        (f"status: {ORDER}", "status: sum", "only numbers add up"),
        ("[present, ill", "[there, ill", "not in vocabulary"),
        ("{hours: sum,", "{iso_week: sum,", "is part of the key"),
        ("{hours: sum,", "{uren: sum,", "which this fill does not have"),
        ("hours: sum", "hours: total", "together"),
        (f"        together: {{status: {ORDER}}}\n", "", "or none does"),
    ],
)
def test_what_cannot_go_together_is_refused_with_its_line(place: Workplace, old: str, new: str, said: str) -> None:
    place.agree(YAML, old, new)
    with pytest.raises(ConfigurationError) as caught:
        load_registry(place.sources)
    assert said in str(caught.value)
    assert re.search(r"presentie\.yaml:\d+", str(caught.value))


def test_fills_that_put_one_column_together_differently_are_refused() -> None:
    fills = [{"dataset": "x", "together": {"s": how}, "columns": {"s": "A"}} for how in (["a", "b"], ["b", "a"])]
    table = {"name": "x", "header": {"find": "A"}, "fills": fills}
    with pytest.raises(ValueError, match="in different ways"):
        Delivery.model_validate(
            {"title": "x", "kind": "register", "file": "x", "example": "x", "reads": "text", "tables": [table]}
        )


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("3-8", "%d-%m", date(2026, 8, 3)), ("ma 3-8", "%d-%m", date(2026, 8, 3)), ("maandag 3 augustus", "%d %b", date(2026, 8, 3)),
        ("3-aug", "%d-%b", date(2026, 8, 3)), ("03-aug-26", "%d-%b-%y", date(2026, 8, 3)), ("5-1", "%d-%m", date(2027, 1, 5)),
        ("28-2", "%d-%m", date(2026, 2, 28)), ("31", "%d", date(2026, 8, 31)), ("vr 7", "%d", date(2026, 8, 7)),
        ("aug 2026 · 3", "%b %Y · %d", date(2026, 8, 3)), ("31-6", "%d-%m", None), ("3-8-2026", "%d-%m", None),
        ("29-2", "%d-%m", None), ("Week 32 · 3-8", "Week 32 · %d-%m", date(2026, 8, 3)),
    ],
)  # fmt: skip
def test_what_a_date_leaves_out_follows_from_what_the_file_is_about(text: str, form: str, day: date | None) -> None:
    about = dates.About(date(2026, 8, 1), date(2026, 8, 31), 2036)
    read = dates.as_date(dates.without_weekday(f"'{text}'"), [form], about)
    assert duckdb.connect().execute(f"select {read}").fetchone() == (day,)


def test_a_list_with_a_row_per_day_becomes_weeks_too(place: Workplace) -> None:
    text = (place.sources / YAML).read_text(encoding="utf-8")
    own = f"""    fills:
      - dataset: attendance
        together: {{hours: sum, status: {ORDER}}}
        columns: {{trajectory_id: Stagiair, iso_week: Dag, status: {{constant: present}}, hours: Uren}}
"""
    place.agree(YAML, text[text.index("    unpivot:") :], own)
    rows = ["Stagiair,Dag,Uren", "OO-1,31-12-2012,2", "OO-1,02-01-2013,3", "OO-1,07-01-2013,4"]
    receipt = place.deliver("oost", "presentie_201301.csv", "\r\n".join(rows).encode("utf-8-sig"))
    assert weeks(place, receipt) == [("2013-W01", "present", 5.0), ("2013-W02", "present", 4.0)]
    assert (receipt.used, sum(receipt.skipped.values())) == (3, 0)


def test_a_word_for_nothing_does_not_fill_a_cell(place: Workplace) -> None:
    place.agree(YAML, "formats: {", "formats: {empty: ['-'], ")
    place.agree(YAML, "when_matches: ^[a-z]", "when_matches: ^\\D")
    receipt = deliver(place, "OO-1,-,-,2,-,z,-,,")
    assert weeks(place, receipt) == [("2013-W01", "present", 2.0)]
    assert not receipt.findings


def test_of_codes_that_are_not_listed_the_one_that_occurs_most_counts(place: Workplace) -> None:
    place.agree(YAML, f"status: {ORDER}", "status: [present]")
    receipt = deliver(place, "OO-1,v,,z,v,z,,v,", "OO-2,,,z,v,,,,", "OO-3,,,z,z,1,,,")
    assert weeks(place, receipt) == [
        ("2012-W52", "holiday", None), ("2013-W01", "ill", None), ("2013-W01", "ill", None), ("2013-W01", "present", 1.0),
        ("2013-W02", "holiday", None),
    ]  # fmt: skip
