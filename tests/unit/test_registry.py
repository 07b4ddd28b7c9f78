"""What was agreed is read as a whole, and every mistake in it is named with file and line."""

import re
from datetime import date
from pathlib import Path

import pytest

from pipelines.registry import Plan, load_registry, month_end
from pipelines.settings import SOURCES
from pipelines.yaml_lines import ConfigurationError
from tests.workplace import Workplace, make_workplace

REQUESTS = "partners/noord/hulpvragen.yaml"


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    return make_workplace(tmp_path)


def mistakes_of(place: Workplace) -> list[str]:
    load_registry.cache_clear()
    with pytest.raises(ConfigurationError) as caught:
        load_registry(place.sources)
    return caught.value.mistakes


def line_of(place: Workplace, file: str, text: str) -> int:
    lines = (place.sources / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_what_was_really_agreed_holds_no_mistake() -> None:
    registry = load_registry(SOURCES)
    assert registry.parties
    assert registry.contracts
    assert set(registry.deliveries) <= set(registry.parties)


def test_all_mistakes_of_all_files_come_together(place: Workplace) -> None:
    place.agree(REQUESTS, "title: Hulpvragen", "titel: Hulpvragen")
    place.agree("partners/zuid/inschrijvingen.yaml", "dataset: enrolment", "dataset: inschrijving")
    place.agree("partners.yaml", "every: quarter", "every: kwartaal")
    place.agree("vocabulary/gender.csv", ";man;", ";;")
    mistakes = mistakes_of(place)
    files = {Path(mistake.split(":")[0]).name for mistake in mistakes}
    assert files >= {"hulpvragen.yaml", "inschrijvingen.yaml", "partners.yaml", "gender.csv"}
    assert all(re.match(r".+\.(yaml|csv):\d+: ", mistake) for mistake in mistakes)


def test_an_unknown_key_is_named_at_its_own_line(place: Workplace) -> None:
    place.agree(REQUESTS, "header: {find: Vraagnr}", "header: {find: Vraagnr, rij: 2}")
    line = line_of(place, REQUESTS, "rij: 2")
    assert mistakes_of(place)[0].startswith(f"{place.sources / REQUESTS}:{line}: tables.0.header.rij: unknown key")


def test_a_key_that_stands_twice_is_named(place: Workplace) -> None:
    place.agree(REQUESTS, "reads: text", "reads: text\nreads: workbook")
    line = line_of(place, REQUESTS, "reads: workbook")
    assert f"{place.sources / REQUESTS}:{line}: 'reads' stands here twice; keep one" in mistakes_of(place)


def test_a_code_that_no_vocabulary_knows_is_named(place: Workplace) -> None:
    place.agree(REQUESTS, "koken: meal", "koken: maaltje")
    line = line_of(place, REQUESTS, "maaltje")
    (mistake,) = mistakes_of(place)
    assert mistake.startswith(f"{place.sources / REQUESTS}:{line}: ")
    assert "'maaltje'" in mistake
    assert "help_category" in mistake


def test_a_constant_that_no_vocabulary_knows_is_named(place: Workplace) -> None:
    place.agree("partners/noord/trajecten.yaml", "constant: participant", "constant: deelneemster")
    (mistake,) = mistakes_of(place)
    assert "deelneemster" in mistake
    assert "role" in mistake


def test_a_vocabulary_that_does_not_exist_is_named(place: Workplace) -> None:
    place.agree("contracts/visit.yaml", "value: setting", "value: zorgsoort")
    assert any("zorgsoort" in mistake and "visit.yaml" in mistake for mistake in mistakes_of(place))


def test_a_delivery_that_is_planned_but_not_described_is_named(place: Workplace) -> None:
    (place.sources / "partners/west/personeel.yaml").unlink()
    (mistake,) = mistakes_of(place)
    assert mistake.endswith("partners/west/personeel.yaml does not exist")


def test_a_delivery_that_is_described_but_not_planned_is_named(place: Workplace) -> None:
    place.agree("partners.yaml", "      - {delivery: trajecten, every: quarter, due_days: 20}\n", "")
    (mistake,) = mistakes_of(place)
    assert "delivery 'trajecten' is described but not under 'delivers'" in mistake


def test_a_folder_that_belongs_to_no_partner_is_named(place: Workplace) -> None:
    (place.sources / "partners/west").rename(place.sources / "partners/wst")
    assert any("folder partners/wst belongs to no partner" in mistake for mistake in mistakes_of(place))


def test_an_example_that_does_not_fit_the_pattern_is_named(place: Workplace) -> None:
    place.agree(REQUESTS, "example: hulpvragen_201602.csv", "example: vragen_201602.csv")
    assert any("example 'vragen_201602.csv' does not fit the pattern" in mistake for mistake in mistakes_of(place))


def test_a_column_that_the_contract_does_not_have_is_named(place: Workplace) -> None:
    place.agree(REQUESTS, "requested_by: Via", "gevraagd_door: Via")
    (mistake,) = mistakes_of(place)
    assert "contract help_request has no such column" in mistake


def test_a_required_column_that_is_not_mapped_is_named(place: Workplace) -> None:
    place.agree(REQUESTS, "          client_key: Clientnr\n", "")
    (mistake,) = mistakes_of(place)
    assert "required columns are not mapped: ['client_key']" in mistake


def test_a_partner_that_stands_twice_and_a_location_of_another_site_are_named(place: Workplace) -> None:
    place.agree("partners.yaml", "id: oost/plein", "id: noord/plein")
    place.agree(
        "partners.yaml", "  - id: west", "  - {id: zuid, name: Z, kind: school, role_nl: a, role_en: b}\n  - id: west"
    )
    mistakes = mistakes_of(place)
    assert any("partner 'zuid' stands here twice" in mistake for mistake in mistakes)
    assert any("'noord/plein' belongs to another site" in mistake for mistake in mistakes)


def test_a_location_without_its_site_is_named(place: Workplace) -> None:
    place.agree("partners.yaml", "id: oost/plein", "id: plein")
    assert any("location id 'plein' must be '<site>/<place>'" in mistake for mistake in mistakes_of(place))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("header: {find: Vraagnr}", "header: {find: Vraagnr, row: 1}", "give either 'find'"),
        ("header: {find: Vraagnr}", "header: {rows: 2}", "give either 'find'"),
        ("client_key: Clientnr", "client_key: {from: Clientnr, constant: x}", "give exactly one of"),
        ("client_key: Clientnr", "client_key: {matches: '(.)'}", "give exactly one of"),
        ("file: '^hulp", "file: '^(hulp", "not a valid regular expression"),
        ("reads: text\n", "reads: workbook\n", "names its sheet"),
        ("  - name: hulpvragen\n", "  - name: hulpvragen\n    sheet: Blad1\n", "no sheets"),
        ("client_key: Clientnr", "client_key: {from: Clientnr, matches: '^K'}", "needs a group"),
        ("client_key: Clientnr", "client_key: {file: jaar}", "no group 'jaar'"),
        ("client_key: Clientnr", "client_key: {from: Clientnr, times: 36}", "'times' is for decimals"),
        ("client_key: Clientnr", "client_key: {key_list: {who: Clientnr}}", "a column asks for the key list"),
    ],
)
def test_a_delivery_that_cannot_be_meant_is_refused(place: Workplace, old: str, new: str, said: str) -> None:
    place.agree(REQUESTS, old, new)
    assert any(said in mistake for mistake in mistakes_of(place)), mistakes_of(place)


