"""A publication and a place → everything that stands on its factsheet, in words, in the order in which it is read.

Picks published cells and sentences; computes, ranks and judges nothing, and a hidden cell has no number here either.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from dashboards import queries
from dashboards.factsheet import account, figures
from dashboards.factsheet.figures import CARDS, MAIN, SHOWN
from dashboards.factsheet.shapes import Content
from dashboards.records.figures import Cell, Edition, Place
from dashboards.stored import Database
from pipelines.words import Lang, say

HELP = (
    "residents_helped",
    "requests_handled",
    "hours_of_informal_care",
    "interns_per_week",
    "occupancy",
    "time_to_first_visit",
)


class NoSuchPlaceError(LookupError):
    """The publication has no figures about that place; `known` are the places it does have, id and name."""

    def __init__(self, asked: str, known: dict[str, str]) -> None:
        self.asked, self.known = asked, known
        super().__init__(asked)


class NoSuchPeriodError(LookupError):
    """The publication has no figures about that period; `known` are the ones it does have."""

    def __init__(self, asked: str, known: dict[str, str]) -> None:
        self.asked, self.known = asked, known
        super().__init__(asked)


def content(database: Database, asked: str, lang: Lang, period: str | None = None) -> Content:
    """What stands on the sheet of one location, site or the whole ('all'); `asked` is its id or its name.

    `period` is a cohort; without it the newest that was tested and can be shown. Raises `NoSuchPlaceError` or
    `NoSuchPeriodError` when there is none such, `UnavailableError` when the publication cannot be read.
    """
    edition = queries.figures.edition(database)
    places = queries.figures.places(database)
    place = _find(asked, places)
    labels = queries.figures.periods(database, lang)
    tested = queries.comparisons.cohort_of_tests(database)
    if period is not None and period not in labels:
        raise NoSuchPeriodError(period, labels)
    if period is None:
        period = _period(database, lang, place, labels, tested)
    own = queries.figures.profile(database, lang, place.location, period)
    role = _role(own)
    main = _picked(own, MAIN[role], role)
    whole = {
        cell.indicator: cell for cell in queries.figures.profile(database, lang, "all", period) if cell.role == role
    }
    known = queries.figures.indicators(database, lang)
    year, helped = _help(database, lang, place, labels, edition)
    judged = [one for one in queries.comparisons.judged(database, lang) if one.cohort == period]
    parts = figures.inside(queries.figures.overview(database, lang, period), place) if place.kind != "location" else []
    told = [*main.values(), *helped.values(), *parts]
    return Content(
        title=say("sheet.title", lang, place=_name(place, lang)),
        eyebrow=say("sheet.eyebrow_all" if place.kind == "all" else "sheet.eyebrow", lang),
        name=_name(place, lang),
        subtitle=_subtitle(edition, lang),
        demo=f"{say('banner.demo', lang)} {say('sheet.demo', lang)}" if edition.demo else "",
        private="" if queries.figures.audience(database) == "public" else say("sheet.private", lang),
        lead=tuple(figures.lead(main, _during(period, labels, lang), lang)) if told else (say("sheet.nothing", lang),),
        people=say(f"sheet.people.{role}", lang, period=_small_letter(labels.get(period, ""))),
        cards=tuple(figures.card(cell, lang) for cell in list(main.values())[:CARDS]),
        help_title=say("sheet.help.all" if year == "all" else "sheet.help", lang, period=year),
        help=tuple(figures.card(cell, lang) for cell in list(helped.values())[:CARDS]),
        intervals=figures.intervals(main, whole if place.kind != "all" else {}, known, lang),
        steps=figures.steps(main, lang) if role == "participant" else None,
        matrices=tuple(figures.matrices(parts, lang)),
        side_by_side=tuple(figures.side_by_side(parts, main, lang)) if place.kind == "all" else (),
        may=(
            *account.by_itself(queries.comparisons.said_of(database, lang, place.location, period), main),
            *account.may([one for one in judged if account.is_about(one, place, role)], list(MAIN[role]), place, lang),
        ),
        may_not=tuple(say(key, lang) for key in account.MAY_NOT),
        guide=tuple(account.guide(told, edition, lang)),
        worth=account.worth_of(
            queries.value.analyses(database, lang, place.site), period, _site_name(places, place), lang
        ),
        claims=account.claims(queries.partnership.claims(database, lang), place, edition, lang),
        fresh=tuple(account.fresh(queries.partnership.suppliers(database), place, lang)),
        definitions=account.definitions([known[name] for name in main if name in known], lang),
        help_definitions=" ".join(
            say("sheet.help_counts", lang, label=known[name].label, counts=(known[name].numerator or "").rstrip("."))
            for name in list(helped)[:CARDS]
            if name in known
        ),
        foot=say("sheet.foot", lang, place=_name(place, lang)),
        made=say("sheet.made", lang, version=edition.version, at=edition.built_at, code=edition.code),
    )


def _find(asked: str, places: Sequence[Place]) -> Place:
    """By id, else by name; among places of one name the smallest comes first."""
    order = {"location": 0, "site": 1, "all": 2}
    for place in sorted(places, key=lambda place: order.get(place.kind, 3)):
        if asked == place.location or asked.casefold() == place.label.casefold():
            return place
    raise NoSuchPlaceError(asked, {place.location: place.label for place in places})


def _name(place: Place, lang: Lang) -> str:
    return say("sheet.partnership", lang) if place.kind == "all" else place.label


def _site_name(places: Sequence[Place], place: Place) -> str:
    """The site that a place belongs to, by its name."""
    return next((one.label for one in places if one.kind == "site" and one.location == place.site), place.label)


def _during(cohort: str, labels: dict[str, str], lang: Lang) -> str:
    """'in de schooljaren 2020/21 t/m 2022/23', 'in schooljaar 2025/26', 'in alle jaren'."""
    kind = "pool" if cohort.startswith("pool:") else "all" if cohort == "all" else "year"
    return say(f"sheet.during.{kind}", lang, period=_small_letter(labels.get(cohort, "")))


def _small_letter(label: str) -> str:
    return label[:1].lower() + label[1:]


def _subtitle(edition: Edition, lang: Lang) -> str:
    day = edition.as_of or edition.built_at.date()
    return say("sheet.subtitle", lang, day=day)


def _period(database: Database, lang: Lang, place: Place, labels: dict[str, str], tested: str | None) -> str:
    """The cohort whose differences were tested, when at least half of what is known of this place can be shown there."""
    if tested not in labels:
        return "all" if "all" in labels else next(iter(labels), "all")
    own = queries.figures.profile(database, lang, place.location, tested)
    main = _picked(own, MAIN[_role(own)], _role(own))
    shown = [cell for cell in main.values() if cell.status in SHOWN and not cell.hidden]
    return tested if len(shown) * 2 >= max(1, len(main)) else "all"


def _role(own: Iterable[Cell]) -> str:
    """Participants, unless this place has figures about interns only."""
    roles = {cell.role for cell in own if cell.unit == "fraction" and cell.indicator in MAIN["participant"]}
    return "intern" if roles == {"intern"} else "participant"


def _picked(own: Iterable[Cell], names: Sequence[str], role: str) -> dict[str, Cell]:
    found = {cell.indicator: cell for cell in own if cell.role == role}
    return {name: found[name] for name in names if name in found}


def _help(
    database: Database, lang: Lang, place: Place, labels: dict[str, str], edition: Edition
) -> tuple[str, dict[str, Cell]]:
    """What was done for the neighbourhood in the newest school year that is over; all years where there is none."""
    year = next((cohort for cohort in sorted(labels, reverse=True) if _is_over(cohort, edition)), "all")
    found = {cell.indicator: cell for cell in queries.figures.profile(database, lang, place.location, year)}
    helped = {name: found[name] for name in HELP if name in found}
    return year, {name: cell for name, cell in helped.items() if cell.hidden or cell.value is not None}


def _is_over(cohort: str, edition: Edition) -> bool:
    """True for a school year that ended before the as-of date; pools and 'all' are none."""
    if not (cohort[:4].isdigit() and cohort[4:5] == "/"):
        return False
    return date(int(cohort[:4]) + 1, 7, 31) <= (edition.as_of or edition.built_at.date())
