"""Each sentence for a supplier says where, what, why and what now, and never repeats what identifies somebody."""

from dataclasses import replace
from datetime import date

import pytest

from pipelines import findings
from pipelines.contracts import Column, Rule
from pipelines.findings import Finding
from pipelines.registry import load_registry
from pipelines.settings import SOURCES

CONTRACT = load_registry(SOURCES).contracts["trajectory"]
STARTED, BORN, NUMBER = (CONTRACT.column(name) for name in ("started_on", "birth_date", "trajectory_id"))
FUNDER, STATUS = CONTRACT.column("funder"), CONTRACT.column("status")
RULE = next(rule for rule in CONTRACT.rules if rule.id.endswith("end_is_not_before_start"))
HEADERS = ("Trajectnr", "Start")

# The finding; where it is; what stands there; what to do now.
SAID: dict[str, tuple[Finding, str, str, str]] = {
    "unknown partner": (findings.unknown_partner("noordd", ["noord"]), "Map 'noordd'", "hoort bij geen partner", "zet het in de map"),
    "unknown file": (findings.unknown_file("x.txt", ["Uren, zoals 'u.csv'"]), "'x.txt'", "geen afgesproken bestandsnaam", "Hernoem het"),
    "not admitted": (findings.not_admitted("Noord", "uren"), "Noord (uren)", "geen grondslag", "Vul 'admission'"),
    "impossible period": (findings.impossible_period("u_13.csv", "maand 13"), "'u_13.csv'", "maand 13", "Corrigeer de naam"),
    "later": (findings.of_a_later_period(CONTRACT, date(2016, 2, 29), 97, 100, "2016-03"), "tot en met 29-02-2016", "97 van de 100 regels zijn van daarna, meestal van maart 2016", "Geef het bestand de naam van zijn eigen periode"),
    "in two periods": (findings.told_in_two_periods(CONTRACT, 7, 40, "u_2016.csv"), "ook in 'u_2016.csv'", "van de 40 gegevens in dit bestand staan er 7", "met alleen de kopregel"),
    "earlier": (findings.of_an_earlier_period(CONTRACT, date(2016, 2, 1), 97, 100, "2015-12"), "begint dit bestand op 01-02-2016", "97 van de 100 regels zijn van daarvoor, meestal van december 2015", "lever ook het bestand dat wel bij deze naam hoort"),
    "empty file": (findings.empty_file("u.csv"), "'u.csv'", "is leeg", "opnieuw exporteren"),
    "too large": (findings.too_large("u.csv", 600.4, 512), "'u.csv'", "600 MB", "Splits de levering"),
    "unreadable": (findings.unreadable("u.xlsx", "het is stuk"), "'u.xlsx'", "het is stuk", "Exporteer het opnieuw"),
    "in no folder": (findings.in_no_folder("u.csv"), "'u.csv'", "ligt los in de inbox", "in de map van de partner"),
    "no plain file": (findings.no_plain_file("u.csv"), "'u.csv'", "geen gewoon bestand", "Zet er het bestand zelf neer"),
    "newer holds": (findings.newer_holds("u.csv", "u v2.csv"), "'u.csv' is ouder dan 'u v2.csv'", "verandert de cijfers niet", "hogere versie"),
    "subfolder": (findings.in_a_subfolder("noord/2016/u.csv", "inbox/noord"), "'noord/2016/u.csv'", "submap van de inbox", "zet het rechtstreeks in"),
    "register without records": (
        findings.register_without_records(), "dit overzicht", "wat u eerder leverde, blijft gelden", "Exporteer opnieuw",
    ),
    "too few to call it a citizen service number": (
        findings.perhaps_bsn("Blad1", "Nummer", 2), "Blad1, kolom 'Nummer'", "2 waarde(n)", "Meld het de datasteward",
    ),
    "other encoding": (
        findings.other_encoding("utf-8", "cp1252", "regel 3 is geen UTF-8"), "regel 3 is geen UTF-8", "wij spraken", "Meld het de datasteward",
    ),
    "wrong letters": (findings.wrong_letters(3), "Vanaf regel 3", "verminkte letters", "Exporteer het rechtstreeks"),
    "formula errors": (findings.formula_errors("Uren", 4, 7, "C", "#REF!"), "Uren!C7", "hier staat #REF!; 4 cel(len)", "Herstel de formules"),
    "mended cells": (findings.mended_cells(2), "De werkmap", "op 2 plek(ken)", "Sla het bestand opnieuw op"),
    "never computed": (findings.never_computed("Uren", 4, 7, "C"), "Uren!C7", "van 4 formule(s)", "Open het bestand in Excel"),
    "no footer": (findings.no_footer(r"^Aantal: (?P<rows>\d+)$"), "laatste regel ('Aantal: …')", "ontbreekt", "Controleer of de export"),
    "mended header": (findings.mended_header(1, [("Trajctnr", "Trajectnr")]), "regel 1", "'Trajctnr' als 'Trajectnr'", "Herstel de kopregel"),
    "other width": (findings.other_width(1, 8, 9), "regel 1", "8 kolommen en de regels eronder 9", "lever opnieuw"),
    "header": (
        findings.header_not_found("Uren", "Trajectnr", ["Start"], HEADERS),
        "Uren", "geen kopregel met 'Trajectnr'", "Zet de afgesproken",
    ),
    "further table": (
        findings.table_not_found("Blad1", "capaciteit", "^Plaatsen"), "Blad1", "begint bij een rij met 'Plaatsen'", "Zet die rij terug",
    ),
    "title": (findings.title_not_found("Kosten", "x €"), "Kosten", "gezocht is naar 'x €'", "Zet de titel terug"),
    "no number in the key list": (
        findings.not_in_key_list("Presentie", 7, "Stagiair", "A"), "Presentie!A7", "geen (of meer dan één) trajectnummer", "Vul de sleutellijst aan",
    ),
    "sheet": (findings.sheet_not_found("^Uren$", ["Blad1"]), "Tabblad 'Uren'", "Blad1", "Zet het tabblad terug"),
    "required column": (
        findings.missing_column("Uren", STARTED, ("Start", "Begin"), ["Nr"], "blocks"),
        "Uren", "kolom 'Start' of 'Begin' ontbreekt", "Zet de kolom terug en lever opnieuw",
    ),
    "optional column": (
        findings.missing_column("Uren", FUNDER, ("Betaler",), ["Nr"], "notice"),
        "Uren", "'Financier' blijft daarom leeg", "Zet de kolom terug als",
    ),
    "unmapped column": (findings.unmapped_column("Uren", "Extra"), "Uren, kolom 'Extra'", "kennen wij niet", "Meld het"),
    "control total": (findings.wrong_control_total(4, 3, 9), "regel 9", "staan er 3", "Exporteer opnieuw"),
    "record total": (
        findings.wrong_record_total("PER", "4", 3, 9), "regel 9", "dat er 4 PER-regels zijn, maar er staan er 3", "Exporteer opnieuw",
    ),
    "no totals": (findings.totals_missing("SLR"), "(SLR)", "waarschijnlijk afgebroken", "Exporteer opnieuw"),
    "record type": (
        findings.unknown_record_type(7, "XYZ", ["PER", "ISG"]), "regel 7", "begint met 'XYZ'; afgesproken zijn PER, ISG", "Pas aan",
    ),
    "orphan line": (findings.orphan_line(7, "ISG", "PER"), "regel 7", "staat geen PER-regel waar hij bij hoort", "Pas aan"),
    "lost digits": (
        findings.lost_digits(CONTRACT, NUMBER, "Uren", 17, "Nr"), "Uren, rij 17, kolom 'Nr'", "laatste cijfers zijn weg", "op 'Tekst'",
    ),
    "damaged line": (findings.damaged_line(7, 3, "er staan 2 velden"), "regel 7", "er staan 2 velden", "lever opnieuw"),
    "citizen service number": (findings.bsn_found("Blad1", "Nummer", 9), "Blad1, kolom 'Nummer'", "9 waarden", "Verwijder de kolom"),
    "wrong date": (
        findings.wrong_format(CONTRACT, STARTED, "Uren", 17, "Start", "31-06-2016"),
        "Uren, rij 17, kolom 'Start'", "'31-06-2016' is geen bestaande datum. Bedoelt u 30-06-2016?", "Pas aan",
    ),
    "unknown value": (
        findings.unknown_value(CONTRACT, STATUS, "", 4, "Status", "afgerrond", ["Afgerond"]),
        "regel 4, kolom 'Status'", "'afgerrond' is geen bekende waarde voor status. Bedoelt u 'Afgerond'?", "Pas aan",
    ),
    "broken rule": (
        findings.broken_rule(RULE, "Uren", 5, "Eind", "01-01-2015"),
        "Uren, rij 5, kolom 'Eind'", f"hier staat 01-01-2015. Afgesproken is: {RULE.sentence}", "Pas aan",
    ),
    "too many": (findings.too_many_quarantined(CONTRACT, 6, 40), "6 van de 40 regels (15%)", "meer dan 5%", "Herstel de regels"),
    "unmatched row": (findings.unmatched_row(CONTRACT, "Uit", 8), "Uit, rij 8", "komt niet voor in de hoofdtabel", "Pas aan"),
    "much vanished": (
        findings.many_vanished(CONTRACT, 9, 60, "jan.csv"),
        "Traject", "van de 60 gegevens in de vorige levering ('jan.csv') staan er 9 (15%) niet meer", "licht het dan toe",
    ),
    "linked to nobody": (findings.unlinked("ambiguous", "", 9), "regel 9", "meer dan één deelnemer", "Vul het trajectnummer in"),
    "difference": (
        findings.signal("diploma_dates_differ", "Deelnemers", 7, "College Noord"),
        "Deelnemers, rij 7", "een andere dag voor het diploma", "Kijk het samen na (College Noord)",
    ),
    "correction made": (
        findings.corrected("uren-per-maand", "scale", "reden", "J. Jansen", "Uren", 7, "Uren per week"),
        "Uren, rij 7, kolom 'Uren per week'", "vermenigvuldigd", "Herstel het in uw eigen administratie",
    ),
    "correction that fits nothing": (
        findings.correction_missed("oude-rij", "Uren"), "Uren", "past op geen enkele regel", "De datasteward",
    ),
    "correction that is outdated": (
        findings.correction_outdated("oude-rij", "Uren", 7, "Uren per week"),
        "Uren, rij 7, kolom 'Uren per week'", "iets anders dan er staat", "De datasteward",
    ),
    "more of the same": (
        findings.more_of_the_same(findings.broken_rule(RULE, "Uren", 5, "Eind", "01-01-2015"), 3000),
        "kolom 'Eind'", "nog 3000 regels met hetzelfde als in Uren, rij 5", "Pas aan",
    ),
    "broken check": (
        findings.check_broken(RULE, "bestaat niet"), RULE.sentence, "kon niet worden uitgevoerd (bestaat niet)", "datasteward",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_a_sentence_says_where_what_and_what_now(name: str) -> None:
    finding, where, what, what_now = SAID[name]
    assert where in finding.sentence
    assert what in finding.sentence
    assert what_now in finding.sentence
    assert finding.sentence.endswith(".")
    assert finding.severity in ("blocks", "quarantines", "notice", "signal")
    assert "." in finding.rule


def test_every_finding_that_can_be_made_is_shown_above() -> None:
    makers = {name for name in vars(findings) if not name.startswith("_") and name != "place"}
    made = {name for name in makers if getattr(vars(findings)[name], "__annotations__", {}).get("return") is Finding}
    assert len(made) >= 20
    assert len(SAID) == len(made) + 1


def test_a_place_is_told_as_the_supplier_sees_it() -> None:
    assert findings.place("Uren", 3, "Van") == "Uren, rij 3, kolom 'Van'"
    assert findings.place("", 3) == "regel 3"
    assert findings.place("", None) == "het bestand"


@pytest.mark.parametrize("column", [BORN, NUMBER], ids=["birth date", "number"])
@pytest.mark.parametrize("text", ["31-06-1990", "DH-0001", "31/04/1985"])
def test_what_identifies_somebody_is_never_repeated(column: Column, text: str) -> None:
    finding = findings.wrong_format(CONTRACT, column, "Uren", 17, "Geboren", text)
    assert text[-4:] not in str(finding)
    assert finding.value == findings.MASK
    assert not finding.proposal


@pytest.mark.parametrize("text", ["999990019", "9999 90 019", "9999.90.019", "Anna 999990019"])
def test_a_citizen_service_number_in_a_wrong_column_is_never_repeated(text: str) -> None:
    for finding in (
        findings.unknown_value(CONTRACT, STATUS, "", 4, "Status", text, ["Afgerond"]),
        findings.wrong_format(CONTRACT, STARTED, "", 4, "Start", text),
    ):
        assert "90019" not in str(finding).replace(" ", "").replace(".", "")


def test_a_long_text_is_cut_short() -> None:
    finding = findings.unknown_value(CONTRACT, STATUS, "", 4, "Status", "verhaal " * 40, [])
    assert len(finding.value) == findings.SHOWN


def test_a_missing_header_repeats_only_agreed_words() -> None:
    finding = findings.header_not_found("", "Trajectnr", ["Fatima", "de Vries", "Start"], HEADERS)
    assert "'Start'" in finding.sentence
    assert "Fatima" not in str(finding)
    assert "geen" in findings.header_not_found("", "Trajectnr", [], HEADERS).sentence


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("31-06-2016", "30-06-2016"), ("29-02-2015", "28-02-2015"), ("30/02/2016", "29-02-2016"), ("31-02-1900", ""),
        ("31-11-2016", "30-11-2016"), ("32-01-2016", ""), ("31-01-2016", ""), ("31-13-2016", ""), ("gisteren", ""), ("1-2", ""),
        ("2023-06-31", "2023-06-30"), ("2015.06.31", "2015.06.30"), ("20260631", "20260630"), ("2023-06-30", ""), ("20261331", ""),
        ("31/6/26", "30/6/26"), ("31-6-26", "30-6-26"), ("30/2/12", "29/2/12"), ("31/6-26", ""), ("1,23457E+08", ""),
    ],
)  # fmt: skip
def test_only_an_impossible_day_gets_a_proposal(text: str, proposal: str) -> None:
    assert findings.wrong_format(CONTRACT, STARTED, "", 2, "Start", text).proposal == proposal