def test_a_code_that_stands_twice_in_a_vocabulary_is_named(place: Workplace) -> None:
    path = place.sources / "vocabulary/role.csv"
    path.write_text(path.read_text(encoding="utf-8") + "intern;nog eens;again\n", encoding="utf-8")
    (mistake,) = mistakes_of(place)
    assert "code 'intern' stands here twice" in mistake


def test_a_file_name_leads_to_its_delivery_and_period(place: Workplace) -> None:
    found = place.registry.delivery_for("noord", "hulpvragen_201501-201603 v2.csv")
    assert found is not None
    delivery, match = found
    assert delivery == "hulpvragen"
    assert match.groupdict() == {"from_year": "2015", "from_month": "01", "year": "2016", "month": "03", "version": "2"}
    assert place.registry.delivery_for("noord", "notulen.txt") is None
    assert place.registry.delivery_for("niemand", "hulpvragen_201602.csv") is None


def test_a_plan_says_when_a_file_is_due() -> None:
    assert Plan(delivery="x").due_on("2016-02") == date(2016, 3, 15)
    assert Plan(delivery="x", every="quarter", due_days=0).due_on("2016-12") == date(2016, 12, 31)
    assert Plan(delivery="x", every="quarter").due_on("2016-11") is None
    assert Plan(delivery="x", every=(3, 10), due_days=31).due_on("2016-10") == date(2016, 12, 1)
    assert month_end(2015, 12) == date(2015, 12, 31)


def test_what_a_file_is_judged_by_is_known_by_its_fingerprint(place: Workplace) -> None:
    before = place.registry.digests
    place.agree(REQUESTS, "koken: meal", "koken: meal, eten: meal")
    after = place.registry.digests
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {("noord", "hulpvragen")}
    place.agree("vocabulary/role.csv", "intern;", "intern;stagiair;x\nstage;")
    assert all(place.registry.digests[key] != after[key] for key in after)


def test_a_new_location_and_an_admission_change_the_fingerprint(place: Workplace) -> None:
    before = place.registry.digests
    place.agree(
        "partners.yaml",
        "- {id: oost/plein,",
        "- {id: oost/brug, name: Brug, since: 2012-01-01}\n      - {id: oost/plein,",
    )
    after = place.registry.digests
    assert all(before[key] != after[key] for key in before)
    admission = "    kind: employer\n    admission: {basis: a, purpose: b, agreement: c, retention_days: 30}\n"
    place.agree("partners.yaml", "    kind: employer\n", admission)
    assert {key for key in after if place.registry.digests[key] != after[key]} == {("west", "personeel")}


def test_a_key_list_gives_trajectory_numbers_and_nothing_else(place: Workplace) -> None:
    words = "{key_list: {who: Naam}}"
    place.agree(
        "partners/oost/rapportage.yaml",
        "started_on: Traject · Start",
        f"employer: {words}\n          started_on: Traject · Start",
    )
    listed = "\n  - {name: sleutels, sheet: ^S$, header: {find: Naam}, key_list: {who: Naam, number: Nr}}\n"
    with (place.sources / "partners/oost/rapportage.yaml").open("a", encoding="utf-8") as file:
        file.write(listed)
    with pytest.raises(ConfigurationError, match="the key list gives trajectory numbers; employer is none"):
        _ = place.registry
