"""Made-up figures → the tables that lay them out over time, by size and level, and in euros; as a publication holds them."""

from collections.abc import Iterator
from datetime import date
from math import sqrt
from typing import Any

Row = dict[str, Any]
CELL = ("indicator", "location", "cohort", "level", "role")
RATE, POOL, SET = "diploma_rate_starters", "pool:2020-2022", {"scenario_set": "example", "scenario_version": "1.0"}
LABELS = {"starters.years": "Starters: aantal jaren", "starters.value_eur": "Starters: waarde in euro"}


def tables_of_time_and_value(figures: list[Row]) -> dict[str, list[Row]]:
    """Sentences, limits, curves, lines of chance, corrected shares, and one cost-benefit analysis."""
    rates = [row for row in figures if row["role"] == "participant"]
    return {
        "conclusion": [_cell(row) | _said(f"Zin bij {row['value']:.0%}." if row["value"] else "Geen zin.") for row in rates],
        "trend": [_year(row) for row in rates if _is_year(row) and row["value"] is not None],
        "trend_by_month": list(_months()),
        "standardised": [_corrected(row) for row in rates if row["cohort"] == row["level"] == "all" and row["value"]],
        "opportunity": [
            {"indicator": RATE, "location": "east/barn", "cohort": POOL, "level": "all", "role": "participant"}
            | {"people": 4.0, "hours": None, "low": 2.2, "high": 4.8} | _said("Dan ging het om 2 tot 5 van de 103 mensen meer.")
        ],
        "funnel": [
            {"indicator": RATE, "cohort": POOL, "role": "participant", "people": people, "target": 0.83, "spread": 1.0}
            | {f"{side}_{tail}": max(0.0, min(1.0, 0.83 + sign * z * sqrt(0.14 / people)))
               for side, sign in (("low", -1), ("high", 1)) for tail, z in (("95", 1.96), ("998", 3.09))}
            for people in range(5, 255, 10)
        ],
        "survival": [_day("retention_6m", day) | {"survival": 1 - day / 600} for day in range(0, 183, 14)],
        "incidence": [_day(RATE, day) | {"diploma": day / 700, "left_without": day / 4000} for day in range(0, 500, 50)],
        **_value(),
        "practice": list(_practices()),
    }  # fmt: skip


def _cell(row: Row) -> Row:
    return {name: row[name] for name in CELL}


def _said(text: str) -> Row:
    return {"sentence_nl": text, "sentence_en": text}


def _is_year(row: Row) -> bool:
    return "/" in row["cohort"] and row["level"] == "all"


def _year(row: Row) -> Row:
    rule = "outside_limits" if (row["location"], row["indicator"], row["cohort"]) == ("all", RATE, "2023/24") else ""
    text = "Meer dan gewone schommeling: buiten de grenzen (2023/24)." if rule else "Alleen gewone schommelingen."
    limits = {"stretch": 1, "mean": 0.8, "low": 0.7, "high": 0.9, "on_trial": True, "rules": rule}
    return _cell(row) | limits | _said(text) | {
        "value": row["value"], "maturity": row["maturity"], "counts": row["status"] == "final",
    }  # fmt: skip


def _months() -> Iterator[Row]:
    """Two years of one amount at one location, of which nothing is shown in the second summer; the last month is too high."""
    cell = {"indicator": "requests_handled", "location": "north/mill", "level": "all", "role": "all", "stretch": 1}
    limits = {"mean": 80.0, "low": 60.0, "high": 100.0, "counts": True, "on_trial": False}
    for number in range(24):
        year, month = 2024 + (number + 10) // 12, (number + 10) % 12 + 1
        if (year, month) in ((2026, 7), (2026, 8)):
            continue
        rule = "outside_limits" if number == 23 else ""
        start = year if month >= 8 else year - 1
        yield cell | limits | _said("Meer dan gewone schommeling: buiten de grenzen (oktober 2026).") | {
            "cohort": f"{start}/{(start + 1) % 100:02}", "month": f"{year}-{month:02}",
            "value": 120.0 if rule else 80.0 + number % 3, "rules": rule,
        }  # fmt: skip


