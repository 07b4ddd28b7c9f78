"""Repairs of many deliveries → the few that a steward sees, and what they are called."""

from dashboards.records.desk import OpenAction
from dashboards.steward import repairing, rulebook, runs


def action(period: str = "2026-10", **other: object) -> OpenAction:
    cells: dict[str, object] = {
        "receipt_id": f"r{period}", "delivery_id": f"d{period}", "partner": "oost", "partner_name": "Oost", "delivery": "uren",
        "delivery_title": "Uren", "period": period, "file": f"uren_{period}.csv", "run": "", "rule": "visit.hours.is_readable",
        "severity": "quarantines", "what": "Geen getal, zoals 'x'", "now": "Pas aan.", "count": 2, "places": "regel 3",
        "explained": "", "header": "Duur", "value": "x", "may_map": False, "may_waive": False,
    }  # fmt: skip
    return OpenAction(**(cells | other))  # type: ignore[arg-type]


def test_one_mistake_in_three_months_is_one_repair() -> None:
    (one,) = repairing.together([action("2026-08", value="y"), action("2026-10"), action("2026-09")])
    assert (one.count, one.newest.period, repairing.months(one, "nl")) == (6, "2026-10", "aug 26, sep 26, okt 26")


def test_each_word_is_a_repair_of_its_own_whatever_its_case() -> None:
    words = [
        action(value=value, may_map=True, period=f"2026-0{n}")
        for n, value in enumerate(("koken", "Koken", "wandelen"), 1)
    ]
    assert sorted(one.count for one in repairing.together(words)) == [2, 4]


def test_what_stops_a_file_comes_first_and_what_was_explained_last() -> None:
    told = [
        action(severity="notice", rule="visit.a", explained="klopt", count=90),
        action(severity="notice", rule="visit.b"),
        action(severity="quarantines", rule="visit.c"),
        action(severity="blocks", rule="file.d"),
    ]
    found = repairing.together(told)
    assert [one.newest.rule for one in found] == ["file.d", "visit.c", "visit.b", "visit.a"]
    assert [one.kind for one in found] == ["blocks", "quarantines", "notice", "explained"]
    assert [one.may_explain for one in found] == [False, False, True, False]


def test_a_choice_of_partner_theme_and_effect_holds_together() -> None:
    found = repairing.together(
        [action(), action(partner="west", rule="visit.hours.is_filled"), action(explained="ja", severity="notice")]
    )
    assert {one.newest.partner for one in repairing.of_kind(found, "all", "all", "open")} == {"oost", "west"}
    assert [one.theme for one in repairing.of_kind(found, "west", "all", "open")] == ["empty"]
    assert repairing.of_kind(found, "west", "words", "open") == []
    assert [one.kind for one in repairing.of_kind(found, "all", "all", "explained")] == ["explained"]


def test_the_short_list_counts_repairs_places_and_partners_by_theme() -> None:
    told = [action(), action(partner="west"), action(rule="file.carries_no_bsn", severity="blocks", count=1)]
    rows = repairing.in_short(repairing.together(told), "nl")
    assert [row["Herstelacties"] for row in rows] == ["1", "2"]
    assert rows[0]["Soort"].startswith("**Bestanden, kolommen")
    assert rows[1]["Soort"].endswith(":gray[4 plaatsen, bij 2 partners]")


def test_the_link_of_a_repair_is_the_same_next_month() -> None:
    before, after = (
        repairing.together([action("2026-09")])[0],
        repairing.together([action("2026-09"), action("2026-10")])[0],
    )
    assert before.id == after.id
    assert before.id != repairing.together([action(header="Wk")])[0].id


def test_the_rule_of_a_finding_is_found_in_the_list_that_suppliers_get() -> None:
    (own,) = rulebook.about("attendance.hours.hours_are_0_to_60")
    assert own.severity == "zet apart"
    assert "60" in own.agreed
    assert own.why
    (general,) = rulebook.about("help_request.category.is_known")
    assert general.rule == "<dataset>.<kolom>.is_known"
    assert len(rulebook.about("file.control_total_holds")) == 2
    assert rulebook.about("no.such_rule") == []
    assert rulebook.about("../../etc/passwd") == []


def test_every_rule_of_the_document_is_shown_with_its_severity() -> None:
    introduction, chapters = rulebook.chapters()
    assert "houdt tegen" in introduction
    rules = [rule for chapter in chapters for rule in chapter.rules]
    document = rulebook.FILE.read_text(encoding="utf-8")
    assert len(rules) == document.count("\n| `")
    assert {rule.severity for rule in rules} == {"houdt tegen", "zet apart", "melding", "signaal"}
    assert all(rule.rule and rule.example for rule in rules)


def test_a_search_keeps_what_has_every_word() -> None:
    found = rulebook.matching("kwartier bezoek")
    assert [(chapter.title, [rule.rule for rule in rules]) for chapter, rules in found] == [
        ("Bezoek (`visit`)", ["visit.hours.hours_are_a_quarter_to_12"])
    ]
    assert len(rulebook.matching("")) == len(rulebook.chapters()[1])
    assert rulebook.matching("xyzzy") == []


def test_a_run_is_a_link_into_dagster_and_nothing_else_is() -> None:
    run = "6f1c0d58-7c1f-4d0a-9a53-2f3c1a0b9e77"
    assert runs.link(run, "nl") == f"[run 6f1c0d58 in Dagster](http://127.0.0.1:3000/runs/{run})"
    for other in ("", "x](javascript:alert(1))", f"{run}/../admin"):
        assert runs.link(other, "nl") == "niet in een run verwerkt"
