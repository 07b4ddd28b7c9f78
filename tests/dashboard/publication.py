"""Made-up figures → a publication and a desk as the pipeline leaves them, for page tests and for looking.

Not the demo: no export, no pipeline. Schema as the published tables have it; the tests change a table before writing.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

Tables = dict[str, pd.DataFrame]
Row = dict[str, Any]
THRESHOLD = 10

PUBLISHED = {
    "figure": "indicator text, location text, site text, cohort text, level text, role text, numerator double,"
    " denominator double, not_evaluable integer, excluded integer, unknown integer, value double, low double,"
    " high double, maturity double, hidden boolean, hidden_reason text, status text, response double,"
    " bound_low double, bound_high double, definition_version text, publication text",
    "claim": "claim text, indicator text, location text, text text, source text, as_of date, numerator double,"
    " denominator double, not_evaluable integer, value double, low double, high double, published_text text,"
    " computed_text text, verdict text, explanation_nl text, explanation_en text",
    "indicator": "indicator text, kind text, unit text, direction text, label_nl text, label_en text,"
    " question_nl text, question_en text, purpose_nl text, purpose_en text, numerator_nl text, numerator_en text,"
    " denominator_nl text, denominator_en text, not_evaluable_nl text, not_evaluable_en text, excluded_nl text,"
    " excluded_en text, horizon_days integer, bound text, version text, adopted_on date, owner text,"
    " next_review date, sources text, sql text, position integer",
    "location": "location text, label text, site text, site_label text, partner text, kind text, position integer",
    "cohort": "cohort text, label_nl text, label_en text, kind text, position integer",
    "level": "level text, label_nl text, label_en text, position integer",
    "comparison": "indicator text, location text, cohort text, level text, role text, against text, p_value double,"
    " q_passed boolean, difference double, low double, high double, sentence_nl text, sentence_en text",
    "survival": "indicator text, location text, cohort text, level text, role text, day integer, survival double,"
    " low double, high double, at_risk integer",
    "reference": "indicator text, population text, period text, breakdown text, unit text, value double,"
    " source text, edition text, comparable boolean, note text",
    "party": "partner text, name text, kind text, place text, role_nl text, delivers boolean",
    "provenance": "partner text, delivery text, period text, delivery_id text, dataset text, arrived_at timestamp,"
    " rows integer, used integer, quarantined integer",
    "publication": "version text, built_at timestamp, audience text, demo boolean, code text, as_of date,"
    " threshold integer",
    "publication_as_of": "location text, as_of date",
    "freshness": "partner text, name text, on_time boolean, last_period text, expected_period text, state text",
}
DESK = {
    "delivery": "receipt_id text, delivery_id text, partner text, partner_name text, delivery text,"
    " delivery_title text, period text, file text, arrived_at timestamp, outcome text, sentence text, rows integer,"
    " used integer, quarantined integer, skipped integer, skipped_by_kind text, records integer, on_time boolean,"
    " due_on date, effective boolean",
    "finding": "receipt_id text, delivery_id text, partner text, rule text, severity text, dimension text,"
    " sheet text, row integer, cell text, header text, value text, sentence text, proposal text, count integer",
    "expected": "partner text, partner_name text, delivery text, delivery_title text, period text, due_on date,"
    " state text",
    "run": "built_at timestamp, demo boolean, today date, publication text",
}

LOCATIONS = [
    ("north/mill", "Noord Molen", "north", "Noord"),
    ("north/quay", "Noord Kade", "north", "Noord"),
    ("east/yard", "Oost Werf 1", "east", "Oost"),
    ("east/barn", "Oost Werf 2", "east", "Oost"),
    ("west/green", "West Brink", "west", "West"),
]
COHORTS = [(f"{year}/{(year + 1) % 100:02}", f"schooljaar {year}-{year + 1}") for year in range(2017, 2026)]
POOLS = [("pool:2017-2019", "2017 tot 2020"), ("pool:2020-2022", "2020 tot 2023")]
LEVELS = [("mbo1", "mbo 1"), ("mbo2", "mbo 2"), ("mbo1-2", "mbo 1 en 2")]
RATES = {
    "diploma_rate_starters": ("Diplomarendement", 0.83, None),
    "diploma_rate_leavers": ("Diploma bij uitstroom", 0.81, None),
    "work_rate_graduates": ("Werk na diploma", 0.76, None),
    "work_rate_starters": ("Werk, van alle starters", 0.64, "lower"),
    "retention_6m_counted": ("Zes maanden later nog aan het werk", 0.67, None),
    "sustained_work_starters": ("Duurzaam werk van starters", 0.43, "lower"),
}
AMOUNTS = {
    "requests_handled": ("Afgehandelde hulpvragen", "count", 920.0),
    "hours_of_informal_care": ("Uren informele zorg", "hours", 2020.0),
    "hours_per_request": ("Uren per hulpvraag", "hours_per_request", 2.2),
    "interns_per_week": ("Stagiairs per week", "interns", 16.4),
}
QUESTIONS = {
    "diploma_rate_starters": "Welk deel van de deelnemers die startten, haalde binnen een half jaar na de geplande"
    " einddatum een diploma?",
}


def write_publication(
    data: Path,
    version: str = "20261103T061200-a",
    edit: Callable[[Tables], None] | None = None,
    audience: str = "public",
) -> Path:
    """Write one publication under `data` and move the pointer to it; `edit` may change any table first."""
    tables = publication_tables(version)
    if edit:
        edit(tables)
    return _write(data / "published" / audience, version, PUBLISHED, tables)


def write_desk(data: Path, version: str = "20261103T061300-d", edit: Callable[[Tables], None] | None = None) -> Path:
    """Write one desk file under `data` and move its pointer to it."""
    tables = desk_tables()
    if edit:
        edit(tables)
    return _write(data / "desk", version, DESK, tables)


def no_rows(*keep: str) -> Callable[[Tables], None]:
    """An edit that empties every table except those named: a publication or desk of an empty warehouse."""

    def emptied(tables: Tables) -> None:
        for name in tables:
            if name not in keep:
                tables[name] = tables[name].head(0)

    return emptied


def change(table: str, values: Row, **where: str) -> Callable[[Tables], None]:
    """An edit that sets `values` in the rows of `table` where every named column has the given text."""

    def changed(tables: Tables) -> None:
        frame = tables[table]
        hit = pd.Series(True, index=frame.index)
        for column, text in where.items():
            hit &= frame[column] == text
        assert hit.any(), f"no row in {table} with {where}"
        for column, value in values.items():
            frame[column] = frame[column].astype(object)
            frame.loc[hit, column] = value

    return changed


def _write(folder: Path, version: str, schema: dict[str, str], tables: Tables) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{version}.duckdb"
    with duckdb.connect(str(path)) as con:
        for name, columns in schema.items():
            con.execute(f'create table "{name}" ({columns})')
            frame = tables[name]
            if len(frame):
                names = ", ".join(f'"{column}"' for column in frame.columns)
                rows = [[None if pd.isna(cell) else cell for cell in row] for row in frame.astype(object).to_numpy()]
                marks = ", ".join("?" for _ in frame.columns)
                con.begin()
                con.executemany(f'insert into "{name}" ({names}) values ({marks})', rows)
                con.commit()
        con.execute("checkpoint")
    pointer = folder / "current.tmp"
    pointer.write_text(path.name, encoding="utf-8")
    pointer.replace(folder / "current")
    return path


def publication_tables(version: str) -> Tables:
    """Every published table, filled."""
    figures = list(_figures(version))
    return {
        "figure": pd.DataFrame(figures),
        "claim": pd.DataFrame(_claims()),
        "indicator": pd.DataFrame(_indicators()),
        "location": pd.DataFrame(_locations()),
        "cohort": pd.DataFrame(_cohorts()),
        "level": pd.DataFrame(_levels()),
        "comparison": pd.DataFrame(_comparisons(figures)),
        "survival": pd.DataFrame(
            {"indicator": "retention_6m", "location": "all", "cohort": "all", "level": "all", "role": "participant",
             "day": day, "survival": 1 - day / 540, "low": 0.9 - day / 540, "high": 1.0, "at_risk": 300 - day}
            for day in range(0, 183, 26)
        ),
        "reference": pd.DataFrame(
            [
                {"indicator": "diploma_rate_starters", "population": "NL mbo", "period": "2022-2023",
                 "breakdown": "mbo 2", "unit": "%", "value": 77.5, "source": "https://example.org/kengetallen",
                 "edition": "editie 2024", "comparable": False,
                 "note": "Landelijk telt het jaarresultaat, niet het cohort van starters."},
            ]
        ),
        "party": pd.DataFrame(
            [
                {"partner": "north", "name": "Wijkbedrijf Noord", "kind": "site", "place": "Noord",
                 "role_nl": "wijkleerbedrijf", "delivers": True},
                {"partner": "college", "name": "College Noord", "kind": "school", "place": "Noord",
                 "role_nl": "mbo-school", "delivers": True},
                {"partner": "housing", "name": "Woningstichting", "kind": "housing", "place": "Noord",
                 "role_nl": "stelt ruimte beschikbaar", "delivers": False},
            ]
        ),
        "provenance": pd.DataFrame(
            {"partner": partner, "delivery": "rapportage", "period": period,
             "delivery_id": f"{partner}.rapportage.{period}.0123456789ab", "dataset": dataset,
             "arrived_at": datetime(2026, 11, 2, 9, 30), "rows": 812, "used": 806, "quarantined": 4}
            for partner, dataset in (("north", "trajectory"), ("east", "help_request"), ("west", "attendance"))
            for period in ("2026-09", "2026-10")
        ),
        "publication": pd.DataFrame(
            [{"version": version, "built_at": datetime(2026, 11, 3, 6, 12), "audience": "public", "demo": True,
              "code": "0.1.0+abc1234", "as_of": date(2026, 9, 30), "threshold": THRESHOLD}]
        ),
        "publication_as_of": pd.DataFrame(
            {"location": location, "as_of": date(2026, 9, 30) if site == "west" else date(2026, 10, 31)}
            for location, _, site, _ in LOCATIONS
        ),
        "freshness": pd.DataFrame(
            [
                {"partner": "north", "name": "Wijkbedrijf Noord", "on_time": True, "last_period": "2026-10",
                 "expected_period": "2026-10", "state": "on_time"},
                {"partner": "east", "name": "Wijkbedrijf Oost", "on_time": True, "last_period": "2026-10",
                 "expected_period": "2026-10", "state": "on_time"},
                {"partner": "west", "name": "Wijkbedrijf West", "on_time": False, "last_period": "2026-09",
                 "expected_period": "2026-10", "state": "late"},
                {"partner": "college", "name": "College Noord", "on_time": False, "last_period": "2026-03",
                 "expected_period": "2026-10", "state": "rejected"},
            ]
        ),
    }


def _cells() -> Iterator[tuple[str, str, str, str, int]]:
    """location, site, cohort, level, starters: the published crossings of a small partnership."""
    places = [(location, site, 1.0 + index * 0.4) for index, (location, _, site, _) in enumerate(LOCATIONS)]
    places += [("north", "north", 2.4), ("east", "east", 4.0), ("west", "west", 2.6), ("all", "all", 9.0)]
    for location, site, size in places:
        for index, (cohort, _) in enumerate(COHORTS):
            yield location, site, cohort, "all", round(size * (18 + index))
        for index, (pool, _) in enumerate(POOLS):
            yield location, site, pool, "all", round(size * (57 + 9 * index))
        yield location, site, "all", "all", round(size * 190)
        for index, (level, _) in enumerate(LEVELS):
            yield location, site, "all", level, round(size * (80, 110, 190)[index])


def _figures(version: str) -> Iterator[Row]:
    for place, (location, site, cohort, level, starters) in enumerate(_cells()):
        common = {"location": location, "site": site, "cohort": cohort, "level": level,
                  "definition_version": "1.0", "publication": version}
        for order, (indicator, (_, share, _)) in enumerate(RATES.items()):
            base = starters
            if indicator == "work_rate_graduates":
                base = round(starters * 0.83)
            if indicator == "retention_6m_counted":
                base = round(starters * 0.63)
            late = {"2025/26": 1.0, "2024/25": 0.4}.get(cohort, 0.0)
            waiting = round(base * late)
            base -= waiting
            met = round(base * (share + ((place * 7 + order * 3) % 9 - 4) / 100))
            yield {**common, "indicator": indicator, "role": "participant",
                   **_rate(met, base, waiting, unknown=3 if order > 1 else 0)}
        for indicator, (_, unit, yearly) in AMOUNTS.items():
            if level != "all":
                continue
            years = 9 if cohort == "all" else 3 if cohort.startswith("pool") else 1
            size = starters / (190 if cohort == "all" else 60 if cohort.startswith("pool") else 20)
            value = yearly * size * years if unit in ("count", "hours") else yearly + place % 3 / 10
            yield {**common, "indicator": indicator, "role": "intern" if unit == "interns" else "all",
                   **_rate(0, 0, 0), "numerator": round(value * 36), "denominator": 36 if unit == "interns" else None,
                   "value": round(value, 1), "low": None, "high": None, "hidden": False, "hidden_reason": None,
                   "status": "final"}


def _rate(met: int, base: int, waiting: int, unknown: int = 0) -> Row:
    safe = base == 0 or THRESHOLD <= met <= base - THRESHOLD
    if not safe or 0 < waiting < THRESHOLD:
        figures = ("numerator", "denominator", "not_evaluable", "excluded", "unknown", "value", "low", "high",
                   "maturity", "response", "bound_low", "bound_high")
        return dict.fromkeys(figures) | {"hidden": True, "hidden_reason": "small_counts", "status": "hidden"}
    low, high = proportion_confint(met, base, method="wilson") if base else (None, None)
    status = "not_evaluable" if not base else "provisional" if waiting else "final"
    return {"numerator": met, "denominator": base, "not_evaluable": waiting, "excluded": 0, "unknown": 0,
            "value": met / base if base else None, "low": low, "high": high,
            "maturity": base / (base + waiting) if base + waiting else None, "hidden": False, "hidden_reason": None,
            "status": status, "response": base / (base + unknown) if unknown and base else None,
            "bound_low": met / (base + unknown) if unknown and base else None,
            "bound_high": (met + unknown) / (base + unknown) if unknown and base else None}


def _comparisons(figures: list[Row]) -> Iterator[Row]:
    names = {location: label for location, label, _, _ in LOCATIONS}
    for row in figures:
        if row["indicator"] not in RATES or row["hidden"] or row["cohort"] != "pool:2020-2022":
            continue
        if row["location"] not in names or row["value"] is None:
            continue
        differs = row["location"] == "east/barn" and row["indicator"] == "diploma_rate_starters"
        label = names[row["location"]]
        sentence = (
            f"{label} ligt aantoonbaar hoger dan de andere locaties samen: 6 procentpunt (2 tot 10)."
            if differs
            else f"Tussen {label} en de andere locaties samen is geen verschil aan te tonen."
        )
        yield {"indicator": row["indicator"], "location": row["location"], "cohort": row["cohort"],
               "level": row["level"], "role": row["role"], "against": "others", "p_value": 0.001 if differs else 0.4,
               "q_passed": differs, "difference": 0.06 if differs else 0.01, "low": 0.02 if differs else -0.04,
               "high": 0.10 if differs else 0.06, "sentence_nl": sentence, "sentence_en": sentence}


def _indicators() -> Iterator[Row]:
    for position, (indicator, (label, unit, bound)) in enumerate(
        [(name, (label, "fraction", bound)) for name, (label, _, bound) in RATES.items()]
        + [(name, (label, unit, None)) for name, (label, unit, _) in AMOUNTS.items()]
    ):
        question = QUESTIONS.get(indicator, f"Hoe staat het met {label.lower()}?")
        kind = {"count": "count", "hours": "count", "hours_per_request": "ratio", "interns": "per_week"}
        yield {
            "indicator": indicator, "kind": kind.get(unit, "rate"), "unit": unit, "direction": "up",
            "label_nl": label, "label_en": indicator.replace("_", " "), "question_nl": question,
            "question_en": question, "purpose_nl": "Laat zien wat een traject oplevert voor wie begint.",
            "purpose_en": "Shows what a programme brings those who start.",
            "numerator_nl": "starters met een diploma op doelniveau of hoger, uiterlijk 183 dagen na de geplande"
            " einddatum", "numerator_en": "starters with a diploma",
            "denominator_nl": "alle definitieve starts in het cohort", "denominator_en": "all definitive starts",
            "not_evaluable_nl": "het traject loopt nog of de termijn is niet verstreken; telt niet mee",
            "not_evaluable_en": "still running", "excluded_nl": "overleden of naar het buitenland, zonder diploma",
            "excluded_en": "deceased or moved abroad", "horizon_days": 183, "bound": bound, "version": "1.0",
            "adopted_on": date(2026, 9, 1), "owner": "Kopgroep, werkgroep cijfers",
            "next_review": date(2027, 9, 1), "sources": "locatie (traject), school (diploma)",
            "sql": "select location, cohort, outcome\nfrom core.trajectory\n", "position": position,
        }


def _locations() -> Iterator[Row]:
    sites = {site: label for _, _, site, label in LOCATIONS}
    rows = [(location, label, site, sites[site], site, "location") for location, label, site, _ in LOCATIONS]
    rows += [(site, label, site, label, site, "site") for site, label in sites.items()]
    rows += [("all", "Alle locaties samen", "all", "Alle locaties samen", None, "all")]
    for position, row in enumerate(rows):
        yield dict(zip(("location", "label", "site", "site_label", "partner", "kind"), row)) | {"position": position}


def _cohorts() -> Iterator[Row]:
    rows = [("all", "alle jaren samen", "all years", "all")]
    rows += [(pool, label, label, "pool") for pool, label in reversed(POOLS)]
    rows += [(cohort, label, cohort, "year") for cohort, label in reversed(COHORTS)]
    for position, (cohort, label_nl, label_en, kind) in enumerate(rows):
        yield {"cohort": cohort, "label_nl": label_nl, "label_en": label_en, "kind": kind, "position": position}


def _levels() -> Iterator[Row]:
    for position, (level, label) in enumerate([("all", "alle niveaus"), *LEVELS]):
        yield {"level": level, "label_nl": label, "label_en": label, "position": position}


def _claims() -> Iterator[Row]:
    told = "Van de 155 oud-deelnemers haalden er 130 een diploma; twee derde van de 102 werkt na zes maanden nog."
    blank = {"numerator": None, "denominator": None, "not_evaluable": None, "value": None, "low": None, "high": None}
    for indicator, part, whole in (
        ("diploma_rate_leavers", 130, 155), ("work_rate_graduates", 102, 130), ("work_rate_starters", 102, 155),
        ("retention_6m_counted", 68, 102), ("sustained_work_starters", 68, 155),
    ):
        low, high = proportion_confint(part, whole, method="wilson")
        yield {"claim": "first_five_years", "indicator": indicator, "location": "north/quay", "text": told,
               "source": "Jaarbericht 2016", "as_of": date(2017, 1, 31), "numerator": part, "denominator": whole,
               "not_evaluable": 0, "value": part / whole, "low": low, "high": high,
               "published_text": f"{part} van {whole}", "computed_text": f"{part} van {whole}",
               "verdict": "reproduced", "explanation_nl": "Nagebouwd met demogegevens: zelfde telling, zelfde noemer.",
               "explanation_en": "Rebuilt with demo data."}
    yield {"claim": "group_two", "indicator": "work_rate_graduates", "location": "north/mill", "text": "Groep 2: 13"
           " gestart, 13 diploma's, 8 direct aan het werk.", "source": "Nieuwsbrief 2016", "as_of": date(2016, 1, 25),
           **blank, "published_text": "8 van 13", "computed_text": "nog niet te beoordelen",
           "verdict": "not_evaluable", "explanation_nl": "Op die dag was het half jaar nog niet om.",
           "explanation_en": "Too early."}
    yield {"claim": "ninety_percent", "indicator": "diploma_rate_leavers", "location": "north", "text": "90 % haalt"
           " een diploma.", "source": "Folder", "as_of": None, **blank, "published_text": "90 %",
           "computed_text": None, "verdict": "not_reproduced", "explanation_nl": "Zonder aantal en periode is dit"
           " niet na te rekenen.", "explanation_en": "No n, no period."}


def desk_tables() -> Tables:
    """Every desk table, filled: on time, late, rejected, accepted with notices, a stopped file and an unknown one."""
    months = [f"{2025 + (10 + index) // 12}-{(10 + index) % 12 + 1:02}" for index in range(12)]
    partners = [("north", "Wijkbedrijf Noord", "rapportage", "Maandrapportage"),
                ("east", "Wijkbedrijf Oost", "hulpvragen", "Hulpvragen"),
                ("east", "Wijkbedrijf Oost", "urenreg", "Urenregistratie"),
                ("west", "Wijkbedrijf West", "presentie", "Presentielijst"),
                ("college", "College Noord", "inschrijvingen", "Inschrijvingen")]
    expected, deliveries, findings = [], [], []
    for place, (partner, name, delivery, title) in enumerate(partners):
        for index, period in enumerate(months):
            year, month = (int(part) for part in period.split("-"))
            due = date(year + month // 12, month % 12 + 1, 10)
            state = "on_time"
            if partner == "college":
                state = {4: "on_time", 11: "rejected"}.get(index, "not_due")
            elif partner == "west" and index == 11:
                state = "missing"
            elif (place + index) % 7 == 0:
                state = "late"
            expected.append({"partner": partner, "partner_name": name, "delivery": delivery, "delivery_title": title,
                             "period": period, "due_on": due, "state": state})
            if state in ("missing", "not_due") or index < 8:
                continue
            noticed = (place + index) % 3 == 0
            outcome = "rejected" if state == "rejected" else "accepted_with_notices" if noticed else "accepted"
            if state == "rejected":
                outcome = "destroyed"
            receipt = f"{partner}.{delivery}.{period}.0123456789ab.1"
            sentence = {
                "accepted": f"{title} van {period} is verwerkt.",
                "accepted_with_notices": f"{title} van {period} is verwerkt; 3 rijen staan apart.",
                "destroyed": "In kolom D staan burgerservicenummers. Het bestand is vernietigd. Lever het opnieuw aan"
                " zonder deze kolom.",
            }[outcome]
            deliveries.append(
                {"receipt_id": receipt, "delivery_id": receipt.removesuffix(".1"), "partner": partner,
                 "partner_name": name, "delivery": delivery, "delivery_title": title, "period": period,
                 "file": f"{delivery}_{period.replace('-', '')}.csv", "arrived_at": datetime(due.year, due.month, 6, 9),
                 "outcome": outcome, "sentence": sentence, "rows": 0 if outcome == "destroyed" else 420 + index,
                 "used": 0 if outcome == "destroyed" else 412 + index,
                 "quarantined": 3 if noticed and outcome != "destroyed" else 0,
                 "skipped": 0 if outcome == "destroyed" else 8 if not noticed else 5,
                 "skipped_by_kind": json.dumps({"blank": 4, "total": 1 if noticed else 4}), "records": 412,
                 "on_time": state == "on_time", "due_on": due, "effective": outcome != "destroyed"}
            )
            if outcome == "accepted_with_notices":
                findings += [
                    {"receipt_id": receipt, "delivery_id": receipt.removesuffix(".1"), "partner": partner,
                     "rule": "help_request.category.known", "severity": "quarantines", "dimension": "conformity",
                     "sheet": None, "row": 31, "cell": "E31", "header": "Soort hulp", "value": "boodschapen",
                     "sentence": "Dit woord staat niet in de lijst van soorten hulp.",
                     "proposal": "Schrijf 'boodschappen'.", "count": 2},
                    {"receipt_id": receipt, "delivery_id": receipt.removesuffix(".1"), "partner": partner,
                     "rule": "visit.hours.range", "severity": "quarantines", "dimension": "plausibility",
                     "sheet": None, "row": 88, "cell": "G88", "header": "Duur", "value": "99",
                     "sentence": "Een bezoek duurt 0,25 tot 12 uur.", "proposal": "Kijk de duur na.", "count": 1},
                ]
    return {
        "delivery": pd.DataFrame(deliveries),
        "finding": pd.DataFrame(findings),
        "expected": pd.DataFrame(expected),
        "run": pd.DataFrame([{"built_at": datetime(2026, 11, 3, 6, 13), "demo": True, "today": date(2026, 11, 3),
                              "publication": "20261103T061200-a"}]),
    }
