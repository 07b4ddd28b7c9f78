"""Every oddity of the partners' files: it stands in the demo, and this is what comes of it. Written out in docs/quirks.md.

`python -m tests.integration.test_quirks` writes the page; a test fails when it is old.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pipelines.receipts import Receipt
from pipelines.registry import load_registry
from pipelines.settings import ROOT, SOURCES
from pipelines.stages.publish import current
from tests.integration.conftest import Demo, rows_of

PAGE = ROOT / "docs" / "quirks.md"
READ, TOLD, APART, REFUSED = "gelezen", "gemeld", "apart gezet", "tegengehouden"


@dataclass(frozen=True)
class Quirk:
    """One oddity: `seen` fits the text of a file, and exactly one way shows what came of it.

    `rule`: a finding with that rule id. `skipped`: rows counted under that kind. `rows`: a query on the
    warehouse that gives `true`.
    """

    partner: str
    what: str
    seen: str
    comes_of_it: str
    how: str = READ
    rule: str = ""
    skipped: str = ""
    rows: str = ""


def accepted(dataset: str, partner: str, where: str) -> str:
    return f"select count(*) > 0 from accepted.{dataset} where partner = '{partner}' and {where}"


QUIRKS = [
    Quirk("den_haag", "titelregels boven de kop", r"Stand t/m \d+ oktober", "overgeslagen en geteld", skipped="preamble"),
    Quirk("den_haag", "kop van twee rijen, samengevoegd", r"\|Traject\|\|\|Diploma", "een kolom heet 'Traject · Start'",
          how=APART, rule="trajectory.started_on.is_readable"),
    Quirk("den_haag", "groepsregels in de tabel", r"Groep 2 Centrum \(feb 2015\)", "locatie en startgroep gelden voor de regels eronder",
          rows=accepted("trajectory", "den_haag", "start_group like 'Groep 2 Centrum%' and location = 'den_haag/centrum'")),
    Quirk("den_haag", "groepsregels tellen niet als mensen", r"Groep 1 Schilderswijk", "overgeslagen en geteld", skipped="group"),
    Quirk("den_haag", "subtotaal per groep en een totaalregel", r"Subtotaal", "overgeslagen en geteld", skipped="total"),
    Quirk("den_haag", "legenda onder de tabel", r"Legenda", "overgeslagen en geteld", skipped="legend"),
    Quirk("den_haag", "datums als '31 aug. 2012'", r"\d{1,2} aug\. 20\d\d", "gelezen als datum",
          rows=accepted("trajectory", "den_haag", "month(diploma_on) = 8")),
    Quirk("den_haag", "datums als 5-9-'11", r"\d-9-'11", "gelezen als 2011", rows=accepted("trajectory", "den_haag", "started_on = date '2011-09-05'")),
    Quirk("den_haag", "een dag die niet bestaat", r"31-06-20\d\d", "regel apart, met de dag die bedoeld kan zijn", how=APART,
          rule="help_request.requested_on.is_readable"),
    Quirk("den_haag", "J en ja door elkaar", r"\|ja\|", "allebei ja", rows=accepted("trajectory", "den_haag", "diploma")),
    Quirk("den_haag", "tikfout in een afgesproken woord", r"boodschapen|boodschappn|boodschapp?en", "regel apart, met het woord dat bedoeld kan zijn",
          how=APART, rule="help_request.category.is_known"),
    Quirk("den_haag", "verborgen blad met keuzelijsten", r"^# Lijsten", "niet gebruikt, wel bewaakt op burgerservicenummers",
          rows="select count(*) > 0 from accepted.help_request where partner = 'den_haag' and source_sheet = 'Hulpvragen'"),
    Quirk("den_haag", "dezelfde regel twee keer", r"DH-\d{4}", "één telt, de andere apart", how=APART, rule="trajectory.key_stands_once"),
    Quirk("den_haag", "uitstroom van iemand die geen deelnemer is", r"Uitstroom en navraag", "gemeld; de gegevens worden niet gebruikt", how=TOLD,
          rule="trajectory.joined_row_has_a_match"),
    Quirk("den_haag", "telefoonnummer in een praktijkprofiel", r"# Werkwijze", "regel apart; het nummer wordt nergens herhaald", how=APART,
          rule="practice.contact_role.holds_no_contact_details"),
    Quirk("dordrecht", "twee kolommen die allebei Datum heten", r"Clientnr;Datum;Datum;", "de tweede heet 'Datum (2)'",
          rows=accepted("help_request", "dordrecht", "handled_on > requested_on")),
    Quirk("dordrecht", "scheidingsteken aan het eind van elke regel", r"Wijk;\n", "hoort er niet bij",
          rows=accepted("help_request", "dordrecht", "location is not null")),
    Quirk("dordrecht", "controletotaal onderaan", r"Aantal regels: \d+", "vergeleken met het aantal regels", skipped="control"),
    Quirk("dordrecht", "controletotaal dat niet klopt", r"Aantal regels: 115", "bestand tegengehouden, de vorige levering blijft gelden",
          how=REFUSED, rule="file.control_total_holds"),
    Quirk("dordrecht", "duur als 2:15", r";\d:15;", "2,25 uur", rows=accepted("visit", "dordrecht", "hours = 2.25")),
    Quirk("dordrecht", "week als 6 of 2016-06, met een dag", r";20\d\d-\d\d;(ma|di|wo|do|vr);", "een datum",
          rows=accepted("visit", "dordrecht", "visited_on between date '2016-02-08' and date '2016-02-12'")),
    Quirk("dordrecht", "week 60", r";20\d\d-60;", "regel apart", how=APART, rule="visit.visited_on.is_readable"),
    Quirk("dordrecht", "windows-tekens (– en €) in cp1252", r"n\.t\.b\. – volgt", "gelezen zoals getypt", how=APART, rule="help_request.status.is_known"),
    Quirk("dordrecht", "bedragen als € 1,75-", r"€ 1,75-", "een terugbetaling, met de vraag of dat klopt", how=TOLD,
          rule="cost.amount_eur.amount_is_not_negative"),
    Quirk("dordrecht", "'x € 1.000' in de titel", r"x € 1\.000", "bedragen maal duizend",
          rows=accepted("cost", "dordrecht", "amount_eur >= 1000")),
    Quirk("dordrecht", "weekbestand zonder jaar", r"Stagiair;", "de laatste week met dat nummer vóór de levering",
          rows=accepted("attendance", "dordrecht", "iso_week is not null")),
    Quirk("dordrecht", "een bestand dat geen levering is", r"Notulen|notulen", "bewaard en niet gelezen", how=REFUSED, rule="file.name_is_known"),
    Quirk("amersfoort", "weken naast elkaar in een kruistabel", r"wk 1[|,]wk 2", "één regel per stagiair en week",
          rows=accepted("attendance", "amersfoort", "status = 'present'")),
    Quirk("amersfoort", "weeknummers vanaf de eerste dag geteld", r"ma\W7-1-2013", "wk 1 is de week van de start",
          rows="select min(iso_week) = '2013-W02' from accepted.attendance where partner = 'amersfoort'"),
    Quirk("amersfoort", "spaties die niet afbreken", "\u00a0", "gewone spaties", rows=accepted("placement", "amersfoort", "setting = 'informal'")),
    Quirk("amersfoort", "weekdag voor de datum", r"vr\W5-4-2013", "weggelaten", rows=accepted("trajectory", "amersfoort", "planned_end_on = date '2013-04-05'")),
    Quirk("amersfoort", "namen in plaats van nummers", r"# Sleutellijst", "de eigen sleutellijst geeft het nummer; namen en lijst worden niet bewaard",
          rows="select count(distinct l.record) > 500 from core.link as l where l.partner in ('mbo_amersfoort', 'prisma_college') and l.how = 'by_number'"),
    Quirk("amersfoort", "een naam die niet in de sleutellijst staat", r"# Presentie", "gemeld; telt mee, maar aan niemand gekoppeld", how=TOLD,
          rule="row.is_in_key_list"),
    Quirk("amersfoort", "twee tabellen op één blad", r"# Bewoners en plaatsen", "elk gelezen",
          rows="select (select count(*) from accepted.client) > 0 and (select count(*) from accepted.capacity) > 0"),
    Quirk("amersfoort", "opleiding die er niet is", r"Kok niv\. 2", "regel apart", how=APART, rule="trajectory.programme.is_known"),
    Quirk("roc_mondriaan", "jjjjmmdd en 99991231 voor open", r";99991231;", "geen einddatum",
          rows=accepted("enrolment", "roc_mondriaan", "enrolled_until is null")),
    Quirk("roc_mondriaan", "niveau als MBO-1 en als 1", r";MBO-1;", "allebei mbo1", rows=accepted("enrolment", "roc_mondriaan", "level = 'mbo1'")),
    Quirk("roc_mondriaan", "na een update een kolom met BSN", r";BSN;", "bestand vernietigd, alleen de melding blijft", how=REFUSED, rule="file.carries_no_bsn"),
    Quirk("da_vinci", "draaitabel voorop, gegevens op Blad3", r"# Blad3", "alleen Blad3 wordt gelezen", rows=accepted("enrolment", "da_vinci", "source_sheet = 'Blad3'")),
    Quirk("da_vinci", "niveau in Romeinse cijfers", r"\|II\|", "mbo2", rows=accepted("enrolment", "da_vinci", "level = 'mbo2'")),
    Quirk("da_vinci", "'Ja (6-12-2013)' in één cel", r"Ja \(6-12-2013\)", "diploma met datum", rows=accepted("diploma", "da_vinci", "awarded_on = date '2013-12-06'")),
    Quirk("da_vinci", "schooljaar als 15/16", r"\|15/16\|", "het jaar dat op 1 oktober 2015 begint", rows=accepted("enrolment", "da_vinci", "count_year = 2015")),
    Quirk("da_vinci", "een lang nummer als 1,23457E+08", r"1,2\d*E\+08", "regel apart: de laatste cijfers zijn weg, en wij raden niet", how=APART,
          rule="enrolment.student_key.is_whole"),
    Quirk("hoornbeeck", "regels van verschillende soort, zonder kop", r"(?m)^VLP\|09MR", "elke soort heeft eigen velden",
          rows=accepted("diploma", "hoornbeeck", "awarded_on is not null")),
    Quirk("hoornbeeck", "een veld dat niemand afsprak", r"ISP\|.*\|100A501", "gemeld; niet gelezen en niet bewaard", how=TOLD, rule="table.column_is_known"),
    Quirk("hoornbeeck", "een verloren regel", r"(?m)^ISG\|", "wat erbij hoorde staat apart, en komt bij niemand anders terecht", how=APART, rule="row.parent_is_found"),
    Quirk("hoornbeeck", "totalen per soort", r"(?m)^SLR\|\d+", "vergeleken met wat er staat", skipped="control"),
    Quirk("mbo_amersfoort", "UTF-16 met tabs", r"Naam leerling\tStamnr", "gelezen zoals afgesproken", rows=accepted("enrolment", "mbo_amersfoort", "enrolled_from is not null")),
    Quirk("mbo_amersfoort", "jaartallen van twee cijfers", r"\t1/8/12\t", "2012, nooit in de toekomst",
          rows=accepted("enrolment", "mbo_amersfoort", "enrolled_from = date '2012-08-01'")),
    Quirk("mbo_amersfoort", "n.v.t., -, ? en onb.", r"\tn\.v\.t\.\t", "leeg", rows=accepted("enrolment", "mbo_amersfoort", "level is not null")),
    Quirk("mbo_amersfoort", "niveau 5", r"niv\. 5", "regel apart: geen mbo-niveau", how=APART, rule="enrolment.level.is_known"),
    Quirk("vakcollege_amersfoort", "alles tussen aanhalingstekens, met komma's in namen", r'"Wijngaarde, René"', "één cel", rows=accepted("enrolment", "vakcollege_amersfoort", "level = 'vmbo'")),
    Quirk("vakcollege_amersfoort", "elke pagina een eigen kop en voet", r"Pagina \d+ van", "overgeslagen en geteld", skipped="repeated_header"),
    Quirk("prisma_college", "een regel per klas boven de leerlingen", r"Klas 4ZW", "overgeslagen en geteld", skipped="group"),
    Quirk("gezondheidszorg_college", "nummers met een ' ervoor en datums met punten", r"'02\d{3};.*;20\d\d\.\d\d\.\d\d;", "gelezen als nummer en datum",
          rows=accepted("enrolment", "gezondheidszorg_college", "enrolled_from is not null")),
    Quirk("hvp_zorg", "een keten van contracten per persoon", r"(?m)^41000;DH-0007", "elk contract een regel, samen één baan",
          rows="select count(*) > count(distinct trajectory_id) from accepted.employment where partner = 'hvp_zorg'"),
    Quirk("hvp_zorg", "31-12-2999 als open einde", r";31-12-2999;", "geen einddatum", rows=accepted("employment", "hvp_zorg", "ended_on is null")),
    Quirk("hvp_zorg", "stages tussen de contracten", r";Stage;", "buiten beschouwing: geen betaald werk",
          rows="select count(*) = 0 from accepted.employment where partner = 'hvp_zorg' and contract_kind not in (select code from agreed.code where vocabulary = 'contract_kind')"),
    Quirk("hvp_zorg", "trajectnummer leeg", r"(?m)^\d+;;", "gekoppeld op naam, voorletter en geboortedatum",
          rows="select count(*) > 0 from core.link where partner = 'hvp_zorg' and how = 'by_person'"),
    Quirk("eykenburg", "contracten naast elkaar", r"Contract 1 van\|t/m\|uren\|Contract 2 van", "elk contract een regel",
          rows="select max(n) > 1 from (select count(*) as n from accepted.employment where partner = 'eykenburg' group by person_key)"),
    Quirk("eykenburg", "'vast' in een datumcel", r"\|vast\|", "vast contract zonder einddatum",
          rows=accepted("employment", "eykenburg", "contract_kind = 'permanent' and ended_on is null")),
    Quirk("humanitas_dmh", "contracten naast elkaar onder een kop van twee rijen", r"1e contract", "elk contract een regel", rows=accepted("employment", "humanitas_dmh", "started_on is not null")),
    Quirk("humanitas_dmh", "uren als '12 uur'", r"\|12 uur\|", "12", rows=accepted("employment", "humanitas_dmh", "hours_per_week = 12")),
    Quirk("birkhoven_zorggoed", "maand voorop", r",09/20/2013,", "20 september 2013", rows=accepted("employment", "birkhoven_zorggoed", "started_on = date '2013-09-20'")),
    Quirk("birkhoven_zorggoed", "deeltijdfactor 0.67", r",0\.67,", "24,12 uur (0,67 × 36)", rows=accepted("employment", "birkhoven_zorggoed", "hours_per_week = 24.12")),
    Quirk("birkhoven_zorggoed", "codes BT, OT, 0-u en UZK", r",0-u,", "soort contract", rows=accepted("employment", "birkhoven_zorggoed", "contract_kind = 'on_call'")),
    Quirk("birkhoven_zorggoed", "geen regeleinde aan het slot", r",[^\n]*\Z", "de laatste regel telt", rows=accepted("employment", "birkhoven_zorggoed", "source_row > 100")),
    Quirk("thuiszorg_dordrecht", "alleen wie er deze maand werkt, zonder begin en eind", r"In dienst per", "lijsten worden vergeleken: begin en eind binnen een maand",
          rows="select count(*) > 0 from core.work_spell as w where w.started_from < w.started_until"),
    Quirk("thuiszorg_dordrecht", "een maand zonder lijst", r"In dienst per 31-10-2026", "geen ontslag",
          rows="select count(*) = 0 from core.employment_spell where partner = 'thuiszorg_dordrecht' and ended_until between date '2026-06-01' and date '2026-06-29'"),
    Quirk("werkgeversservicepunt_den_haag", "een bedrag in woorden", r"vier duizend", "regel apart", how=APART, rule="funding.amount_eur.is_readable"),
    Quirk("werkgeversservicepunt_den_haag", "uitkering 'in behandeling'", r"in behandeling", "regel apart", how=APART, rule="follow_up.benefit.is_known"),
    Quirk("gemeente_amersfoort", "een kolom per jaar, in duizenden", r"Regeling\|2013", "één regel per regeling en jaar, in euro's",
          rows=accepted("funding", "gemeente_amersfoort", "amount_eur >= 10000 and year = 2014")),
    Quirk("gemeente_dordrecht", "bedragen met euroteken", r";€ 50\.000,00;", "50.000", rows=accepted("funding", "gemeente_dordrecht", "amount_eur = 50000")),
]  # fmt: skip


@cache
def texts(folder: Path) -> tuple[str, ...]:
    """The content of every file in a partner's folder as text; cells of a sheet with | between them, under `# <sheet>`."""
    registry = load_registry(SOURCES)

    def read() -> Iterator[str]:
        for path in sorted(folder.iterdir()):
            if path.suffix in (".xlsx", ".ods"):
                book = CalamineWorkbook.from_path(str(path))
                for name in book.sheet_names:
                    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                    yield f"# {name}\n" + "\n".join("|" + "|".join(_said(cell) for cell in row) + "|" for row in rows)
            else:
                described = registry.delivery_for(folder.name, path.name)
                encoding = registry.deliveries[folder.name][described[0]].text.encoding if described else "cp1252"
                decoded = path.read_bytes().decode("utf-16" if encoding.startswith("utf-16") else encoding, "replace")
                yield decoded.replace("\r\n", "\n")

    return tuple(read())


