"""A needed column that no header gives → where it follows from, with a question; else a placeholder that `wlb check` names.

A header, a fixed word, a composed key, another column's words, the file's name, or the headers above side by side columns.
"""

from collections.abc import Callable
from typing import Any

from pipelines.contracts import Column
from pipelines.onboarding.columns import CONSTANT
from pipelines.onboarding.derived import beside, place_around, place_in_number, places_in, said_around, through
from pipelines.onboarding.keys import key_of, stand_once
from pipelines.onboarding.lack import Answer, Lack
from pipelines.onboarding.leftovers import NUMBERED, by_group, by_shape
from pipelines.onboarding.patterns import GROUP_PLACE
from pipelines.onboarding.plans import PLACEHOLDER, Context, is_placeholder
from pipelines.onboarding.remarks import named, question, reason
from pipelines.onboarding.values import code_words
from pipelines.onboarding.weeks import week_and_day

ANSWERS, UNKNOWN = "answer", "unknown"
# The national count of early leavers runs from 1 October to 1 October.
COUNT_BEGINS = "10-01"
CANDIDATES = 14


def fill_lacking(lack: Lack) -> None:
    """The first way that answers, in the order of how sure it is; a placeholder with the candidates when none does."""
    for way in WAYS:
        if answer := way(lack):
            spec, remark = answer
            lack.fill.columns[lack.column.name] = spec
            lack.fill.remarks += [remark] if remark else []
            return
    column = lack.column
    lack.fill.columns[column.name] = {"from": f"{PLACEHOLDER}{column.label_nl}"}
    codes = own_codes(column, lack.context)[:CANDIDATES]
    listed = f"; de codes zijn {', '.join(codes)}" if codes else ""
    written = (
        f"schrijf '{column.name}: <kop>', of '{column.name}: {{constant: <waarde>}}' als het voor de hele tabel geldt"
    )
    said = f"waar staat {lack.label}? {written.capitalize()}{listed}"
    lack.fill.remarks.append(question(lack.place, said))


def own_codes(column: Column, context: Context) -> list[str]:
    """The codes of a column; of places only the partner's own."""
    if column.vocabulary == "location":
        return sorted(set(context.places.values()))
    return sorted(set(context.registry.vocabularies.get(column.vocabulary or "", {})))


def _as_above(lack: Lack) -> Answer | None:
    """The first dataset of the table has it already."""
    spec = lack.above.columns.get(lack.column.name) if lack.above else None
    return (spec, None) if spec and not is_placeholder(spec) else None


def _answers(lack: Lack) -> Answer | None:
    """Who gave an answer was reached: a yes or no that no header gives follows from the answers."""
    column, fill = lack.column, lack.fill
    if column.type != "bool" or column.name not in CONSTANT:
        return None
    own = next((m for m in fill.matches.values() if m.column.vocabulary == ANSWERS), None)
    if own is None or own.coded is None:
        return None
    words = own.coded.known | own.coded.all_mapped
    given = {word: "nee" if code == UNKNOWN else "ja" for word, code in words.items()}
    said = f"wie bij '{own.header}' een antwoord heeft, is bereikt: klopt dat voor elk woord?"
    return {"from": own.header, "values": given}, question(lack.place, said)


def _by_file_name(lack: Lack) -> Answer | None:
    """A year or a week that stands in no cell stands in the name of the file."""
    if lack.column.name not in lack.found.given:
        return None
    if lack.column.type == "iso_week":
        return {"file": "iso_week"}, reason(lack.place, "de week staat in de naam van het bestand")
    if lack.column.name == "year":
        return {"file": "year"}, reason(lack.place, "het jaar staat in de naam van het bestand")
    dates = [m for m in lack.fill.matches.values() if m.column.type == "date" and not m.column.identifying]
    if not dates or lack.column.type != "int":
        return None
    said = f"{lack.label} is afgeleid uit '{dates[0].header}'; telt het jaar vanaf 1 oktober, zoals DUO telt?"
    return {"school_year": {"of": dates[0].header, "begins": COUNT_BEGINS}}, question(lack.place, said)


