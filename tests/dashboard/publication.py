"""Made-up figures → a publication and a desk as the pipeline leaves them, for page tests and for looking.

Not the demo: no export, no pipeline. The schema is that of the published tables; a test changes a table before writing.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import cache
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd

from tests.dashboard.more_tables import tables_of_time_and_value

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Edit = Callable[[Tables], None]

THRESHOLD = 10
PUBLISHED = {
    "figure": "indicator text, location text, site text, cohort text, level text, role text, numerator double,"
    " denominator double, not_evaluable integer, excluded integer, unknown integer, value double, low double,"
    " high double, maturity double, hidden boolean, hidden_reason text, status text, response double,"
    " bound_low double, bound_high double, definition_version text, publication text",
    "claim": "claim text, indicator text, location text, text text, source text, as_of date, numerator double,"
    " denominator double, not_evaluable integer, value double, low double, high double, published_text text,"
    " computed_text text, verdict text, explanation_nl text, explanation_en text",
    "indicator": "indicator text, kind text, unit text, direction text, theme text, label_nl text, label_en text,"
    " question_nl text, question_en text, purpose_nl text, purpose_en text, numerator_nl text, numerator_en text,"
    " denominator_nl text, denominator_en text, not_evaluable_nl text, not_evaluable_en text, excluded_nl text,"
    " excluded_en text, horizon_days integer, bound text, version text, adopted_on date, owner text,"
    " next_review date, sources text, sql text, position integer",
    "location": "location text, label text, site text, site_label text, partner text, kind text, position integer",
    "cohort": "cohort text, label_nl text, label_en text, kind text, position integer",
    "level": "level text, label_nl text, label_en text, position integer",
    "comparison": "indicator text, location text, cohort text, level text, role text, against text, status text,"
    " reason text, p_value double, q_passed boolean, difference double, low double, high double, sentence_nl text, sentence_en text",
    "survival": "indicator text, location text, cohort text, level text, role text, day integer, survival double,"
    " low double, high double, at_risk integer",
    "conclusion": "indicator text, location text, cohort text, level text, role text, sentence_nl text, sentence_en text",
    "standardised": "indicator text, location text, cohort text, level text, role text, method text, reason text,"
    " standard text, people integer, observed integer, expected double, crude double, value double, low double,"
    " high double, sentence_nl text, sentence_en text",
    "funnel": "indicator text, cohort text, role text, people integer, target double, low_95 double, high_95 double,"
    " low_998 double, high_998 double, spread double",
    "trend": "indicator text, location text, cohort text, level text, role text, value double, maturity double,"
    " counts boolean, stretch integer, mean double, low double, high double, on_trial boolean, rules text,"
    " sentence_nl text, sentence_en text",
    "trend_by_month": "indicator text, location text, cohort text, level text, role text, month text, value double,"
    " counts boolean, stretch integer, mean double, low double, high double, on_trial boolean, rules text,"
    " sentence_nl text, sentence_en text",
    "incidence": "indicator text, location text, cohort text, level text, role text, day integer, diploma double,"
    " low double, high double, left_without double, at_risk integer",
    "value": "location text, cohort text, scenario_set text, scenario_version text, scenario_status text,"
    " price_year integer, discount_rate double, costs_eur double, in_kind_eur double, benefits_before_eur double,"
    " benefits_eur double, ratio double, balance_per_euro double, ratio_low double, ratio_high double,"
    " break_even_deadweight double, status text, reason text, publication text",
    "value_benefit": "location text, cohort text, scenario_set text, scenario_version text, benefit text, label_nl text,"
    " label_en text, indicator text, role text, counted double, benefits_before_eur double, benefits_eur double,"
    " position integer",
    "tornado": "location text, cohort text, scenario_set text, scenario_version text, assumption text, label_nl text,"
    " label_en text, low double, high double, ratio_at_low double, ratio double, ratio_at_high double, swing double,"
    " position integer",
    "assumption": "scenario_set text, scenario_version text, assumption text, label_nl text, label_en text, unit text,"
    " base double, low double, high double, source text, position integer",
    "practice": "site text, site_name text, mailbox text, year integer, theme text, theme_nl text, theme_en text,"
    " title text, description text, with_partner text, since integer, contact_role text, elective_code text,"
    " study_hours integer, agreed_on date, coordinators double, contact_moments_per_day double, placement_weeks double",
    "opportunity": "indicator text, location text, cohort text, level text, role text, people double, hours double,"
    " low double, high double, sentence_nl text, sentence_en text",
    "scenario": "scenario_set text, scenario_version text, label_nl text, label_en text, status text, adopted_on date,"
    " price_year integer, discount_rate double",
    "reference": "indicator text, population text, period text, breakdown text, unit text, value double,"
    " source text, edition text, comparable boolean, note text",
    "party": "partner text, name text, kind text, place text, role_nl text, role_en text, delivers boolean",
    "provenance": "partner text, delivery text, period text, delivery_id text, dataset text, arrived_at timestamp",
    "publication": "version text, built_at timestamp, audience text, demo boolean, code text, as_of date,"
    " threshold integer",
    "publication_as_of": "location text, as_of date",
    "freshness": "partner text, name text, on_time boolean, last_period text, expected_period text, state text",
}
DESK = {
    "delivery": "receipt_id text, delivery_id text, partner text, partner_name text, delivery text,"
    " delivery_title text, period text, file text, arrived_at timestamp, outcome text, sentence text, rows integer,"
    " used integer, quarantined integer, skipped integer, skipped_by_kind text, records integer, new integer,"
    " changed integer, vanished integer, on_time boolean,"
    " due_on date, effective boolean, matters boolean, run text, outbox text",
    "finding": "receipt_id text, delivery_id text, partner text, rule text, severity text, dimension text,"
    " sheet text, row integer, header text, value text, sentence text, proposal text, count integer",
    "action": "receipt_id text, delivery_id text, partner text, position integer, rule text, severity text, what text,"
    " now text, count integer, places text, explained text, header text, value text, proposal text, may_map boolean,"
    " may_waive boolean",
    "apart": "receipt_id text, sheet text, row integer, header text, value text, rule text, sentence text",
    "plan": "partner text, partner_name text, kind text, delivery text, title text, example text, rhythm_nl text,"
    " rhythm_en text, due_days integer, admitted boolean",
    "term": '"column" text, label text, code text, nl text, en text',
    "repair": 'partner text, partner_name text, delivery text, "do" text, what text, becomes text, period text,'
    " reason text, decided_by text, decided_on timestamp",
    "expected": "partner text, partner_name text, delivery text, delivery_title text, period text, due_on date,"
    " state text",
    "run": "built_at timestamp, demo boolean, today date, publication text",
    "link_rate": "partner text, partner_name text, dataset text, dataset_name text, records bigint, by_number bigint, by_person bigint,"
    " by_person_and_dates bigint, ambiguous bigint, unmatched bigint, no_key bigint, rate double",
    "unlinked": "partner text, partner_name text, dataset text, dataset_name text, delivery_id text, source_file text,"
    " source_sheet text, source_row bigint, how text, sentence text",
    "signal": "signal text, partner text, partner_name text, against text, against_name text, delivery_id text, source_file text,"
    " source_sheet text, source_row bigint, sentence text",
    "unused_word": 'partner text, partner_name text, delivery text, delivery_title text, "table" text, dataset text,'
    ' dataset_name text, "column" text, column_name text, word text',
}

LOCATIONS = [
    ("north/mill", "Noord Molen", "north", "Noord"),
    ("north/quay", "Noord Kade", "north", "Noord"),
    ("east/yard", "Oost Werf 1", "east", "Oost"),
    ("east/barn", "Oost Werf 2", "east", "Oost"),
    ("west/green", "West Brink", "west", "West"),
]
YEARS = [(f"{year}/{(year + 1) % 100:02}", f"schooljaar {year}-{year + 1}") for year in range(2017, 2026)]
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
    "requests_handled": ("Afgehandelde hulpvragen", "count", "count", 920.0),
    "hours_of_informal_care": ("Uren informele zorg", "hours", "count", 2020.0),
    "hours_per_request": ("Uren per hulpvraag", "hours_per_request", "ratio", 2.2),
    "interns_per_week": ("Stagiairs per week", "interns", "per_week", 16.4),
}
COUNTS = ("numerator", "denominator", "not_evaluable", "excluded", "unknown")
DERIVED = ("value", "low", "high", "maturity", "response", "bound_low", "bound_high")


def write_publication(
    data: Path, version: str = "20261103T061200-a", edit: Edit | None = None, audience: str = "public"
) -> Path:
    """Write one publication under `data` and move the pointer to it; `edit` may change any table first."""
    folder = data / "published" / audience
    if edit is None:
        return _point(folder, version, _unedited(True, version, audience))
    tables, before = _publication(version, audience), _publication(version, audience)
    edit(tables)
    return _point(folder, version, _edited(_unedited(True, version, audience), PUBLISHED, before, tables))


def write_desk(data: Path, version: str = "20261103T061300-d", edit: Edit | None = None) -> Path:
    """Write one desk file under `data` and move its pointer to it."""
    content = _unedited(False, version, "")
    if edit is not None:
        tables, before = desk_tables(), desk_tables()
        edit(tables)
        content = _edited(content, DESK, before, tables)
    return _point(data / "desk", version, content)


@cache
def _unedited(publication: bool, version: str, audience: str) -> bytes:
    """The file as most tests want it: made once, since writing its rows takes longer than most tests."""
    if publication:
        return _edited(b"", PUBLISHED, {}, _publication(version, audience))
    return _edited(b"", DESK, {}, desk_tables())


def _publication(version: str, audience: str) -> Tables:
    tables = publication_tables(version)
    tables["publication"][0]["audience"] = audience
    return tables


def only(*kept: str) -> Edit:
    """An edit that empties every table except those named: what an empty warehouse publishes."""

    def emptied(tables: Tables) -> None:
        for name in tables.keys() - set(kept):
            tables[name] = []

    return emptied


def changed(table: str, values: Row, **where: str) -> Edit:
    """An edit that sets `values` in the rows of `table` where every named column has the given text."""

    def change(tables: Tables) -> None:
        hits = [row for row in tables[table] if all(row[column] == text for column, text in where.items())]
        assert hits, f"no row in {table} with {where}"
        for row in hits:
            row.update(values)

    return change


def _edited(content: bytes, schema: dict[str, str], before: Tables, tables: Tables) -> bytes:
    """The bytes of a file with these tables, made from those of a file that holds the tables as they were before."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "edited.duckdb"
        if content:
            path.write_bytes(content)
        with duckdb.connect(str(path)) as con:
            for name, columns in schema.items():
                if name in before and before[name] == tables[name]:
                    continue
                con.execute(f'create or replace table "{name}" ({columns})')
                if rows := tables[name]:
                    frame = pd.DataFrame(rows, dtype=object)
                    con.register("incoming", frame.where(frame.notna(), None))
                    con.execute(f'insert into "{name}" by name select * from incoming')
                    con.unregister("incoming")
        return path.read_bytes()


