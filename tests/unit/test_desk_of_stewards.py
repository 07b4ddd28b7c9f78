"""What the desk holds for stewards: what still matters, the cell that sets a row apart, and what may be decided about it."""

from datetime import timedelta
from typing import Any

import duckdb

from pipelines import desk
from tests.workplace import Workplace, request, requests, trajectories, trajectory

FILE = "hulpvragen_201602.csv"
GOOD = [request(number) for number in range(40)]


def on_desk(place: Workplace, query: str) -> list[tuple[Any, ...]]:
    version = desk.write(place.settings, place.registry)
    with duckdb.connect(str(place.data / "desk" / f"{version}.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


def test_only_the_newest_word_about_a_month_matters(workplace: Workplace) -> None:
    workplace.deliver("noord", FILE, requests(*GOOD, request(99, kind="boodschapen")))
    workplace.deliver("noord", FILE, requests(*GOOD), day=1)
    workplace.deliver("noord", FILE, requests(*GOOD), day=2)  # the same bytes: nothing new is said
    workplace.deliver("noord", "hulpvragen_201603.csv", requests("kapot"), day=3)
    assert on_desk(workplace, "select period, outcome, matters from delivery order by arrived_at") == [
        ("2016-02", "accepted_with_notices", False),
        ("2016-02", "accepted", True),
        ("2016-02", "already_received", False),
        ("2016-03", "rejected", True),
    ]


def test_a_refused_month_matters_beside_the_one_that_counts(workplace: Workplace) -> None:
    workplace.deliver("noord", FILE, requests(*GOOD))
    workplace.deliver("noord", FILE, requests(*GOOD, stated=99), day=1)
    told = on_desk(workplace, "select outcome, effective, matters from delivery order by arrived_at")
    assert told == [("accepted", True, True), ("rejected", False, True)]


def test_a_row_set_apart_shows_the_cell_concerned_and_masks_who_it_is(workplace: Workplace) -> None:
    lines = [trajectory(n) for n in range(40)]
    lines.append(trajectory(77, family="Vandenberg", start="31-06-2015", born="31-02-1990"))
    workplace.deliver("noord", "trajecten_201602.csv", trajectories(*lines))
    rows = on_desk(workplace, 'select "row", header, value from apart order by header')
    assert (42, "Start", "31-06-2015") in rows
    said = str(on_desk(workplace, "from apart"))
    assert not any(secret in said for secret in ("Vandenberg", "31-02-1990", "NO-0077"))


def test_an_action_knows_what_a_steward_may_decide(workplace: Workplace) -> None:
    bad = (request(97, kind="boodschapen"), request(98, handled="01-02-2016"), GOOD[0])
    more = [request(number) for number in range(100, 160)]
    workplace.deliver("noord", FILE, requests(*GOOD, *more, *bad))
    may = on_desk(workplace, "select rule, may_map, may_waive from action order by rule")
    assert may == [
        ("help_request.category.is_known", True, False),
        ("help_request.handled_is_not_before_requested", False, True),
        ("help_request.key_stands_once", False, False),
    ]


def test_what_was_agreed_and_decided_stands_on_the_desk_before_anything_came(workplace: Workplace) -> None:
    plans = on_desk(
        workplace, "select partner, delivery, title, example, rhythm_nl from plan where partner = 'noord' order by 2"
    )
    assert [row[1] for row in plans] == ["hulpvragen", "trajecten"]
    assert all(title and example and rhythm for _, _, title, example, rhythm in plans)
    words = on_desk(
        workplace, "select code, nl from term where \"column\" = 'help_request.category' and code = 'groceries'"
    )
    assert words == [("groceries", "boodschappen")]
    assert on_desk(workplace, "select count(*) from repair") == [(0,)]


def test_the_desk_is_behind_after_a_receipt_a_day_or_an_agreement_and_not_otherwise(workplace: Workplace) -> None:
    place = workplace
    assert desk.is_behind(place.settings, place.registry)
    desk.write(place.settings, place.registry)
    assert not desk.is_behind(place.settings, place.registry)
    place.drop("noord", "hulpvragen_202601.csv", requests(request(1)))
    place.run()
    assert desk.is_behind(place.settings, place.registry)
    desk.write(place.settings, place.registry)
    assert not desk.is_behind(place.settings, place.registry)
    tomorrow = place.settings.model_copy(update={"today": place.settings.judged_on + timedelta(days=1)})
    assert desk.is_behind(tomorrow, place.registry)
    place.agree("partners/noord/hulpvragen.yaml", "title: Hulpvragen", "title: Vragen om hulp")
    assert desk.is_behind(place.settings, place.registry)
    (place.data / "desk" / "current").write_text("weg.duckdb", encoding="utf-8")
    assert desk.is_behind(place.settings, place.registry)