def _by_header_words(lack: Lack) -> Answer | None:
    """The words of headers that stand side by side: payer above, budget or actual below."""
    part = lack.found.parted.get(lack.column.name)
    seen = next((p for p in lack.columns.long if p.header == part), None)
    if part is None or seen is None:
        return None
    coded = code_words(seen, lack.column.vocabulary or "", lack.context.lexicon, lack.context.places)
    spec: dict[str, Any] = {"from": part} | ({"values": coded.all_mapped} if coded.all_mapped else {})
    asked = f"; nog zonder code: {named(coded.unknown)}" if coded.unknown else ""
    return spec, question(lack.place, f"zijn de woorden boven de kolommen {lack.label}?{asked}{_codes(lack)}")


def _codes(lack: Lack) -> str:
    codes = sorted(set(lack.context.registry.vocabularies.get(lack.column.vocabulary or "", {})))[:CANDIDATES]
    return f". Bekend zijn: {', '.join(codes)}" if codes else ""


def _location(lack: Lack) -> Answer | None:
    """The one place of the partner, the place in a group row, or the one that a number begins with."""
    if lack.column.vocabulary != "location":
        return None
    context = lack.context
    if context.sole_place:
        return {"constant": context.sole_place}, reason(lack.place, "de enige locatie van deze partner")
    if lack.table.groups and (coded := places_in(lack.table.groups, lack.table.first_cells, context)):
        spec = {"from": GROUP_PLACE, "values": coded}
        return spec, reason(lack.place, "de locatie staat in de groepsregels")
    if code := place_around(lack.table, context):
        said = (
            "dat woord staat in de naam van het bestand, het tabblad of de titel: geldt die locatie voor de hele tabel?"
        )
        return {"constant": code}, question(lack.place, said)
    if inside := place_in_number(lack.columns, context):
        said = f"zegt het begin van '{inside['from']}' om welke locatie het gaat?"
        return inside, question(lack.place, said)
    return None


def _by_other_words(lack: Lack) -> Answer | None:
    """A code that follows from another, or that stands in the name of the file, its titles or its headers."""
    column = lack.column
    if not column.vocabulary:
        return None
    if derived := through(column, lack.fill, lack.columns, lack.context):
        said = f"{lack.label} staat niet in het bestand en is afgeleid uit '{derived['from']}': klopt dat?"
        return derived, question(lack.place, said)
    terms = lack.context.registry.vocabularies[column.vocabulary]
    if column.name in CONSTANT and (kind := lack.context.party_kind) in terms:
        said = f"komt het altijd van de partner zelf ({terms[kind].nl})? Bekend zijn: {', '.join(sorted(terms))}"
        return {"constant": kind}, question(lack.place, said)
    if code := said_around(column, lack.table, lack.context):
        term = lack.context.registry.vocabularies[column.vocabulary][code].nl
        said = f"geldt '{term}' voor het hele bestand? Dat woord staat in naam, titel of koppen{_codes(lack)}"
        return {"constant": code}, question(lack.place, said)
    return None


def _by_week(lack: Lack) -> Answer | None:
    """A week and a weekday together are a date."""
    if lack.column.type != "date" or not (week := week_and_day(lack.columns)):
        return None
    return {"date_of_week": {"week": week[0], "day": week[1]}}, reason(
        lack.place, "week en weekdag samen zijn de datum"
    )


def _by_part_of_key(lack: Lack) -> Answer | None:
    """The part of a key that nobody numbers."""
    column = lack.column
    if not column.key or len(lack.contract.key) < 2:
        return None
    next_to = beside(column, lack.fill, lack.contract, lack.table)
    if next_to is None:
        return None
    if "constant" in next_to:
        said = f"er is geen {lack.label} en iedereen staat er één keer: '1' is aangenomen. Kan iemand later nog een keer voorkomen?"
        return next_to, question(lack.place, said)
    return next_to, question(
        lack.place, f"er is geen {lack.label}; telt '{next_to['from']}' als nummer binnen dezelfde persoon?"
    )