def _point(folder: Path, version: str, content: bytes) -> Path:
    """Put a file in its place and move the pointer to it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{version}.duckdb"
    path.write_bytes(content)
    pointer = folder / "current.tmp"
    pointer.write_text(path.name, encoding="utf-8")
    pointer.replace(folder / "current")
    return path


def _rows(columns: str, *rows: tuple[Any, ...]) -> list[Row]:
    return [dict(zip(columns.split(), row, strict=True)) for row in rows]


def publication_tables(version: str) -> Tables:
    """Every published table, filled."""
    figures = [row | {"definition_version": "1.0", "publication": version} for row in _figures()]
    return {
        "figure": figures,
        "claim": list(_claims()),
        "indicator": list(_indicators()),
        "location": list(_places()),
        "cohort": list(_cohorts()),
        "level": [
            {"level": level, "label_nl": label, "label_en": label, "position": position}
            for position, (level, label) in enumerate([("all", "alle niveaus"), *LEVELS])
        ],
        "comparison": list(_comparisons(figures)),
        **tables_of_time_and_value(figures),
        "reference": _rows(
            "indicator population period breakdown unit value source edition comparable note",
            (
                "diploma_rate_starters",
                "NL mbo",
                "2022-2023",
                "mbo 2",
                "%",
                77.5,
                "https://example.org/kengetallen",
                "editie 2024",
                False,
                "Landelijk telt het jaarresultaat, niet het cohort van starters.",
            ),
        ),
        "party": _rows(
            "partner name kind place role_nl delivers",
            ("north", "Wijkbedrijf Noord", "site", "Noord", "wijkleerbedrijf", True),
            ("college", "College Noord", "school", "Noord", "mbo-school", True),
            ("housing", "Woningstichting", "housing", "Noord", "stelt ruimte beschikbaar", False),
        ),
        "provenance": [
            {
                "partner": partner,
                "delivery": "rapportage",
                "period": period,
                "dataset": dataset,
                "delivery_id": f"{partner}.rapportage.{period}.0123456789ab",
                "arrived_at": datetime.fromisoformat("2026-11-02T09:30"),
            }
            for partner, dataset in (("north", "trajectory"), ("east", "help_request"), ("west", "attendance"))
            for period in ("2026-09", "2026-10")
        ],
        "publication": _rows(
            "version built_at audience demo code as_of threshold",
            (
                version,
                datetime.fromisoformat("2026-11-03T06:12"),
                "public",
                True,
                "0.1.0+abc1234",
                date(2026, 9, 30),
                THRESHOLD,
            ),
        ),
        "publication_as_of": [
            {"location": location, "as_of": date(2026, 9, 30) if site == "west" else date(2026, 10, 31)}
            for location, _, site, _ in LOCATIONS
        ],
        "freshness": _rows(
            "partner name on_time last_period expected_period state",
            ("north", "Wijkbedrijf Noord", True, "2026-10", "2026-10", "on_time"),
            ("east", "Wijkbedrijf Oost", True, "2026-10", "2026-10", "on_time"),
            ("west", "Wijkbedrijf West", False, "2026-09", "2026-10", "late"),
            ("college", "College Noord", False, "2026-03", "2026-10", "rejected"),
        ),
    }


def _cells() -> Iterator[tuple[str, str, str, str, int]]:
    """location, site, cohort, level, starters: the published crossings of a small partnership."""
    places = [(location, site, 1.0 + index * 0.4) for index, (location, _, site, _) in enumerate(LOCATIONS)]
    places += [("north", "north", 2.4), ("east", "east", 4.0), ("west", "west", 2.6), ("all", "all", 9.0)]
    for location, site, size in places:
        for index, (cohort, _) in enumerate(YEARS):
            yield location, site, cohort, "all", round(size * (18 + index))
        for index, (pool, _) in enumerate(POOLS):
            yield location, site, pool, "all", round(size * (57 + 9 * index))
        yield location, site, "all", "all", round(size * 190)
        for index, (level, _) in enumerate(LEVELS):
            yield location, site, "all", level, round(size * (80, 110, 190)[index])


def _figures() -> Iterator[Row]:
    for place, (location, site, cohort, level, starters) in enumerate(_cells()):
        cell = {"location": location, "site": site, "cohort": cohort, "level": level}
        for order, (indicator, (_, share, _)) in enumerate(RATES.items()):
            base = round(starters * {"work_rate_graduates": 0.83, "retention_6m_counted": 0.63}.get(indicator, 1.0))
            waiting = round(base * {"2025/26": 1.0, "2024/25": 0.4}.get(cohort, 0.0))
            met = round((base - waiting) * (share + ((place * 7 + order * 3) % 9 - 4) / 100))
            rate = _rate(met, base - waiting, waiting, 12 if indicator == "work_rate_graduates" else 0)
            yield cell | {"indicator": indicator, "role": "participant"} | rate
        years = len(YEARS) if cohort == "all" else 3 if cohort.startswith("pool") else 1
        for indicator, (_, unit, _, yearly) in AMOUNTS.items():
            if level == "all":
                total = yearly * starters / 20 if unit in ("count", "hours") else yearly + place % 3 / 10
                yield cell | dict.fromkeys((*COUNTS, *DERIVED, "hidden_reason")) | {
                    "indicator": indicator, "role": "intern" if unit == "interns" else "all",
                    "numerator": total, "denominator": 36 * years if unit == "interns" else None,
                    "value": total, "hidden": False, "status": "final",
                }  # fmt: skip


def _rate(met: int, base: int, waiting: int, silent: int) -> Row:
    """A rate as it is published: hidden below the threshold, provisional while people are waiting."""
    if (base and not THRESHOLD <= met <= base - THRESHOLD) or 0 < waiting < THRESHOLD:
        hidden = {"hidden": True, "hidden_reason": "small_counts", "status": "hidden"}
        return dict.fromkeys((*COUNTS, *DERIVED)) | hidden
    half = 1.96 * sqrt(met * (base - met) / base**3) if base else 0.0
    low, high = (met / base - half, met / base + half) if base else (None, None)
    row: Row = dict(zip(COUNTS, (met, base, waiting, 0, silent), strict=True)) | dict.fromkeys(DERIVED)
    row |= {"hidden": False, "hidden_reason": None, "low": low, "high": high}
    row["status"] = "not_evaluable" if not base else "provisional" if waiting else "final"
    if base:
        row |= {"value": met / base, "maturity": base / (base + waiting)}
    if base and silent:
        everyone = base + silent
        row |= {"response": base / everyone, "bound_low": met / everyone, "bound_high": (met + silent) / everyone}
    return row


def _comparisons(figures: list[Row]) -> Iterator[Row]:
    names = {location for location, _, _, _ in LOCATIONS}
    for row in figures:
        rate = row["indicator"] in RATES and row["value"] is not None
        if not rate or row["cohort"] != "pool:2020-2022" or row["location"] not in names:
            continue
        differs = (row["location"], row["indicator"]) == ("east/barn", "diploma_rate_starters")
        sentence = "Geen aantoonbaar verschil met de andere locaties samen."
        if differs:
            sentence = "Aantoonbaar hoger dan de andere locaties samen: 6 procentpunt (2 tot 10)."
        yield {column: row[column] for column in ("indicator", "location", "cohort", "level", "role")} | {
            "against": "others", "status": "higher" if differs else "no_difference", "reason": None, "p_value": 0.001 if differs else 0.4, "q_passed": differs,
            "difference": 0.06 if differs else 0.01, "low": 0.02 if differs else -0.04, "high": 0.1,
            "sentence_nl": sentence, "sentence_en": sentence,
        }  # fmt: skip


def _indicators() -> Iterator[Row]:
    cards = [(name, label, "fraction", "rate", bound) for name, (label, _, bound) in RATES.items()]
    cards += [(name, label, unit, kind, None) for name, (label, unit, kind, _) in AMOUNTS.items()]
    words = {
        "purpose": "Laat zien wat een traject oplevert voor wie begint.",
        "numerator": "starters met een diploma op doelniveau, uiterlijk 183 dagen na de geplande einddatum",
        "denominator": "alle definitieve starts in het cohort",
        "not_evaluable": "het traject loopt nog of de termijn is niet verstreken; telt niet mee",
        "excluded": "overleden of naar het buitenland, zonder diploma",
    }
    themes = {"diploma_rate_starters": "education", "work_rate_graduates": "work", "requests_handled": "neighbourhood"}
    for position, (indicator, label, unit, kind, bound) in enumerate(cards):
        told = {"label": label, "question": f"Hoe staat het met {label.lower()}?"} | words
        yield {f"{part}_{lang}": text for part, text in told.items() for lang in ("nl", "en")} | {
            "indicator": indicator, "kind": kind, "unit": unit, "direction": "up", "theme": themes.get(indicator),
            "horizon_days": 183, "bound": bound,
            "version": "1.0", "adopted_on": date(2026, 9, 1), "owner": "Kopgroep, werkgroep cijfers",
            "next_review": date(2027, 9, 1), "sources": "locatie (traject), school (diploma)",
            "sql": "select location, cohort, outcome\nfrom core.trajectory\n", "position": position,
        }  # fmt: skip


def _places() -> Iterator[Row]:
    sites = {site: label for _, _, site, label in LOCATIONS}
    rows = [(location, label, site, sites[site], site, "location") for location, label, site, _ in LOCATIONS]
    rows += [(site, label, site, label, site, "site") for site, label in sites.items()]
    rows += [("all", "Alle locaties samen", "all", "Alle locaties samen", "", "all")]
    yield from _rows(
        "location label site site_label partner kind position",
        *((*row, position) for position, row in enumerate(rows)),
    )


def _cohorts() -> Iterator[Row]:
    rows = [("all", "alle jaren samen", "all"), *((pool, label, "pool") for pool, label in reversed(POOLS))]
    rows += [(cohort, label, "year") for cohort, label in reversed(YEARS)]
    for position, (cohort, label, kind) in enumerate(rows):
        yield {"cohort": cohort, "label_nl": label, "label_en": label, "kind": kind, "position": position}


def _claims() -> Iterator[Row]:
    told = "Van de 155 oud-deelnemers haalden er 130 een diploma; twee derde van de 102 werkt na zes maanden nog."
    columns = "claim indicator location text source as_of published_text computed_text verdict explanation_nl"
    rebuilt = "Nagebouwd met demogegevens: zelfde telling, zelfde noemer."
    yield from _rows(
        columns,
        *(
            ("first_five_years", indicator, "north/quay", told, "Jaarbericht 2016", date(2017, 1, 31), counts, counts,
             "reproduced", rebuilt)
            for indicator, counts in (
                ("diploma_rate_leavers", "130 van 155"), ("work_rate_graduates", "102 van 130"),
                ("work_rate_starters", "102 van 155"), ("retention_6m_counted", "68 van 102"),
                ("sustained_work_starters", "68 van 155"),
            )
        ),
        ("group_two", "work_rate_graduates", "north/mill", "Groep 2: 13 gestart, 13 diploma's, 8 direct aan het werk.",
         "Nieuwsbrief 2016", date(2016, 1, 25), "8 van 13", "nog niet te beoordelen", "not_evaluable",
         "Op die dag was het half jaar nog niet om."),
        ("ninety_percent", "diploma_rate_leavers", "north", "90 % haalt een diploma.", "Folder", None, "90 %", None,
         "not_reproduced", "Zonder aantal en periode is dit niet na te rekenen."),
    )  # fmt: skip


def desk_tables() -> Tables:
    """Every desk table, filled: on time, late, missing, accepted with notices, and a file that was destroyed."""
    tables: Tables = {name: [] for name in DESK} | _links() | _agreed()
    tables["run"] = [{"built_at": datetime.fromisoformat("2026-11-03T06:13"), "demo": True, "today": date(2026, 11, 3)}]
    months = [f"{2025 + (10 + index) // 12}-{(10 + index) % 12 + 1:02}" for index in range(12)]
    slots = _rows(
        "partner partner_name delivery delivery_title",
        ("north", "Wijkbedrijf Noord", "rapportage", "Maandrapportage"),
        ("east", "Wijkbedrijf Oost", "hulpvragen", "Hulpvragen"),
        ("east", "Wijkbedrijf Oost", "urenreg", "Urenregistratie"),
        ("west", "Wijkbedrijf West", "presentie", "Presentielijst"),
        ("college", "College Noord", "inschrijvingen", "Inschrijvingen"),
    )
    for place, slot in enumerate(slots):
        for index, period in enumerate(months):
            year, month = (int(part) for part in period.split("-"))
            due = date(year + month // 12, month % 12 + 1, 10)
            state = "late" if (place + index) % 7 == 0 else "on_time"
            if slot["partner"] == "college":
                state = {4: "on_time", 11: "rejected"}.get(index, "not_due")
            if slot["partner"] == "west" and index == 11:
                state = "missing"
            tables["expected"].append(slot | {"period": period, "due_on": due, "state": state})
            if state not in ("missing", "not_due") and index >= 8:
                _receipt(tables, slot | {"period": period, "due_on": due}, state, noticed=(place + index) % 3 == 0)
    return tables


def _agreed() -> Tables:
    """What was agreed with whom, the words of a coded column, and what a steward decided before."""
    plans = _rows(
        "partner partner_name kind delivery title example rhythm_nl",
        ("north", "Wijkbedrijf Noord", "site", "rapportage", "Maandrapportage", "rapportage_202610.xlsx", "elke maand"),
        ("east", "Wijkbedrijf Oost", "site", "hulpvragen", "Hulpvragen", "hulpvragen_202610.csv", "elke maand"),
        ("east", "Wijkbedrijf Oost", "site", "urenreg", "Urenregistratie", "urenreg_202610.csv", "elke maand"),
        ("west", "Wijkbedrijf West", "site", "presentie", "Presentielijst", "presentie_202610.csv", "elke maand"),
        ("college", "College Noord", "school", "inschrijvingen", "Inschrijvingen", "ins_202610.csv", "in mrt, okt"),
        ("housing", "Woningstichting", "housing", "", None, None, None),
    )  # fmt: skip
    return {
        "plan": [plan | {"rhythm_en": plan["rhythm_nl"], "due_days": 10, "admitted": True} for plan in plans],
        "term": [
            {"column": "help_request.category", "label": "Soort hulp", "code": code, "nl": word, "en": code}
            for code, word in (("groceries", "boodschappen"), ("walk", "wandelen"))
        ],
        "repair": [
            {"partner": "east", "partner_name": "Wijkbedrijf Oost", "delivery": "hulpvragen", "do": "map",
             "what": "help_request.category: bosschappen", "becomes": "groceries", "period": "", "reason": "tikfout in hun lijst",
             "decided_by": "A. Steward", "decided_on": datetime.fromisoformat("2026-10-20T00:00")}
        ],
    }  # fmt: skip


def _links() -> Tables:
    """A school of which some rows are linked to nobody, and that contradicts a site."""
    school = {"partner": "college", "partner_name": "College Noord"}
    site = {"partner": "north", "partner_name": "Wijkbedrijf Noord"}
    enrolled = {"dataset": "enrolment", "dataset_name": "Inschrijving"}
    file = {"source_file": "inschrijvingen.csv", "source_sheet": ""}
    rate = {
        "records": 200,
        "by_number": 150,
        "by_person": 30,
        "by_person_and_dates": 6,
        "ambiguous": 1,
        "unmatched": 9,
        "no_key": 4,
    }
    lost = [
        (12, "ambiguous", "meer dan één deelnemer heeft deze naam"),
        *((20 + n, "unmatched", "geen deelnemer bekend") for n in range(13)),
    ]
    differs = {"signal": "diploma_dates_differ", "delivery_id": "x"}
    return {
        "link_rate": [school | enrolled | rate | {"rate": 0.93}],
        "unlinked": [
            school | enrolled | file | {"source_row": row, "how": how, "sentence": f"regel {row}: {what}."} for row, how, what in lost
        ],
        "signal": [
            differs | school | file | {"against": "north", "against_name": "Wijkbedrijf Noord", "source_row": 7,
                                       "sentence": "regel 7: locatie en school noemen een andere dag voor het diploma."},
            differs | site | {"source_file": "rapportage.xlsx", "source_sheet": "Deelnemers", "source_row": 9, "against": "college",
                              "against_name": "College Noord", "sentence": "Deelnemers, rij 9: een andere dag voor het diploma."},
        ],
        "unused_word": [
            site | {"delivery": "rapportage", "delivery_title": "Rapportage", "table": "deelnemers", "dataset": "trajectory",
                    "dataset_name": "Traject", "column": "programme", "column_name": "opleiding", "word": word}
            for word in ("AKA", "")
        ],
    }  # fmt: skip


def _receipt(tables: Tables, slot: Row, state: str, noticed: bool) -> None:
    delivery_id = f"{slot['partner']}.{slot['delivery']}.{slot['period']}.0123456789ab"
    keys = {"delivery_id": delivery_id, "receipt_id": f"{delivery_id}.1"}
    taken = state != "rejected"
    sentence = f"{slot['delivery_title']} van {slot['period']} is verwerkt."
    if not taken:
        sentence = "In kolom D staan burgerservicenummers. Het bestand is vernietigd. Lever het aan zonder deze kolom."
    tables["delivery"].append(
        slot
        | keys
        | {"file": f"{slot['delivery']}_{slot['period'].replace('-', '')}.csv", "effective": taken,
           "arrived_at": datetime.combine(slot["due_on"].replace(day=6), time(9)), "sentence": sentence,
           "outcome": ("accepted_with_notices" if noticed else "accepted") if taken else "destroyed",
           "rows": 423 * taken, "used": 412 * taken, "quarantined": 3 * taken * noticed, "skipped": 8 * taken,
           "skipped_by_kind": '{"blank": 7, "total": 1}' if taken else "{}", "records": 412, "on_time": True, "matters": True,
           "run": "6f1c0d58-7c1f-4d0a-9a53-2f3c1a0b9e77" if taken else "", "outbox": f"outbox/{slot['partner']}/{delivery_id}"}
    )  # fmt: skip
    if not taken:
        tables["action"].append(
            keys | {"partner": slot["partner"], "position": 0, "rule": "file.carries_no_bsn", "severity": "blocks",
                    "what": sentence, "now": "", "count": 1, "places": "", "explained": "", "header": "BSN", "value": "",
                    "proposal": "", "may_map": False, "may_waive": False}
        )  # fmt: skip
    if taken and noticed:
        columns = "rule severity dimension row header value sentence proposal count"
        known = ("help_request.category.is_known", "quarantines", "conformity", 31, "Soort hulp", "boodschapen",
                 "Dit woord staat niet in de lijst van soorten hulp.", "Schrijf 'boodschappen'.", 2)  # fmt: skip
        hours = ("visit.hours.hours_are_a_quarter_to_12", "notice", "plausibility", 88, "Duur", "99",
                 "Een bezoek duurt 0,25 tot 12 uur.", "Kijk de duur na.", 1)  # fmt: skip
        found = _rows(columns, known, hours)
        tables["finding"] += [keys | {"partner": slot["partner"], "sheet": None} | row for row in found]
        columns = "position rule severity what now count places explained"
        repairs = _rows(
            columns,
            (0, "help_request.category.is_known", "quarantines", "Onbekende waarde voor soort hulp: 'boodschapen'",
             "Bedoelt u 'boodschappen'?", 2, "regel 31, regel 40", ""),
            (1, "visit.hours.hours_are_a_quarter_to_12", "notice", "Klopt niet met de afspraak, kolom 'Duur', zoals '99'", "Pas aan, of licht toe.",
             1, "regel 88", "Een nachtdienst (Noord, 2026-11-01)" if slot["partner"] == "north" else ""),
        )  # fmt: skip
        cells = (
            {
                "header": "Soort hulp",
                "value": "boodschapen",
                "proposal": "boodschappen",
                "may_map": True,
                "may_waive": False,
            },
            {"header": "Duur", "value": "99", "proposal": "", "may_map": False, "may_waive": False},
        )
        tables["action"] += [
            keys | {"partner": slot["partner"]} | row | cell for row, cell in zip(repairs, cells, strict=True)
        ]
        tables["apart"] += [
            {"receipt_id": keys["receipt_id"], "sheet": "", "row": place, "header": "Soort hulp", "value": "boodschapen",
             "rule": "help_request.category.is_known", "sentence": f"regel {place}, kolom 'Soort hulp': geen bekende waarde."}
            for place in (31, 40)
        ]  # fmt: skip
