"""The calendar of school holidays is complete enough, and every mistake in it is named with its line."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.registry import load_registry
from pipelines.school_holidays import HOLIDAY, load_holidays
from pipelines.settings import SOURCES
from pipelines.yaml_lines import ConfigurationError

FILE = SOURCES / "calendar" / "school_holidays.csv"
GOOD = "2014/15;mei;midden;2015-05-02;2015-05-10;bron"


def mistakes(tmp_path: Path, *lines: str) -> list[str]:
    path = tmp_path / "school_holidays.csv"
    path.write_text("\n".join([";".join(HOLIDAY), *lines]), encoding="utf-8")
    with pytest.raises(ConfigurationError) as failed:
        load_holidays(path)
    return failed.value.mistakes


def test_every_holiday_has_a_source_and_weekends_on_both_sides() -> None:
    frame = load_holidays(FILE)
    assert frame["source"].str.startswith("http").all()
    assert all(first.weekday() == 5 for first in frame["first_day"])
    assert set(frame["region"]) == {"noord", "midden", "zuid"}


def test_regions_do_not_share_their_summer() -> None:
    frame = load_holidays(FILE)
    summer = frame[(frame["holiday"] == "zomer") & (frame["school_year"] == "2016/17")]
    # Regeling vaststelling schoolvakanties 2016-2019, article 6.
    assert dict(zip(summer["region"], summer["first_day"], strict=True)) == {
        "noord": date(2017, 7, 22), "midden": date(2017, 7, 8), "zuid": date(2017, 7, 15),
    }  # fmt: skip


def test_every_location_has_a_region_of_which_the_calendar_knows() -> None:
    regions = {place.region for party in load_registry(SOURCES).parties.values() for place in party.locations}
    assert regions <= set(load_holidays(FILE)["region"])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2014/15;mei;oost;2015-05-02;2015-05-10;bron", "region is one of"),
        ("2014/15;pasen;midden;2015-05-02;2015-05-10;bron", "holiday one of"),
        ("2014/15;mei;midden;2015-05-02;2015-05-10;", "source"),
        ("2014/15;mei;midden;2-5-2015;2015-05-10;bron", "yyyy-mm-dd"),
        ("2015/16;mei;midden;2015-05-02;2015-05-10;bron", "lies in school year 2014/15"),
        ("2014/15;mei;midden;2015-05-10;2015-05-02;bron", "ends before it begins"),
        ("2014/15;mei;midden;2015-05-02;2016-05-10;bron", "no holiday"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    (mistake,) = mistakes(tmp_path, GOOD.replace("mei", "zomer"), line)
    assert ":3: " in mistake
    assert told in mistake


def test_a_holiday_stands_once_per_region_and_year(tmp_path: Path) -> None:
    assert "twice" in mistakes(tmp_path, GOOD, GOOD)[0]


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "school_holidays.csv"
    path.write_text("a;b\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="columns must be"):
        load_holidays(path)