def test_a_rule_about_an_empty_or_masked_cell_does_not_pretend_to_quote_it() -> None:
    filled = Rule(
        "x.y",
        "notice",
        "completeness",
        "Y is ingevuld.",
        "Nodig.",
        "expect_column_values_to_not_be_null",
        {"column": "y"},
    )
    assert "hier staat niets" in findings.broken_rule(filled, "", 2, "Y", "").sentence
    assert "dit klopt niet" in findings.broken_rule(RULE, "", 2, "Y", "").sentence
    assert "De regel telt wel mee" in findings.broken_rule(filled, "", 2, "Y", "").sentence
    assert "apart gezet" in findings.broken_rule(replace(filled, severity="quarantines"), "", 2, "Y", "").sentence


def test_a_refusal_reads_as_its_findings() -> None:
    blocked = findings.Blocked(SAID["sheet"][0], SAID["header"][0], beside=[SAID["too many"][0]])
    assert str(blocked) == f"{SAID['sheet'][0].sentence} {SAID['header'][0].sentence}"
    assert not blocked.destroy


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"^Aantal regels: (?P<rows>\d+)", "Aantal regels: …"),
        (r"^Einde bestand;(?P<rows>\d+) deelnemers$", "Einde bestand;… deelnemers"),
        (r"^(?:Uren|Hours)$", "Uren|Hours"),
        (r"^Kosten .*\(x € 1\.000\)", "Kosten …(x € 1.000)"),
        ("^Blad1$", "Blad1"),
    ],
)
def test_a_pattern_is_told_as_a_supplier_would_write_it(pattern: str, text: str) -> None:
    assert findings.as_written(pattern) == text


@pytest.mark.parametrize(("apart", "rows", "said"), [(9, 169, "(5,3%)"), (34, 100, "(34%)"), (6, 100, "(6%)")])
def test_a_share_beyond_the_limit_never_reads_as_the_limit(apart: int, rows: int, said: str) -> None:
    told = findings.too_many_quarantined(replace(CONTRACT, quarantine_limit=0.05), apart, rows).sentence
    assert f"regels {said} kunnen niet worden gebruikt; meer dan 5% is te veel" in told
