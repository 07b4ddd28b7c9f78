"""A needed column that no header gives → where it follows from, with a question; else a placeholder that `wlb check` names.

A header, a fixed word, a composed key, another column's words, the file's name, or the headers above side by side columns.
"""

from collections.abc import Callable
from typing import Any

from pipelines.contracts import Column
from pipelines.onboarding.columns import AMOUNTS, CONSTANT, Match, middle_day
from pipelines.onboarding.derived import place_around, place_in_number, places_in, said_around, through
from pipelines.onboarding.families import CELL_AT, JOINT, PART_AT, VALUE
from pipelines.onboarding.lack import Answer, Lack
from pipelines.onboarding.lacking_keys import by_key, by_part_of_key
from pipelines.onboarding.leftovers import BY_SHAPE, by_group, by_shape, left_over
from pipelines.onboarding.likeness import could_be, described, one_of_few
from pipelines.onboarding.odd_words import odd_words
from pipelines.onboarding.patterns import GROUP_PLACE, months_in, names_period
from pipelines.onboarding.plans import PLACEHOLDER, Context, is_placeholder
from pipelines.onboarding.remarks import named, question, reason
from pipelines.onboarding.shapes import Profile
from pipelines.onboarding.values import code_words
from pipelines.onboarding.weeks import week_and_day

ANSWERS, UNKNOWN = "answer", "unknown"
# The national count of early leavers runs from 1 October to 1 October.
COUNT_BEGINS = "10-01"
CANDIDATES, CALLED = 14, 0.5


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
    left = could_be(lack.contract, column, left_over(lack), lack.context)
    if left:
        said += ". Misschien: " + "; ".join(f"'{seen.header}' ({described(seen)})" for seen in left)
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
    if own is None or own.coded is None or could_be(lack.contract, column, _strangers(lack), lack.context):
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


def _by_moment(lack: Lack) -> Answer | None:
    """Headings over the same questions that say after how many months they were asked: `Bij vertrek`, `Na een half jaar`, `12 mnd`."""
    allowed = one_of_few(lack.contract, lack.column)
    for seen in lack.columns.long if lack.column.type == "int" and allowed else ():
        meant = {word: months_in(word) for word in seen.told} if CELL_AT > seen.position >= PART_AT else {}
        if meant and len(set(meant.values())) == len(meant) and set(meant.values()) <= allowed:
            listed = ", ".join(f"'{word}' is {months}" for word, months in meant.items())
            values = {word: str(months) for word, months in meant.items()}
            return {"from": seen.header, "values": values}, question(
                lack.place, f"klopt dit voor {lack.label}: {listed}?"
            )
    return None


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
    if (code := said_around(column, lack.table, lack.context)) and not _is_told_per_row(lack):
        term = lack.context.registry.vocabularies[column.vocabulary][code].nl
        said = f"geldt '{term}' voor het hele bestand? Dat woord staat in naam, titel of koppen{_codes(lack)}"
        return {"constant": code}, question(lack.place, said)
    return None


def _strangers(lack: Lack) -> list[Profile]:
    """The columns that are left over and that nobody calls anything else: `Diploma` does not tell who was reached."""
    lexicon, others = lack.context.lexicon, [c for c in lack.contract.columns if c.name != lack.column.name]

    def has_a_name(header: str) -> bool:
        means = (lexicon.means(header, lack.contract, other).score for other in others)
        return any(map(lexicon.knows, (header, *header.split(JOINT)))) or any(score >= CALLED for score in means)

    return [p for p in left_over(lack) if not has_a_name(p.header)]


def _is_told_per_row(lack: Lack) -> bool:
    """True when a column that is left over holds words for it: then one word in a title does not hold for all rows."""
    vocabulary, lexicon = lack.column.vocabulary or "", lack.context.lexicon
    lists = (p for p in _strangers(lack) if p.is_wordlist and not p.dates)
    return any(code_words(p, vocabulary, lexicon).codes for p in lists)


def _by_cells(lack: Lack) -> Answer | None:
    """The cells of columns that stand side by side, where an amount is all that is wanted of them."""
    seen = next((p for p in lack.columns.long if p.header == VALUE), None)
    if lack.column.type not in AMOUNTS or seen is None or VALUE in lack.fill.headers or lack.fill.when:
        return None
    own = Match(lack.column, VALUE, BY_SHAPE, "de cellen van de kolommen naast elkaar")
    lack.fill.matches[lack.column.name] = own
    lack.fill.remarks += odd_words(own, seen)
    return {"from": VALUE}, question(lack.place, f"zijn de cellen van de kolommen naast elkaar {lack.label}?")


def _by_period(lack: Lack) -> Answer | None:
    """What holds for a quarter or a month holds for each of its weeks."""
    if lack.column.type != "iso_week":
        return None
    left = left_over(lack)
    headings = [p for p in lack.columns.long if PART_AT <= p.position < CELL_AT]
    named = [p for p in (*left, *headings) if p.told and all(map(names_period, p.told))]
    if len(named) == 1:
        where = "in de koppen" if named[0] in headings else f"onder '{named[0].header}'"
        said = f"geldt elk getal voor alle weken van de periode {where}?"
        return {"every_week": named[0].header}, question(lack.place, said)
    days = sorted((p for p in left if p.dates > 0.9), key=middle_day)
    if len(days) != 2:
        return None
    first, last = (p.header for p in days)
    said = f"geldt elke regel voor alle weken van '{first}' tot en met '{last}'?"
    return {"every_week": {"first": first, "last": last}}, question(lack.place, said)


def _by_week(lack: Lack) -> Answer | None:
    """A week and a weekday together are a date."""
    if lack.column.type != "date" or not (week := week_and_day(lack.columns)):
        return None
    return {"date_of_week": {"week": week[0], "day": week[1]}}, reason(
        lack.place, "week en weekdag samen zijn de datum"
    )


def _not_asked(lack: Lack) -> Answer | None:
    """A required answer that this list does not ask for is not known."""
    codes = lack.context.registry.vocabularies.get(lack.column.vocabulary or "", {})
    if lack.column.vocabulary != ANSWERS or UNKNOWN not in codes:
        return None
    return {"constant": UNKNOWN}, question(
        lack.place, f"{lack.label} wordt hier niet gevraagd; is het dus niet bekend?"
    )


WAYS: tuple[Callable[[Lack], Answer | None], ...] = (
    _as_above, by_shape, by_group, _answers, _by_file_name, _by_header_words, _by_moment, _location, _by_other_words,
    _by_week, _by_period, _by_cells, by_part_of_key, by_key, _not_asked,
)  # fmt: skip
