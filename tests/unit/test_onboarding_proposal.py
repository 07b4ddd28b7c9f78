"""A newcomer's sample becomes a proposal: columns, words and forms found, doubts as questions, nobody's details repeated."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.onboarding.lexicon import Lexicon, learn, load_headers
from pipelines.onboarding.propose import Proposal, propose
from pipelines.onboarding.render import as_yaml, party_lines, text_of
from pipelines.onboarding.shapes import profile
from pipelines.onboarding.values import code_words, may_be_shown
from pipelines.registry import Parties, Registry, load_registry
from pipelines.settings import SOURCES
from pipelines.table_language import Delivery
from pipelines.yaml_lines import ConfigurationError, load, parse
from tests import newcomer

REGISTRY = load_registry(SOURCES)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return learn(REGISTRY, SOURCES)


def proposed(*paths: Path, partner: str = "zwolle", registry: Registry = REGISTRY) -> Proposal:
    (found,) = propose(list(paths), partner, registry, SOURCES, 60)
    return found


def columns(proposal: Proposal, dataset: str) -> dict[str, Any]:
    return next(
        fill["columns"]
        for table in proposal.delivery["tables"]
        for fill in table["fills"]
        if fill["dataset"] == dataset
    )


def asked(proposal: Proposal, *words: str) -> bool:
    return any(all(word in remark.text for word in words) for remark in proposal.questions)


def test_a_site_in_a_strange_dialect_is_understood(tmp_path: Path) -> None:
    found = proposed(newcomer.participants(tmp_path))
    assert found.datasets == ("trajectory",)
    assert found.delivery["text"] == {"encoding": "utf-16", "delimiter": "\t"}
    assert found.delivery["formats"]["date"] == ["%d.%m.%Y"]
    assert found.delivery["tables"][0]["header"] == {"find": "Dossiernr"}
    assert found.delivery["tables"][0]["not_used"] == ["Bijzonderheden"]
    own = columns(found, "trajectory")
    assert {name: spec["from"] for name, spec in own.items() if "from" in spec} == {
        "trajectory_id": "Dossiernr", "full_name": "Naam", "birth_date": "Geb. datum", "gender": "M/V",
        "location": "Buurt", "started_on": "Ingangsdatum", "planned_end_on": "Verwacht einde", "ended_on": "Datum uitstroom",
        "programme": "Opleiding", "target_level": "Streefniveau", "status": "Stand", "stop_reason": "Reden uitval",
        "diploma": "Diploma?", "diploma_on": "Datum diploma",
    }  # fmt: skip
    assert own["role"] == {"constant": "participant"}
    assert asked(found, "deelnemer", "hele bestand")
    assert own["status"]["values"] == {"gediplomeerd": "graduated", "in traject": "running", "uitgevallen": "stopped"}
    assert own["target_level"]["values"] == {"niv. II": "mbo2", "niv. I": "mbo1"}


def test_an_unknown_site_gets_an_entry_with_its_places(tmp_path: Path) -> None:
    found = proposed(newcomer.participants(tmp_path))
    assert found.party is not None
    assert (found.party.kind, {place.id for place in found.party.locations}) == (
        "site",
        {"zwolle/holtenbroek", "zwolle/aa_landen"},
    )
    assert columns(found, "trajectory")["location"]["values"] == {
        "Holtenbroek": "zwolle/holtenbroek",
        "Aa-landen": "zwolle/aa_landen",
    }
    path = tmp_path / "partners.yaml"
    path.write_text(
        text_of(party_lines(found.party, [{"delivery": found.name, "every": "month"}], found.places, is_new=True)),
        encoding="utf-8",
    )
    (entry,) = parse(Parties, load(path)).partners
    assert entry == found.party.model_copy(update={"delivers": entry.delivers})


def test_a_known_site_uses_its_own_places(tmp_path: Path) -> None:
    party = proposed(newcomer.participants(tmp_path)).party
    assert party is not None
    known = party.model_copy(update={"locations": tuple(p for p in party.locations if p.name == "Holtenbroek")})
    registry = replace(REGISTRY, parties=REGISTRY.parties | {"zwolle": known})
    found = proposed(newcomer.participants(tmp_path), registry=registry)
    assert columns(found, "trajectory")["location"]["values"] == {"Holtenbroek": "zwolle/holtenbroek"}
    assert asked(found, "onbekend voor locatie")


def test_a_workbook_with_totals_a_legend_and_a_list_is_understood(tmp_path: Path) -> None:
    found = proposed(newcomer.help_requests(tmp_path))
    (table,) = found.delivery["tables"]
    assert (table["sheet"], table["header"], table["end"]) == ("^Lijst$", {"find": "Aanvraagnr"}, "^Legenda")
    assert table["skip"][0]["kind"] == "total"
    assert {name: spec["from"] for name, spec in columns(found, "help_request").items()} == {
        "request_id": "Aanvraagnr", "location": "Buurt", "client_key": "Klant", "requested_on": "Binnengekomen",
        "handled_on": "Klaar op", "category": "Type hulp", "requested_by": "Aanvrager", "status": "Afhandeling",
    }  # fmt: skip
    assert found.delivery["kind"] == "increment"
    assert columns(found, "help_request")["category"]["values"]["Wandeling"] == "walk"


def test_an_employer_that_writes_the_month_first_is_understood(tmp_path: Path) -> None:
    found = proposed(newcomer.staff(tmp_path), partner="zorggroep")
    assert found.delivery["text"] == {"encoding": "utf-8", "delimiter": "|"}
    assert found.delivery["formats"]["date"] == ["%m/%d/%Y"]
    assert found.delivery["formats"]["decimal"] == "."
    assert found.delivery["formats"]["open_end"] == ["12/31/2999"]
    assert found.delivery["decides_as_of"] is False
    assert found.kind == "employer"
    own = columns(found, "employment")
    assert (own["started_on"]["from"], own["birth_date"]["from"], own["hours_per_week"]["from"]) == (
        "Start date",
        "Date of birth",
        "Hours per week",
    )


def test_a_column_of_citizen_numbers_is_told_first_and_never_mapped(tmp_path: Path) -> None:
    found = proposed(newcomer.staff(tmp_path), partner="zorggroep")
    assert found.questions[0].kind == "warning"
    assert "'BSN'" in found.questions[0].text
    assert "vernietigd" in found.questions[0].text
    assert not any(spec.get("from") == "BSN" for spec in columns(found, "employment").values())


def test_nobodys_name_number_or_remark_is_repeated(tmp_path: Path) -> None:
    for path in (newcomer.participants(tmp_path), newcomer.staff(tmp_path)):
        found = proposed(path)
        said = as_yaml(found)
        details = [*newcomer.FAMILY, *newcomer.GIVEN, "belt liever", "ZW-001", "30.03.1985", "03/30/1985"]
        assert not [word for word in details if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)]
        assert not re.search(r"\b9999\d{5}\b", said)


def test_what_is_written_reads_back_as_the_same_delivery(tmp_path: Path) -> None:
    for path in (newcomer.participants(tmp_path), newcomer.help_requests(tmp_path), newcomer.staff(tmp_path)):
        found = proposed(path)
        target = tmp_path / "voorstel.yaml"
        target.write_text(as_yaml(found), encoding="utf-8")
        assert parse(Delivery, load(target)) == Delivery.model_validate(found.delivery)


def test_two_samples_tell_a_register_from_periods(tmp_path: Path) -> None:
    whole = [
        newcomer.participants(tmp_path, f"Overzicht deelnemers {month} 2026.txt", people)
        for month, people in (("aug", 110), ("sept", 120))
    ]
    assert proposed(*whole).delivery["kind"] == "register"
    months = [
        newcomer.help_requests(tmp_path, f"hulp 2026-{month}.xlsx", first=number)
        for month, number in (("09", 0), ("10", 60))
    ]
    assert proposed(*months).delivery["kind"] == "increment"


def test_kinds_of_file_are_told_apart_by_their_names(tmp_path: Path) -> None:
    found = propose(
        [newcomer.participants(tmp_path), newcomer.help_requests(tmp_path)], "zwolle", REGISTRY, SOURCES, 60
    )
    assert [proposal.datasets for proposal in found] == [("trajectory",), ("help_request",)]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("leeg.csv", b"", "leeg"),
        ("export.xls", b"<html><body><table><tr><td>Nr</td></tr></table></body></html>", "webpagina"),
        ("export.xlsx", b"PK\x03\x04 and then nothing", "werkmap"),
        ("RO_21CY.csv", b"VLP|20250730|12\nPER|100|19900101\nPER|101|19910203\nSLR|PER|2\n", "kopregel"),
        ("iets.csv", b"kleur;maat\nrood;1\nblauw;2\ngroen;3\n", "geen tabel"),
    ],
)
def test_what_cannot_be_proposed_is_said_and_nothing_is_made_up(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = proposed(path)
    assert found.delivery["tables"] == []
    assert any(said in remark.text for remark in found.questions), found.questions


def test_what_no_header_gives_stands_on_a_placeholder_with_a_question(tmp_path: Path) -> None:
    path = tmp_path / "bezoeken_202609.csv"
    rows = [f"B{i};V{i};{i % 28 + 1:02}-09-2026;{i % 3 + 1},50" for i in range(40)]
    path.write_text("\n".join(["Bezoeknummer;Hulpvraagnr;Datum bezoek;Uren", *rows]), encoding="utf-8")
    registry = replace(REGISTRY, parties=REGISTRY.parties | {"zwolle": _site_with_two_places()})
    found = proposed(path, registry=registry)
    assert columns(found, "visit")["location"] == {"from": "?? Locatie"}
    assert asked(found, "waar staat locatie")


def _site_with_two_places() -> Any:
    return REGISTRY.parties[next(p.id for p in REGISTRY.parties.values() if len(p.locations) > 1)]


def test_words_are_coded_exactly_then_nearly_then_asked(lexicon: Lexicon) -> None:
    words = ["koken"] * 6 + ["Boodschapen"] * 2 + ["Taalmaatje"] + ["zwemles"] * 6 + ["mevrouw bellen over dochter"]
    seen = profile("Soort", 0, enumerate(words))
    coded = code_words(seen, "help_category", lexicon)
    assert coded.mapped == {"koken": "meal"}
    assert coded.known == {"Taalmaatje": "language_buddy"}
    assert {word: code for word, (code, _) in coded.unsure.items()} == {"Boodschapen": "groceries"}
    assert set(coded.unknown) == {"zwemles", "mevrouw bellen over dochter"}
    assert may_be_shown("zwemles", seen)
    assert not may_be_shown("mevrouw bellen over dochter", seen)


@pytest.mark.parametrize("word", ["2", "niv. 2", "MBO-2", "mbo 2", "II", "niveau 2"])
def test_every_way_to_write_a_level_is_that_level(lexicon: Lexicon, word: str) -> None:
    coded = code_words(profile("Niveau", 0, enumerate([word] * 5 + ["1"] * 5)), "level", lexicon)
    assert (coded.known | coded.all_mapped)[word] == "mbo2"


@pytest.mark.parametrize(
    ("header", "dataset", "column", "least"),
    [
        ("Geb.dat.", "trajectory", "birth_date", 0.95), ("Traject · Eind gepl.", "trajectory", "planned_end_on", 0.8),
        ("DATUM_IN_DIENST", "employment", "started_on", 0.95), ("Clientnr", "help_request", "client_key", 0.95),
        ("StudentNummer", "enrolment", "student_key", 0.95), ("Woonplaats", "trajectory", "location", 0.0),
    ],
)  # fmt: skip
def test_a_header_is_known_by_its_words_however_it_is_written(
    lexicon: Lexicon, header: str, dataset: str, column: str, least: float
) -> None:
    contract = REGISTRY.contracts[dataset]
    score = lexicon.means(header, contract, contract.column(column)).score
    assert score >= least if least else score < 0.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns: {started_at: [start]}", "no contract has this column"),
        ("words: {gender: {q: [anders]}}", "vocabulary 'gender' has no such code"),
        ("woorden: {}", "unknown key"),
    ],
)
def test_a_mistake_in_the_list_of_words_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "headers.yaml"
    path.write_text(f"\n{text}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_headers(path, REGISTRY.contracts, REGISTRY.vocabularies)
    assert said in str(caught.value)
    assert f"{path}:2:" in str(caught.value)