def _by_key(lack: Lack) -> Answer | None:
    """Cells that together stand once."""
    column, fill, table = lack.column, lack.fill, lack.table
    if not (column.key and column.type == "id") or (len(lack.contract.key) > 1 and lack.above is not None):
        return None
    candidates = [
        m.header
        for m in fill.matches.values()
        if m.column.type in ("id", "text", "date", "code") and m.column.name != column.name
    ]
    candidates += [p.header for p in lack.columns.base if p.header not in candidates]
    candidates = [h for h in candidates if any(p.header == h and not p.citizen_numbers for p in lack.columns.base)]
    dates = [c.name for c in lack.contract.columns if c.type == "date" and c.required and c.name in fill.columns]
    moments = [fill.columns[name] for name in dates[:1]]
    always = tuple(h for spec in moments for h in (spec.get("date_of_week", {}).values() or [spec.get("from", "")]))
    if lack.columns.family and fill.headers & {p.header for p in lack.columns.long}:
        if not lack.columns.family.is_weeks:
            return _by_unpivoted_key(lack, candidates)
        if by_name := _by_name(lack, candidates):
            return by_name
    key = key_of((cells for _, cells in table.data), table.columns, candidates, always)
    said = f"er is geen {lack.label}; deze cellen samen staan er één keer. Blijven ze per regel gelijk?"
    return ({"key": list(key)}, question(lack.place, said)) if key else None


def _by_name(lack: Lack, candidates: list[str]) -> Answer | None:
    """Whoever stands on one row of a list of weeks is one person: the column that tells the rows apart is all there is."""
    rows = [cells for _, cells in lack.table.data]
    told = [p for p in lack.columns.base if p.header in candidates and p.header in lack.table.columns and not p.dates]
    alone = next((p for p in told if stand_once(rows, [lack.table.columns.index(p.header)])), None)
    if alone is None:
        return None
    if alone.share(NUMBERED) > 0.9:
        return {"from": alone.header}, question(
            lack.place, f"is '{alone.header}' {lack.label}? Het is het enige nummer, en elk staat er één keer"
        )
    said = (
        f"er is geen {lack.label}; '{alone.header}' is aangenomen, en sluit alleen aan op een traject dat hetzelfde in zijn "
        "sleutel heeft. Kan de partner het nummer erbij zetten, of een sleutellijst (naam en nummer) in hetzelfde bestand?"
    )
    return {"key": [alone.header]}, question(lack.place, said)


def _by_unpivoted_key(lack: Lack, candidates: list[str]) -> Answer | None:
    """Of columns side by side each row is one row and one column: what tells the rows apart, and the number of the column."""
    parts = [name for name, _ in lack.columns.family.parts] if lack.columns.family else []
    rows = [cells for _, cells in lack.table.data]
    alone = next(
        (h for h in candidates if h in lack.table.columns and stand_once(rows, [lack.table.columns.index(h)])), None
    )
    if alone is None or not parts:
        return None
    said = f"er is geen {lack.label}; '{alone}' met het nummer in de kop staat er één keer. Blijft dat zo?"
    return {"key": [alone, *parts]}, question(lack.place, said)


def _not_asked(lack: Lack) -> Answer | None:
    """A required answer that this list does not ask for is not known."""
    codes = lack.context.registry.vocabularies.get(lack.column.vocabulary or "", {})
    if lack.column.vocabulary != ANSWERS or UNKNOWN not in codes:
        return None
    return {"constant": UNKNOWN}, question(
        lack.place, f"{lack.label} wordt hier niet gevraagd; is het dus niet bekend?"
    )


WAYS: tuple[Callable[[Lack], Answer | None], ...] = (
    _as_above, by_shape, by_group, _answers, _by_file_name, _by_header_words, _location, _by_other_words, _by_week,
    _by_part_of_key, _by_key, _not_asked,
)  # fmt: skip