def _corrected(row: Row) -> Row:
    cell = _cell(row) | {"standard": "all", "people": int(row["denominator"]), "observed": int(row["numerator"])}
    if row["location"] == "west/green":
        return cell | {"reason": "hidden_stratum"} | _said("Niet gecorrigeerd: een van de niveaus is verborgen.")
    figures = {"crude": row["value"], "value": row["value"] - 0.01, "low": row["low"], "high": row["high"]}
    return (
        cell | {"method": "direct", "expected": None} | figures | _said("Met dezelfde verdeling zou dit minder zijn.")
    )


def _day(indicator: str, day: int) -> Row:
    place = {"indicator": indicator, "location": "all", "cohort": POOL, "level": "all", "role": "participant"}
    return place | {"day": day, "low": 0.4, "high": 0.9, "at_risk": 200 - day // 4}


def _value() -> dict[str, list[Row]]:
    place = {"location": "north", "cohort": POOL, **SET}
    labels = {"label_nl": "Voorbeeldaannames", "label_en": "Example assumptions"}
    money = {"costs_eur": 400000.0, "in_kind_eur": 20000.0, "benefits_before_eur": 1600000.0, "benefits_eur": 960000.0}
    ratio = {"ratio": 2.4, "balance_per_euro": 1.4, "ratio_low": 1.1, "ratio_high": 3.9, "break_even_deadweight": 0.7}
    assumed = [
        {"assumption": name, "label_nl": label, "label_en": label, "low": 1.0, "high": 5.0, "position": position}
        for position, (name, label) in enumerate(LABELS.items())
    ]
    return {
        "scenario": [SET | labels | {"status": "illustrative", "price_year": 2014, "discount_rate": 0.0225}],
        "value": [place | money | ratio | {"scenario_status": "illustrative", "price_year": 2014, "discount_rate": 0.0225,
                                           "status": "final", "reason": None}],
        "value_benefit": [place | {"benefit": "starters", "label_nl": "Diploma in plaats van uitval", "indicator": RATE,
                                   "label_en": "Diploma instead of dropping out", "role": "participant", "counted": 130.0,
                                   "benefits_before_eur": 1600000.0, "benefits_eur": 960000.0, "position": 0}],
        "tornado": [
            place | row | {"ratio_at_low": 1.6, "ratio": 2.4, "ratio_at_high": 3.3, "swing": 1.7}
            for row in assumed
        ],
        "assumption": [SET | row | {"unit": "years", "base": 3.0, "source": "ter illustratie"} for row in assumed],
    }  # fmt: skip


def _practices() -> Iterator[Row]:
    told = (
        (
            "north",
            "Wijkbedrijf Noord",
            "electives",
            "keuzedelen",
            "Keuzedeel in de wijk",
            ("K0907", 240, date(2016, 6, 14)),
        ),
        ("north", "Wijkbedrijf Noord", "guidance", "begeleiding", "Kring", (None, None, None)),
        ("east", "Wijkbedrijf Oost", "guidance", "begeleiding", "Elke dag bellen", (None, None, None)),
    )
    for site, name, theme, label, title, (code, hours, agreed) in told:
        yield {
            "site": site, "site_name": name, "mailbox": f"vragen@{site}.example", "year": 2025, "theme": theme,
            "theme_nl": label, "theme_en": label, "title": title, "description": "Zo doen wij het.", "with_partner": None,
            "since": 2016, "contact_role": "coördinator", "elective_code": code, "study_hours": hours, "agreed_on": agreed,
            "coordinators": None, "contact_moments_per_day": None, "placement_weeks": None,
        }  # fmt: skip
    first = next(iter(told))
    yield {
        "site": first[0], "site_name": first[1], "year": 2025, "theme": "guidance", "theme_nl": "begeleiding",
        "theme_en": "guidance", "title": "Kerncijfers", "description": "Cijfers.", "coordinators": 4.0,
        "contact_moments_per_day": 2.5, "placement_weeks": 20.0,
    }  # fmt: skip
