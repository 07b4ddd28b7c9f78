"""Hundreds of findings become the few repairs that solve them, what solves most first, and none is lost."""

from dataclasses import replace

from pipelines import findings
from pipelines.contracts import Rule
from pipelines.findings import Finding
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from pipelines.stages.feedback.actions import MOST, WORDS_PER_COLUMN, Action, repair_actions

REQUESTS = load_registry(SOURCES).contracts["help_request"]
CATEGORY, ASKED = REQUESTS.column("category"), REQUESTS.column("requested_on")
KNOWN = ("boodschappen", "koken", "schoonmaken")


def word(row: int, text: str, sheet: str = "Hulpvragen") -> Finding:
    return findings.unknown_value(REQUESTS, CATEGORY, sheet, row, "Soort hulp", text, KNOWN, "D")


def day(row: int, text: str = "31-06-2016") -> Finding:
    return findings.wrong_format(REQUESTS, ASKED, "Hulpvragen", row, "Aangevraagd", text, "C")


def test_one_word_in_many_rows_and_sheets_is_one_repair_with_its_proposal() -> None:
    found = [word(row, "boodschapen") for row in range(2, 214)]
    found[5] = word(7, "Boodschapen", "Hulpvragen 2")
    (action,) = repair_actions(found)
    assert action.count == 212
    assert action.what == "Onbekende waarde voor soort hulp: 'boodschapen', 'Boodschapen'"
    assert action.severity == CATEGORY.unknown
    assert repair_actions(found[:4])[0].now == "Bedoelt u 'boodschappen'?"
    assert repair_actions(found[:4])[0].places == ["Hulpvragen!D2", "Hulpvragen!D3", "Hulpvragen!D4"]


def test_dates_that_do_not_exist_are_one_habit_of_one_column() -> None:
    (action,) = repair_actions([day(2), day(3), day(4, "30-02-2016")])
    assert action.what == "Geen bestaande datum, kolom 'Aangevraagd', zoals '31-06-2016'"
    assert action.now == "Bij elke cel staat een voorstel, zoals '30-06-2016'."
    assert repair_actions([day(2)])[0].now == "Bedoelt u '30-06-2016'?"


def test_what_stops_the_file_comes_first_and_then_what_frees_most_rows() -> None:
    stops = findings.sheet_not_found("^Uren$", ["Blad1"])
    note = findings.unmapped_column("Hulpvragen", "Extra")
    made = repair_actions(
        [note, *(day(row) for row in (2, 3)), word(4, "koke"), word(5, "koke"), word(6, "koke"), stops]
    )
    assert [(action.severity, action.count) for action in made] == [
        ("blocks", 1), ("quarantines", 3), ("quarantines", 2), ("notice", 1)
    ]  # fmt: skip
    assert made[0].what == stops.sentence
    assert made[0].now == ""


def test_columns_that_nobody_knows_are_one_action() -> None:
    (action,) = repair_actions([findings.unmapped_column("Uren", name) for name in "ABCDEFG"])
    assert action.count == 7
    assert action.what == "7 kolommen die wij niet kennen: 'A', 'B', 'C', 'D', 'E' en nog 2"


def test_a_column_full_of_other_words_is_one_action_and_likely_typos_stay_apart() -> None:
    found = [word(row, f"iets {row} heel anders") for row in range(2, 3 + WORDS_PER_COLUMN)]
    made = repair_actions([*found, word(40, "kokken")])
    assert [action.count for action in made] == [WORDS_PER_COLUMN + 1, 1]
    assert made[0].value == ""
    assert "en nog 4" in made[0].what
    assert made[1].proposal == "koken"


def test_a_row_that_gave_several_records_is_repaired_once() -> None:
    rule = Rule(
        "x.key_stands_once", "quarantines", "uniqueness", "Eén keer.", "Dubbel.", "expect_x", {"column": "_copy"}
    )
    said = "een regel die er al precies zo staat"
    found = [findings.broken_rule(rule, "", 7, "Stagiair", said) for _ in range(25)]
    found += [findings.broken_rule(replace(rule, id="y.key_stands_once"), "", 7, "Stagiair", said)]
    (action,) = repair_actions(found)
    assert action.count == 1
    assert action.what == "Regel die er al precies zo staat, kolom 'Stagiair'"
    assert action.now == "De eerste telt al mee; haal de andere weg."
    differs = findings.broken_rule(rule, "", 7, "Stagiair", "een sleutel die vaker voorkomt, met andere inhoud")
    assert "welke klopt" in repair_actions([differs])[0].now


def test_an_empty_cell_and_a_broken_rule_say_what_is_wrong_not_what_was_agreed() -> None:
    filled = next(rule for rule in REQUESTS.rules if rule.id == "help_request.client_key.is_filled")
    (empty,) = repair_actions([findings.broken_rule(filled, "", 5, "Clientnr", "")])
    assert empty.what == "Lege cel, kolom 'Clientnr'"
    other = next(rule for rule in REQUESTS.rules if "handled" in rule.id and rule.expectation != filled.expectation)
    (broken,) = repair_actions([findings.broken_rule(other, "", 5, "Datum", "01-01-2015")])
    assert (
        broken.what == f"Klopt niet met de afspraak ‘{other.sentence.rstrip('.')}’, kolom 'Datum', zoals '01-01-2015'"
    )


def test_a_finding_that_stands_for_many_counts_as_many() -> None:
    found = [day(2), findings.more_of_the_same(day(3), 4_998)]
    (action,) = repair_actions(found)
    assert action.count == 4_999
    assert action.places == ["Hulpvragen!C2"]


def test_beyond_the_most_that_anybody_reads_the_rest_is_one_line_and_no_finding_is_lost() -> None:
    found = [replace(day(row), header=f"Kolom {row}") for row in range(1, 61)]
    made = repair_actions(found)
    assert len(made) == MOST
    assert made[-1].what == "Nog 36 andere soorten opmerkingen"
    assert sum(action.count for action in made) == 60


def test_a_masked_value_is_in_no_action() -> None:
    born = load_registry(SOURCES).contracts["trajectory"].column("birth_date")
    contract = load_registry(SOURCES).contracts["trajectory"]
    (action,) = repair_actions([findings.wrong_format(contract, born, "", 3, "Geb.dat.", "31-02-1990")])
    assert findings.MASK not in str(action)
    assert "1990" not in str(action)


def test_nothing_found_is_nothing_to_do() -> None:
    assert repair_actions([]) == []
    assert Action("r", "notice", "w", "n", 1).places == []