def _said(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def own(demo: Demo, partner: str) -> list[Receipt]:
    return [receipt for receipt in demo.receipts if receipt.partner == partner]


@pytest.mark.parametrize("quirk", QUIRKS, ids=[f"{q.partner}: {q.what}" for q in QUIRKS])
def test_an_oddity_stands_in_the_demo_and_comes_out_as_written(demo: Demo, quirk: Quirk) -> None:
    assert any(re.search(quirk.seen, text) for text in texts(demo.inbox / quirk.partner))
    told = own(demo, quirk.partner)
    if quirk.rule:
        severities = {f["severity"] for r in told for f in r.findings if f["rule"] == quirk.rule}
        assert severities == {{TOLD: "notice", APART: "quarantines", REFUSED: "blocks"}[quirk.how]}
    if quirk.skipped:
        assert any(receipt.skipped.get(quirk.skipped) for receipt in told)
    if quirk.rows:
        assert rows_of(current(demo.data / "warehouse"), quirk.rows) == [(True,)]
    assert bool(quirk.rule) + bool(quirk.skipped) + bool(quirk.rows) == 1


def test_every_partner_that_delivers_has_its_oddities() -> None:
    delivering = {p for p, party in load_registry(SOURCES).parties.items() if party.delivers}
    assert {quirk.partner for quirk in QUIRKS} == delivering - {"duo"}  # its real file has a test of its own


def page() -> str:
    names = load_registry(SOURCES).parties
    lines = [
        "# Eigenaardigheden van bestanden, en wat ermee gebeurt", "",
        "Elke regel staat zo in de demobestanden en wordt bij elke testronde nagelopen (`tests/integration/test_quirks.py`). "
        "Hoe een bestand wordt gelezen staat in `sources/partners/`; alle regels staan in `regels.md`.", "",
        "| partner | eigenaardigheid | wat ermee gebeurt | hoe |", "|---|---|---|---|",
    ]  # fmt: skip
    lines += [f"| {names[q.partner].name} | {q.what} | {q.comes_of_it} | {q.how} |" for q in QUIRKS]
    return "\n".join(lines) + "\n"


def test_the_page_is_what_is_tested() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.integration.test_quirks writes it anew"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
