"""Keys, numbers and dates → the words that people read, in Dutch or English.

Used by pages, receipts and the command line. Does not know figures, files or partners: whoever calls it brings the
values, and every text stands in the one table at the end. Indicator names and their definitions are not here but in
`warehouse/metrics/metrics.yaml`.
"""

import os
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from babel.dates import format_date, format_datetime, get_timezone
from babel.numbers import format_decimal

Lang = Literal["nl", "en"]
Value = str | int | float | date | datetime

LANGUAGES: tuple[Lang, ...] = ("nl", "en")
HIDDEN = "•"
# Below this many people a percentage suggests more than it knows: we write "8 van de 13".
FEW_PEOPLE = 30


def say(key: str, lang: Lang = "nl", **values: Value) -> str:
    """The text under `key`, filled in; numbers and dates are written the reader's way.

    When `n` is 1 and a text `<key>.one` exists, that one is used. An unknown key is a mistake in the caller: KeyError.
    """
    if values.get("n") == 1 and f"{key}.one" in TEXTS:
        key = f"{key}.one"
    text = TEXTS[key][LANGUAGES.index(lang)]
    return text.format(**{name: _written(value, lang) for name, value in values.items()})


def spoken(usual: Lang = "en") -> Lang:
    """The language in which a command refuses: WLB_LANGUAGE, which a page sets to that of its reader, else `usual`."""
    told = os.environ.get("WLB_LANGUAGE")
    return next((lang for lang in LANGUAGES if lang == told), usual)


def knows(key: str) -> bool:
    """True when there is a text for `key`; for codes that come from data, such as a reason or a state."""
    return key in TEXTS


def number(value: float, lang: Lang = "nl", digits: int | None = None) -> str:
    """10000 → '10.000'; with `digits` fixed decimals (2.2 → '2,20'), else at most one and none when it is whole.

    Halves go up, as a reader with a pocket calculator expects.
    """
    places = 1 if digits is None else digits
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0  # -0 is 0
    return _formatted(rounded, lang, digits)


@lru_cache(maxsize=8192)
def _formatted(rounded: Decimal, lang: Lang, digits: int | None) -> str:
    """Many values are one number once they are rounded, and writing a number is slow."""
    pattern = "#,##0.#" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(rounded, format=pattern, locale=lang)


def percent(fraction: float, lang: Lang = "nl", digits: int = 1) -> str:
    """0.839 → '83,9 %' ('83.9%' in English)."""
    # Ten digits: 0.145 * 100 is 14.499999999999998, and that is not what was published.
    return number(round(fraction * 100, 10), lang, digits) + (" %" if lang == "nl" else "%")


def date_long(day: date, lang: Lang = "nl") -> str:
    """2026-10-31 → '31 oktober 2026'; the time of a datetime is left out."""
    return format_date(day, format="d MMMM y", locale=lang)


def moment(at: datetime, lang: Lang = "nl") -> str:
    """2026-11-03 06:12 → '3 nov 2026, 07:12': the Dutch clock; a time without zone is UTC, as the pipeline stores it."""
    known = at if at.tzinfo else at.replace(tzinfo=UTC)
    return format_datetime(known, format="d MMM y, HH:mm", tzinfo=get_timezone("Europe/Amsterdam"), locale=lang)


def month(period: str, lang: Lang = "nl") -> str:
    """'2026-10' → 'oktober 2026'; what is not a month is returned as it is."""
    return _month(period, "MMMM y", lang)


def month_short(period: str, lang: Lang = "nl") -> str:
    """'2026-10' → 'okt 26', for the head of a narrow column; what is not a month is returned as it is."""
    return _month(period, "MMM yy", lang)


def _month(period: str, pattern: str, lang: Lang) -> str:
    try:
        return format_date(date.fromisoformat(f"{period}-01"), format=pattern, locale=lang)
    except ValueError:
        return period


def month_name(number_of_month: int, lang: Lang = "nl") -> str:
    """10 → 'okt'."""
    return format_date(date(2000, number_of_month, 1), format="MMM", locale=lang).rstrip(".")


def count_of(part: float, whole: float, lang: Lang = "nl") -> str:
    """(8, 13) → '8 van de 13'."""
    return say("count_of", lang, part=part, whole=whole)


def rate(value: float, part: float, whole: float, lang: Lang = "nl", at_least: bool = False) -> str:
    """A published rate with its counts: '84 % (130 van 155)', and below 30 people only '8 van de 13'."""
    text = count_of(part, whole, lang)
    if whole >= FEW_PEOPLE:
        text = say("rate", lang, percent=percent(value, lang, 0), part=part, whole=whole)
    return say("at_least", lang, what=text) if at_least else text


def quantity(value: float, unit: str, lang: Lang = "nl") -> str:
    """A published value that is no rate, with its unit: '22.000 uur', '2,2 uur per hulpvraag'."""
    return f"{amount(value, lang)} {unit_name(unit, lang)}".strip()


def amount(value: float, lang: Lang = "nl") -> str:
    """A published value without its unit; from a hundred on a decimal says nothing any more."""
    return number(value, lang, 0 if abs(value) >= 100 else None)


def unit_name(unit: str, lang: Lang = "nl") -> str:
    """'hours' → 'uur'; nothing for a bare count."""
    return say(f"unit.{unit}", lang) if knows(f"unit.{unit}") else ""


def dataset(name: str, lang: Lang = "nl") -> str:
    """'help_request' → 'hulpvragen'; a dataset without a word keeps its own name."""
    return say(f"dataset.{name}", lang) if knows(f"dataset.{name}") else name


def _written(value: Value, lang: Lang) -> str:
    if isinstance(value, datetime):
        return moment(value, lang)
    if isinstance(value, date):
        return date_long(value, lang)
    if isinstance(value, str):
        return value
    return number(value, lang)


# key: (Dutch, English). Short words for a Kopgroep member; each term is explained where it stands.
TEXTS: dict[str, tuple[str, str]] = {
    # figures
    "count_of": ("{part} van de {whole}", "{part} of {whole}"),
    "of": ("{part} van {whole}", "{part} of {whole}"),
    "rate": ("{percent} ({part} van {whole})", "{percent} ({part} of {whole})"),
    "at_least": ("ten minste {what}", "at least {what}"),
    "range": ("{low} tot {high}", "{low} to {high}"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "unit.hours": ("uur", "hours"),
    "unit.hours_per_visit": ("uur per bezoek", "hours per visit"),
    "unit.hours_per_request": ("uur per hulpvraag", "hours per request"),
    "unit.interns": ("stagiairs per week", "interns a week"),
    "unit.residents": ("bewoners", "residents"),
    "unit.days": ("dagen", "days"),
    "unit.eur": ("euro", "euros"),
    "unit.eur_per_eur": ("euro per euro kosten", "euros per euro of costs"),
    # what stands in place of a figure
    "cell.hidden": ("• verborgen", "• hidden"),
    "cell.hidden_word": ("verborgen", "hidden"),
    "cell.not_evaluable": ("nog niet te beoordelen", "cannot be judged yet"),
    "cell.no_data": ("geen gegevens", "no data"),
    "cell.none": ("–", "–"),
    "cell.survival": ("{percent} (schatting over {n} mensen)", "{percent} (estimate over {n} people)"),
    "cell.survival_few": ("te weinig mensen voor een percentage ({n})", "too few people for a percentage ({n})"),
    "cell.survival_under": ("schatting, {n} mensen", "estimate, {n} people"),
    "mark.provisional": ("voorlopig", "provisional"),
    "mark.small": ("kleine groep", "small group"),
    "mark.differs": ("aantoonbaar anders", "demonstrably different"),
    "hidden.any": (
        (
            "verborgen, omdat mensen anders herkenbaar kunnen worden. Aantallen onder de {threshold} tonen we niet, en ook geen"
            " ander cijfer waaruit zo'n aantal te berekenen is. Verborgen wil dus niet zeggen: klein, nul of slecht."
        ),
        (
            "hidden, because people might be recognised. A count below {threshold} is not shown, nor any other figure from which"
            " such a count could be worked out. So hidden does not mean small, nought or bad."
        ),
    ),
    "why.not_evaluable": (
        "nog niet te beoordelen. De termijn is nog niet om ({n} mensen wachten); zij tellen niet als mislukt.",
        "cannot be judged yet. The term has not passed ({n} people are waiting); they do not count as failed.",
    ),
    "why.not_evaluable.one": (
        "nog niet te beoordelen. De termijn is nog niet om (1 mens wacht); die telt niet als mislukt.",
        "cannot be judged yet. The term has not passed (1 person is waiting), who does not count as failed.",
    ),
    "why.provisional": (
        "voorlopig. Van {n} mensen is de uitkomst nog niet bekend; zij tellen nog niet mee.",
        "provisional. The outcome of {n} people is not known yet; they are left out for now.",
    ),
    "response": ("Van {share} van de mensen kennen we het antwoord.", "We know the answer of {share} of the people."),
    "response.bounds": (
        "Met de anderen erbij ligt het cijfer tussen {low} en {high}.",
        "With the others the figure lies between {low} and {high}.",
    ),
    # the app and what stands around every page
    "app.title": ("Kopgroep benchmark", "Kopgroep benchmark"),
    "app.not_loopback": (
        (
            "Deze pagina's zijn alleen voor deze computer zolang er geen aanmelding is ingesteld. Start het dashboard met"
            " server.address = 127.0.0.1."
        ),
        "Without sign-in these pages are for this machine only. Start the dashboard with server.address = 127.0.0.1.",
    ),
    "group.compare": ("Vergelijken", "Compare"),
    "group.learn": ("Leren", "Learn"),
    "group.account": ("Verantwoorden", "Account for"),
    "group.steward": ("Data steward", "Data steward"),
    "page.overview": ("Overzicht", "Overview"),
    "page.compare": ("Indicator vergelijken", "Compare an indicator"),
    "page.trend": ("Ontwikkeling", "Development"),
    "page.steps": ("Van start tot werk", "From start to work"),
    "page.profile": ("Locatieprofiel", "Site profile"),
    "page.practices": ("Praktijken en afspraken", "Practices and agreements"),
    "page.claim": ("Klopt dit cijfer?", "Is this figure right?"),
    "page.definitions": ("Definities", "Definitions"),
    "page.deliveries": ("Aanleveringen", "Deliveries"),
    "page.findings": ("Bevindingen", "Findings"),
    "page.deliver": ("Aanleveren", "Deliver a file"),
    "page.onboard": ("Partner toevoegen", "Add a partner"),
    "page.rules": ("Regels", "Rules"),
    "banner.demo": ("Demogegevens.", "Demo data."),
    "banner.demo_more": (
        "Alle mensen en cijfers hier zijn verzonnen.",
        "All people and figures here are made up.",
    ),
    "banner.this_machine": (
        "Zonder aanmelding: alleen op deze computer te zien.",
        "No sign-in: to be seen on this machine only.",
    ),
    "status.as_of": ("**Stand** t/m {day}", "**Data** up to {day}"),
    "status.published": ("**Gepubliceerd** {at}", "**Published** {at}"),
    "status.on_time": ("{part} van de {whole} leveranciers op tijd", "{part} of {whole} suppliers on time"),
    # no data
    "publication.none": ("Er is nog niets gepubliceerd", "Nothing has been published yet"),
    "publication.none.what_now": (
        (
            "Zodra partners hebben aangeleverd en de pijplijn heeft gedraaid, staan de cijfers hier. De datasteward kan de"
            " pijplijn starten met `make run`."
        ),
        (
            "Figures appear here once partners have delivered and the pipeline has run. The data steward starts it with"
            " `make run`."
        ),
    ),
    "publication.empty": ("Deze publicatie bevat nog geen cijfers", "This publication holds no figures yet"),
    "publication.empty.what_now": (
        "De pijplijn heeft gedraaid, maar er was nog niets om te tellen. Kijk bij Aanleveringen wat er binnen is.",
        "The pipeline has run, but there was nothing to count. See Deliveries for what has arrived.",
    ),
    "publication.unreadable": ("De publicatie is niet te lezen", "The publication cannot be read"),
    "publication.unreadable.what_now": (
        (
            "Het bestand met de cijfers is beschadigd, onvolledig of weg. Er gaan geen gegevens verloren: de datasteward"
            " maakt de publicatie opnieuw met `make run`, of zet de vorige publicatie terug."
        ),
        (
            "The file with the figures is damaged, incomplete or gone. No data is lost: the data steward publishes again"
            " with `make run`, or puts the previous publication back."
        ),
    ),
    "publication.changed": (
        "Er is een nieuwe publicatie, van {at}. U ziet nu de nieuwe cijfers.",
        "There is a new publication, of {at}. You now see its figures.",
    ),
    "desk.none": ("Er is nog niets aangeleverd", "Nothing has been delivered yet"),
    "desk.none.what_now": (
        (
            "Zet een bestand in de map `inbox` van een partner en start de pijplijn met `make run`. Daarna staat hier wat"
            " er met het bestand is gebeurd."
        ),
        (
            "Put a file into a partner's `inbox` folder and start the pipeline with `make run`. What became of it then"
            " stands here."
        ),
    ),
    "desk.empty": ("Er is nog niets aangeleverd", "Nothing has been delivered yet"),
    "desk.empty.what_now": (
        "De pijplijn heeft gedraaid, maar er waren geen bestanden en er wordt nog niets verwacht.",
        "The pipeline has run, but there were no files and nothing is expected yet.",
    ),
    "desk.unreadable": ("Het overzicht van aanleveringen is niet te lezen", "The deliveries cannot be read"),
    "desk.unreadable.what_now": (
        (
            "Het bestand is beschadigd, onvolledig of weg. De ontvangstbewijzen zelf staan er nog: start de pijplijn"
            " opnieuw met `make run`, dan wordt dit overzicht opnieuw gemaakt."
        ),
        (
            "The file is damaged, incomplete or gone. The receipts themselves are safe: run the pipeline again with"
            " `make run` and this overview is rebuilt."
        ),
    ),
    "desk.forbidden": ("Deze pagina is voor datastewards", "This page is for data stewards"),
    "desk.forbidden.what_now": ("Vraag de beheerder om toegang.", "Ask the administrator for access."),
    "unavailable.file": ("Gezocht: {file}", "Looked for: {file}"),
    # choices
    "place.all": ("Alle locaties", "All locations"),
    "failed": ("Er ging iets mis op deze pagina", "Something went wrong on this page"),
    "failed.what_now": (
        "De cijfers zelf zijn niet geraakt. Open de pagina opnieuw; blijft het misgaan, vertel de datasteward dan welke pagina het is.",
        "The figures themselves are untouched. Open the page again; if it keeps failing, tell the data steward which page it is.",
    ),
    "page.unknown": ("Deze pagina bestaat niet", "There is no such page"),
    "page.unknown.what_now": (
        "Het adres klopt niet, of de pagina heet nu anders. In het menu staan alle pagina's.",
        "The address is wrong, or the page has another name now. The menu holds every page.",
    ),
    "way_back": ("Terug naar het overzicht", "Back to the overview"),
    "forbidden.steward": ("Deze pagina is voor datastewards", "This page is for data stewards"),
    "forbidden.member": ("Deze pagina is voor leden van de Kopgroep", "This page is for members of the Kopgroep"),
    "forbidden.viewer": ("U heeft nog geen toegang tot deze pagina", "You have no access to this page yet"),
    "forbidden.what_now": (
        "Met uw rol is deze pagina niet te zien. Klopt dat niet, vraag dan de beheerder om toegang.",
        "Your role does not show this page. If that is wrong, ask the administrator for access.",
    ),
    "sign_in": ("Aanmelden", "Sign in"),
    "sign_in.title": ("Meld u aan om de cijfers te zien", "Sign in to see the figures"),
    "sign_in.explained": (
        "U meldt zich aan met het account van uw organisatie. Na een werkdag vraagt deze site dat opnieuw.",
        "You sign in with your organisation's account. After a working day this site asks again.",
    ),
    "sign_out": ("Afmelden", "Sign out"),
    "signed_in_as": ("Aangemeld als {name}", "Signed in as {name}"),
    "choice.indicator": ("Indicator", "Indicator"),
    "choice.period": ("Periode", "Period"),
    "choice.level": ("Niveau", "Level"),
    "choice.role": ("Rol", "Role"),
    "choice.own": ("Mijn locatie", "My location"),
    "choice.location": ("Locatie", "Location"),
    "choice.places": ("Welke locaties", "Which locations"),
    "choice.lot": ("{first} t/m {last} ({part}–{until} van {whole})", "{first} to {last} ({part}–{until} of {whole})"),
    "choice.receipt": ("Aanlevering", "Delivery"),
    "choice.all": ("alles samen", "all together"),
    "choice.all_partners": ("alle partners", "all partners"),
    "choice.show": ("Tonen", "Show"),
    "choice.only_open": ("alleen wat openstaat", "only what is open"),
    "choice.no_own": ("geen keuze", "none"),
    "choice.whole_site": ("{site} als geheel", "{site} as a whole"),
    "choice.period_or_level": (
        (
            "Kies een periode of een niveau. Samen worden de groepen zo klein dat mensen herkenbaar worden; die cijfers"
            " publiceren we niet."
        ),
        (
            "Choose a period or a level. Together the groups get so small that people could be recognised; those figures"
            " are not published."
        ),
    ),
    "choice.unknown": (
        "{label}: deze keuzes in de link bestaan niet in deze publicatie. U ziet de gewone.",
        "{label}: these choices in the link are not in this publication. You see the usual ones.",
    ),
    "choice.unknown.one": (
        "{label}: de keuze in deze link bestaat niet in deze publicatie. U ziet de gewone keuze.",
        "{label}: the choice in this link is not in this publication. You see the usual one.",
    ),
    "choice.nothing": ("Voor deze keuze is niets gepubliceerd", "Nothing is published for this choice"),
    "choice.nothing.what_now": (
        "Kies een andere periode, een ander niveau of een andere rol.",
        "Choose another period, level or role.",
    ),
    "role.participant": ("deelnemers", "participants"),
    "role.intern": ("stagiairs", "interns"),
    "role.all": ("iedereen", "everyone"),
    "choice.started": ("Wanneer gestart", "When started"),
    # Ontwikkeling
    "trend.question": ("Hoe verandert het door de jaren?", "How does it change over the years?"),
    "trend.title": ("Per schooljaar · {place}", "Per school year · {place}"),
    "choice.per": ("Per schooljaar of per maand", "Per school year or per month"),
    "per.years": ("Per schooljaar", "Per school year"),
    "per.months": ("Per maand", "Per month"),
    "trend.title_months": ("Per maand · {place}", "Per month · {place}"),
    "trend.note_months": (
        (
            "Punt = wat er die maand was, de laatste drie jaar. Stippellijnen = tot waar het gewoonlijk schommelt. Ruit = meer"
            " dan gewone schommeling. Geen punt = er was die maand niets, of het schooljaar is niet te tonen."
        ),
        (
            "Point = what there was that month, over the last three years. Dashed lines = how far it ordinarily varies."
            " Diamond = more than ordinary variation. No point = nothing that month, or the school year cannot be shown."
        ),
    ),
    "trend.months_elsewhere": ("Per maand te zien bij: {places}.", "To be seen per month at: {places}."),
    "trend.mean": ("gemiddelde", "mean"),
    "trend.upper": ("bovengrens", "upper limit"),
    "trend.lower": ("ondergrens", "lower limit"),
    "trend.nothing": (
        "Voor deze plek is per schooljaar niets te tonen.",
        "For this place nothing can be shown per school year.",
    ),
    "trend.elsewhere": ("Wel te zien bij: {places}.", "To be seen at: {places}."),
    "trend.note": (
        (
            "Punt = het cijfer van mensen die dat schooljaar begonnen. Balk = 95 %-interval. Stippellijnen = tot waar het"
            " cijfer gewoonlijk schommelt. Ruit = meer dan gewone schommeling. Gearceerd = nog niet iedereen is te"
            " beoordelen. • = verborgen."
        ),
        (
            "Point = the figure of people who started in that school year. Bar = 95% interval. Dashed lines = how far the"
            " figure ordinarily varies. Diamond = more than ordinary variation. Hatched = not everyone can be judged yet."
            " • = hidden."
        ),
    ),
    "column.year": ("Schooljaar", "School year"),
    "column.month": ("Maand", "Month"),
    "column.limits": ("Gewone schommeling", "Ordinary variation"),
    "column.change": ("Meer dan gewoon", "More than ordinary"),
    "column.day": ("Dag", "Day"),
    "column.at_risk": ("Nog gevolgd", "Still followed"),
    "curve.work": ("Hoe lang houdt werk stand? · {place}", "How long does work last? · {place}"),
    "curve.work.line": ("nog aan het werk", "still working"),
    "curve.work.days": ("dagen na de eerste werkdag", "days after the first day of work"),
    "curve.work.note": (
        (
            "De lijn zakt wanneer iemand stopt met werken. Het vlak eromheen is het 95 %-interval. Onderaan staat hoeveel"
            " mensen dan nog gevolgd worden: hoe minder, hoe onzekerder. De stippellijn is een half jaar."
        ),
        (
            "The line falls when somebody stops working. The band is the 95% interval. Below stands how many people are"
            " still followed by then: the fewer, the less certain. The dashed line is half a year."
        ),
    ),
    "curve.education": ("Hoe lang duurt een diploma? · {place}", "How long does a diploma take? · {place}"),
    "curve.education.line": ("diploma gehaald", "got a diploma"),
    "curve.education.days": ("dagen na de start", "days after the start"),
    "curve.education.note": (
        (
            "De doorgetrokken lijn stijgt met elk diploma, de onderbroken lijn met ieder die zonder diploma vertrekt. Wie in"
            " geen van beide zit, is nog bezig. Onderaan staat hoeveel mensen dan nog bezig zijn."
        ),
        (
            "The solid line rises with every diploma, the dashed line with everyone who leaves without. Whoever is in"
            " neither is still busy. Below stands how many people are still busy by then."
        ),
    ),
    "curve.few": (
        "Alleen van de dagen met een punt is een cijfer te tonen; wat er tussen twee punten gebeurde, staat er niet.",
        "Only the days with a point can be shown; what happened between two points is not told.",
    ),
    "curve.left": ("vertrokken zonder diploma", "left without a diploma"),
    "curve.share": ("procent van de mensen", "per cent of the people"),
    "curve.followed": ("nog gevolgd:", "still followed:"),
    "curve.day": ("dag {n}", "day {n}"),
    "curve.nothing": (
        "Voor deze plek is dit niet te tekenen: de groep is te klein, of de aantallen zijn verborgen.",
        "For this place this cannot be drawn: the group is too small, or its counts are hidden.",
    ),
    "choice.view": ("Manier van kijken", "Way of looking"),
    "view.side": ("Naast elkaar", "Side by side"),
    "view.funnel": ("Naar grootte (funnel)", "By size (funnel)"),
    "view.level": ("Gecorrigeerd voor niveau", "Corrected for level"),
    "funnel.people": ("aantal mensen in het cijfer", "number of people in the figure"),
    "funnel.target": ("alle locaties samen", "all locations together"),
    "funnel.note": (
        (
            "Hoe kleiner een groep, hoe meer het cijfer door toeval schommelt. Tussen de lijnen ligt wat toeval alleen al"
            " kan doen (95 % en 99,8 %). Of een verschil aantoonbaar is, staat in de zin hieronder, niet in de lijnen."
        ),
        (
            "The smaller a group, the more its figure varies by chance. Between the lines lies what chance alone can do"
            " (95% and 99.8%). Whether a difference is demonstrable stands in the sentence below, not in the lines."
        ),
    ),
    "level.text": ("{corrected} (zonder correctie {crude})", "{corrected} ({crude} without correction)"),
    "level.not": ("niet te corrigeren", "cannot be corrected"),
    "level.note": (
        (
            "Wat elke locatie zou halen als zij dezelfde verdeling over niveaus had als alle locaties samen. Zo telt niet mee"
            " dat de ene locatie meer mensen op een hoger niveau heeft."
        ),
        (
            "What each location would have with the same mix of levels as all locations together, so that having more"
            " people at a higher level does not count."
        ),
    ),
    "compare.people": ("Kleine groepen, mens voor mens", "Small groups, person by person"),
    "compare.people_more": (
        "Hier staan {shown} van de {n} plekken met zo weinig mensen; alle staan onder Cijfers.",
        "Here stand {shown} of the {n} places with so few people; all stand under Figures.",
    ),
    "compare.people_note": (
        "Gevuld: voor wie het geldt. Open: voor wie niet. Onder de 30 mensen zegt een percentage meer dan het weet.",
        "Filled: for whom it holds. Open: for whom it does not. Below 30 people a percentage says more than it knows.",
    ),
    "share": ("Deel deze weergave", "Share this view"),
    "share.explained": (
        "Met deze link ziet een ander precies deze weergave, als die hierbij mag.",
        "With this link somebody else sees exactly this view, if they have access.",
    ),
    "download.source": ("{name} · publicatie {version}", "{name} · publication {version}"),
    "download.xlsx": ("xlsx", "xlsx"),
    "download.png": ("png", "png"),
    "download.csv": ("Download als csv", "Download as csv"),
    # columns
    "column.location": ("Locatie", "Location"),
    "column.numerator": ("Teller", "Numerator"),
    "column.denominator": ("Noemer", "Denominator"),
    "column.value": ("Cijfer", "Figure"),
    "column.interval": ("95 %-interval", "95% interval"),
    "column.not_evaluable": ("Nog niet te beoordelen", "Not yet to judge"),
    "column.excluded": ("Buiten de telling", "Left out"),
    "column.partner": ("Partner", "Partner"),
    "column.last": ("Aangeleverd t/m", "Delivered up to"),
    "column.state": ("Stand", "State"),
    "column.step": ("Stap", "Step"),
    "column.indicator": ("Definitie", "Definition"),
    "column.published": ("Gepubliceerd", "Published"),
    "column.computed": ("Nagerekend", "Recomputed"),
    "column.verdict": ("Oordeel", "Verdict"),
    "column.population": ("Populatie", "Population"),
    "column.period": ("Periode", "Period"),
    "column.breakdown": ("Uitsplitsing", "Breakdown"),
    "column.edition": ("Editie", "Edition"),
    "column.comparable": ("Zelfde telling", "Same counting"),
    "column.note": ("Toelichting", "Note"),
    "column.dataset": ("Gegevens", "Dataset"),
    "column.rows": ("Rijen", "Rows"),
    "column.used": ("Verwerkt", "Used"),
    "column.quarantined": ("Apart gezet", "Set apart"),
    "column.skipped": ("Overgeslagen", "Skipped"),
    "column.arrived": ("Ontvangen", "Arrived"),
    "column.delivery": ("Aanlevering", "Delivery"),
    "column.delivery_id": ("Kenmerk", "Reference"),
    "column.outcome": ("Uitkomst", "Outcome"),
    "column.severity": ("Gevolg", "Effect"),
    "column.count": ("Aantal", "Count"),
    "column.now": ("Wat te doen", "What to do"),
    "column.what": ("Wat is er", "What"),
    "column.proposal": ("Voorstel", "Proposal"),
    "column.linked": ("Gekoppeld", "Linked"),
    "column.records": ("Aantal", "Records"),
    "column.against": ("Ten opzichte van", "Against"),
    "column.place": ("Waar", "Where"),
    "column.file": ("Bestand", "File"),
    "column.run": ("Run", "Run"),
    "column.what_now": ("Wat er is en wat te doen", "What there is and what to do"),
    "column.repairs": ("Herstelacties", "Repairs"),
    "column.cell": ("Wat er staat", "What stands there"),
    "column.reason": ("Reden", "Reason"),
    "column.decided": ("Besloten door", "Decided by"),
    "column.header_agreed": ("Kolom in het bestand → afgesproken", "Column in the file → agreed"),
    "column.read": ("Zo gelezen", "Read as"),
    "links.title": ("Koppeling met deelnemers", "Links with participants"),
    "links.explained": (
        "Een gegeven hoort bij een deelnemer door het trajectnummer, en anders door naam en geboortedatum samen. Is dat niet één "
        "persoon, dan wordt niet gegokt: het gegeven telt dan bij niemand mee.",
        "A record belongs to a participant by the trajectory number, else by name and birth date together. Where that is not one "
        "person nothing is guessed: the record then counts for nobody.",
    ),
    "links.more": (
        "De {shown} waar het minst gekoppeld is, van {n}; de andere staan in de download.",
        "The {shown} with the fewest links, of {n}; the others are in the download.",
    ),
    "links.unlinked": ("Regels die bij niemand horen", "Rows that belong to nobody"),
    "signals.title": ("Verschillen tussen bronnen", "Differences between sources"),
    "signals.explained": (
        "Dit ziet geen partner aan het eigen bestand. Elk verschil is een signaal aan beide kanten; welke bron telt, staat erbij.",
        "No partner can see this from its own file. Each difference is a signal to both sides, with which source counts.",
    ),
    "maps.title": ("Woorden die nergens voorkomen", "Words that occur nowhere"),
    "maps.explained": (
        "Deze woorden staan in een vertaaltabel en in geen enkele levering die nu geldt: een schrijfwijze die weg"
        " is, of een tikfout in de "
        "tabel. Voor de datasteward; een leverancier hoeft niets te doen.",
        "These words stand in a value map and in no delivery that counts now: a spelling that went, or a typing"
        " error in the map. For the "
        "steward; a supplier need not do anything.",
    ),
    "maps.empty": ("(leeg)", "(empty)"),
    "column.word": ("Woord", "Word"),
    "link.by_number": ("op nummer", "by number"),
    "link.by_person": ("op persoon", "by person"),
    "link.by_person_and_dates": ("op persoon en datum", "by person and dates"),
    "link.ambiguous": ("meer dan één persoon", "more than one person"),
    "link.unmatched": ("niemand gevonden", "nobody found"),
    "link.no_key": ("niet koppelbaar", "nothing to link by"),
    "signal.diploma_at_site_not_at_school": (
        "diploma bij de locatie, niet bij de school",
        "diploma at site, not at school",
    ),
    "signal.diploma_at_school_not_at_site": (
        "diploma bij de school, niet bij de locatie",
        "diploma at school, not at site",
    ),
    "signal.diploma_dates_differ": ("een andere dag voor het diploma", "another day for the diploma"),
    "signal.work_dates_differ": ("een andere eerste werkdag", "another first day of work"),
    "signal.work_at_employer_not_at_site": (
        "werk bij de werkgever, niet bij de locatie",
        "work at employer, not at site",
    ),
    "signal.no_work_said_and_contract_delivered": (
        "“geen werk” gezegd, wel een dienstverband",
        "“no work” said, but a contract was delivered",
    ),
    "signal.early_leaver_still_running": (
        "van school, bij de locatie nog bezig",
        "left school, still running at the site",
    ),
    "signal.number_and_person_differ": ("het nummer is van iemand anders", "the number is somebody else's"),
    "signal.two_trajectories_at_once": ("twee trajecten tegelijk", "two trajectories at once"),
    "column.statement": ("Wat er is gezegd", "What was said"),
    # datasets
    "dataset.trajectory": ("trajecten", "trajectories"),
    "dataset.follow_up": ("navraag achteraf", "follow-up calls"),
    "dataset.attendance": ("aanwezigheid", "attendance"),
    "dataset.help_request": ("hulpvragen", "help requests"),
    "dataset.visit": ("bezoeken", "visits"),
    "dataset.enrolment": ("inschrijvingen bij de school", "school enrolments"),
    "dataset.diploma": ("diploma's van de school", "the school's diplomas"),
    "dataset.early_leaver": ("voortijdig schoolverlaters van de school", "the school's early leavers"),
    "dataset.funding": ("financiering door de gemeente", "municipal funding"),
    "dataset.placement": ("plaatsingen van stagiairs", "interns' placements"),
    "dataset.client": ("bewoners die hulp krijgen", "residents who get help"),
    "dataset.capacity": ("plaatsen per week", "places per week"),
    "dataset.cost": ("kosten per jaar", "costs per year"),
    "dataset.practice": ("praktijkprofielen", "practice profiles"),
    "dataset.employment": ("contracten bij de werkgever", "employment contracts"),
    "dataset.student_count": ("studentaantallen", "student counts"),
    # Overzicht
    "overview.question": ("Hoe staan we ervoor, samen en per locatie?", "How do we stand, together and per location?"),
    "overview.together": ("**Alle locaties samen**, over alle jaren", "**All locations together**, over all years"),
    "overview.matrix": ("Alle locaties naast elkaar", "All locations side by side"),
    "overview.matrix_note": (
        (
            "Geen rangorde: de locaties staan in vaste volgorde. Alleen waar een verschil met de andere locaties"
            " aantoonbaar is, staat dat erbij. Onder de 30 mensen tonen we aantallen."
        ),
        (
            "No ranking: locations stand in a fixed order. A mark stands only where a difference from the others is"
            " demonstrable. Below 30 people we show counts."
        ),
    ),
    "theme.education": ("Opleiding en diploma", "Education and diploma"),
    "theme.work": ("Werk", "Work"),
    "theme.neighbourhood": ("Hulp in de wijk", "Help in the neighbourhood"),
    "theme.placements": ("Stages", "Placements"),
    "theme.value": ("Kosten en waarde", "Costs and value"),
    "theme.deliveries": ("Aanlevering van gegevens", "Delivery of data"),
    "theme.interns": ("Uitkomsten van stagiairs", "Interns' outcomes"),
    "theme.other": ("Overige", "Other"),
    "column.indicator_name": ("Indicator", "Indicator"),
    "attention.few_answers": (
        "{place}: van te weinig mensen kennen we het antwoord om te vergelijken ({indicators}).",
        "{place}: too few people answered to compare ({indicators}).",
    ),
    "freshness.summary": (
        "**{part} van de {whole}** leveranciers zijn op tijd. Wie dat niet is, staat bij wat aandacht vraagt.",
        "**{part} of {whole}** suppliers are on time. Who is not stands with what asks for attention.",
    ),
    "freshness.all": ("Per leverancier", "Supplier by supplier"),
    "overview.attention": ("Wat vraagt aandacht?", "What asks for attention?"),
    "overview.no_attention": ("Niets bijzonders in deze periode.", "Nothing special in this period."),
    "overview.freshness": ("Hoe vers zijn de gegevens?", "How fresh is the data?"),
    "attention.so_many": ("{n} locaties", "{n} locations"),
    "attention.more": ("Nog {n}", "{n} more"),
    "attention.provisional": (
        "Nog voorlopige cijfers: {places}. Een deel van de mensen is nog niet lang genoeg geleden gestart.",
        "Still provisional: {places}. Some people started too recently.",
    ),
    "freshness.late": (
        "{name} heeft {expected} nog niet aangeleverd; de cijfers lopen daar tot en met {last}.",
        "{name} has not delivered {expected} yet; its figures run up to {last}.",
    ),
    "freshness.rejected": (
        "De laatste aanlevering van {name} is niet verwerkt; de cijfers lopen daar tot en met {last}.",
        "The last delivery of {name} was not accepted; its figures run up to {last}.",
    ),
    "freshness.never": (
        "{name} heeft nog niets aangeleverd dat verwerkt kon worden.",
        "{name} has not delivered anything that could be used yet.",
    ),
    "state.on_time": ("op tijd", "on time"),
    "state.late": ("te laat", "late"),
    "state.missing": ("ontbreekt", "missing"),
    "state.rejected": ("niet verwerkt", "rejected"),
    "state.expected": ("wordt verwacht", "expected"),
    "state.not_due": ("niet gepland", "not due"),
    "state.unknown": ("onbekend", "unknown"),
    # Indicator vergelijken
    "compare.question": ("Hoe doen de locaties het naast elkaar?", "How do the locations do side by side?"),
    "compare.title": ("Locaties naast elkaar", "Locations side by side"),
    "tab.chart": ("Grafiek", "Chart"),
    "tab.figures": ("Cijfers", "Figures"),
    "tab.definition": ("Definitie", "Definition"),
    "chart.note_rate": (
        (
            "Punt = het cijfer. Balk = 95 %-betrouwbaarheidsinterval: hoe smaller, hoe zekerder. Open punt = kleine groep;"
            " onder de 30 mensen tonen we aantallen, geen percentages."
        ),
        (
            "Point = the figure. Bar = 95% confidence interval: the narrower, the surer. Open point = small group; below"
            " 30 people we show counts, not percentages."
        ),
    ),
    "chart.note_amount": (
        "Hoeveelheden: een grote locatie doet vanzelf meer dan een kleine.",
        "Amounts: a large location does more than a small one.",
    ),
    "chart.at_least": (
        "Ten minste: van wie niets bekend is, telt als niet. Het werkelijke cijfer kan hoger zijn; de balk gaat alleen over toeval.",
        "At least: people of whom nothing is known count as no. The true figure may be higher; the bar is about chance alone.",
    ),
    "chart.share": ("{label}, in procenten", "{label}, per cent"),
    "chart.reference": ("landelijk {period}: {value}", "national {period}: {value}"),
    "chart.more_in_table": ("De overige staan in de tabel onder Cijfers.", "The others are in the table of figures."),
    "conclusion.title": ("Wat kunt u hier uit lezen?", "What can you read from this?"),
    "conclusion.none_differ": (
        "Geen enkele locatie verschilt hier aantoonbaar van de andere.",
        "No location differs demonstrably from the others here.",
    ),
    "conclusion.nothing_shown": (
        "Hier is van geen enkele locatie het cijfer te zien, dus er valt niets te vergelijken.",
        "No location's figure can be seen here, so there is nothing to compare.",
    ),
    "compare.shown_in": ("Wel iets te zien in: {periods}.", "Something to see in: {periods}."),
    "conclusion.none_compared_differ": (
        "Van de {n} locaties die te vergelijken zijn, verschilt er geen aantoonbaar van de andere.",
        "Of the {n} locations that can be compared, none differs demonstrably from the others.",
    ),
    "conclusion.few_answers_at": (
        "Niet te vergelijken, omdat van te weinig mensen het antwoord bekend is: {places}.",
        "Not to be compared, since of too few people the answer is known: {places}.",
    ),
    "conclusion.not_tested": (
        (
            "Voor deze keuze zijn de verschillen niet getoetst: dat gebeurt voor alle niveaus samen, over de nieuwste drie"
            " schooljaren die te beoordelen zijn. Dat de ene locatie hoger staat dan de andere, zegt hier dus nog niets."
        ),
        (
            "Differences were not tested for this choice: that is done for all levels together, over the newest three school"
            " years that can be judged. That one location stands higher than another says nothing here yet."
        ),
    ),
    "conclusion.none_comparable": (
        (
            "De verschillen zijn niet te toetsen: van te weinig locaties is het cijfer te zien en het antwoord van genoeg"
            " mensen bekend. Dat de ene locatie hoger staat dan de andere, zegt hier dus nog niets."
        ),
        (
            "Differences cannot be tested: of too few locations can the figure be seen and are enough answers known. That one"
            " location stands higher than another says nothing here yet."
        ),
    ),
    "conclusion.amount": (
        "Dit zijn hoeveelheden, geen prestaties: ze zijn niet bedoeld om locaties langs één lat te leggen.",
        "These are amounts, not achievements: they are not meant to measure locations by one yardstick.",
    ),
    "conclusion.no_cause": (
        "Een verschil is nog geen oorzaak: locaties werken met andere mensen en in een andere buurt.",
        "A difference is no cause: locations work with other people, in other neighbourhoods.",
    ),
    # wat uit een cijfer te lezen is: zinnen die bij de publicatie worden bewaard
    "says.hidden": (
        "Verborgen, omdat mensen anders herkenbaar kunnen worden.",
        "Hidden, because people might be recognised.",
    ),
    "says.nobody_yet": ("Nog van niemand te beoordelen.", "Nobody can be judged yet."),
    "says.nobody": ("Er is niemand om dit van te zeggen.", "There is nobody to say this of."),
    "says.few": ("{counts}: te weinig mensen voor een percentage.", "{counts}: too few people for a percentage."),
    "says.few_units": ("{counts}: te weinig voor een percentage.", "{counts}: too few for a percentage."),
    "says.few_followed": (
        "Te weinig mensen voor een percentage: {n} zijn gevolgd.",
        "Too few people for a percentage: {n} were followed.",
    ),
    "says.few_followed.one": (
        "Te weinig mensen voor een percentage: één is gevolgd.",
        "Too few people for a percentage: one was followed.",
    ),
    "says.estimate": ("Naar schatting {percent}, over {n} mensen.", "An estimated {percent}, over {n} people."),
    "says.interval": (
        "Een werkelijk aandeel van {range} past hierbij.",
        "A true share of {range} fits this.",
    ),
    "says.unknown": (
        "Van {n} mensen is niets bekend, en zij tellen als niet; telden zij allen als wel, dan was het {most}.",
        "Nothing is known of {n} people, and they count as no; if all of them counted as yes, it would be {most}.",
    ),
    "says.unknown.one": (
        "Van één mens is niets bekend, en die telt als niet; telde die als wel, dan was het {most}.",
        "Nothing is known of one person, who counts as no; counted as yes, it would be {most}.",
    ),
    "says.chance": (
        "Los daarvan is er toeval: rond {percent} past {range}.",
        "Apart from that there is chance: around {percent}, {range} fits.",
    ),
    "says.margin": ("De marge loopt van {range}.", "The margin runs from {range}."),
    "says.no_interval": ("Een marge is hier niet te geven.", "No margin can be given here."),
    "says.provisional": (
        "Voorlopig: van {n} mensen moet de uitkomst nog blijken.",
        "Provisional: the outcome of {n} people is still to come.",
    ),
    "says.provisional.one": (
        "Voorlopig: van één mens moet de uitkomst nog blijken.",
        "Provisional: the outcome of one person is still to come.",
    ),
    "says.provisional_any": ("Voorlopig: de termijn is nog niet om.", "Provisional: the term has not passed yet."),
    "says.few_answers": (
        "Van {share} is het antwoord bekend: te weinig om mee te vergelijken.",
        "The answer of {share} is known: too few to compare with.",
    ),
    "says.against.others": ("de andere locaties samen", "the other locations together"),
    "says.against.national": ("het landelijke cijfer", "the national figure"),
    "says.higher": ("hoger", "higher"),
    "says.lower": ("lager", "lower"),
    "says.differs": ("Aantoonbaar {way} dan {against}: {size}.", "Demonstrably {way} than {against}: {size}."),
    "says.points": (
        "{size} procentpunt (tussen {near} en {far})",
        "{size} percentage points (between {near} and {far})",
    ),
    "says.points_unsure": (
        "{size} procentpunt, al is de grootte van het verschil onzeker",
        "{size} percentage points, though the size of the difference is uncertain",
    ),
    "says.sides": ("{own} tegen {other}", "{own} against {other}"),
    "says.strict": (
        "Het verschil doorstaat ook de strengste toets.",
        "The difference also passes the strictest test.",
    ),
    "says.no_cause": ("Dit zegt niets over de oorzaak.", "This says nothing about the cause."),
    "says.none": ("Geen aantoonbaar verschil met {against}.", "No demonstrable difference from {against}."),
    "says.none_few": (
        "{sides}: geen aantoonbaar verschil met {against}. Bij zo weinig mensen valt alleen een groot verschil op.",
        "{sides}: no demonstrable difference from {against}. With so few people only a large difference would show.",
    ),
    "says.not_compared": ("Niet vergeleken met {against}: {why}.", "Not compared with {against}: {why}."),
    "says.not_compared.hidden": ("het cijfer is verborgen", "the figure is hidden"),
    "says.not_compared.provisional": ("het cijfer is nog voorlopig", "the figure is still provisional"),
    "says.not_compared.not_evaluable": ("het cijfer is nog niet te beoordelen", "the figure cannot be judged yet"),
    "says.not_compared.few_answers": (
        "van minder dan 80 % is het antwoord bekend",
        "the answer of less than 80% is known",
    ),
    "says.not_compared.nobody_else": (
        "van geen andere locatie is een cijfer te zien",
        "no other location has a figure to see",
    ),
    "says.not_compared.not_comparable": ("dat is op een andere manier geteld", "that was counted in another way"),
    "says.not_compared.lower_bound": (
        "ons cijfer is een ondergrens, het landelijke niet",
        "our figure is a lower bound, the national one is not",
    ),
    "says.gain.more": (
        "Met het aandeel van de andere locaties samen zouden dit {near} tot {far} {who} meer zijn, van de {out_of}."
        " Of dat hier kan, zegt dit niet.",
        "With the share of the other locations together these would be {near} to {far} {who} more, of {out_of}."
        " Whether that is possible here, this does not say.",
    ),
    "says.gain.more_unsure": (
        "Met het aandeel van de andere locaties samen zouden dit hooguit {far} {who} meer zijn, van de {out_of};"
        " hoeveel is onzeker. Of dat hier kan, zegt dit niet.",
        "With the share of the other locations together these would be at most {far} {who} more, of {out_of};"
        " how many is uncertain. Whether that is possible here, this does not say.",
    ),
    "says.gain.fewer": (
        "Met het aandeel van de andere locaties samen zouden dit {near} tot {far} {who} minder zijn, van de {out_of}."
        " Of dat hier kan, zegt dit niet.",
        "With the share of the other locations together these would be {near} to {far} {who} fewer, of {out_of}."
        " Whether that is possible here, this does not say.",
    ),
    "says.gain.fewer_unsure": (
        "Met het aandeel van de andere locaties samen zouden dit hooguit {far} {who} minder zijn, van de {out_of};"
        " hoeveel is onzeker. Of dat hier kan, zegt dit niet.",
        "With the share of the other locations together these would be at most {far} {who} fewer, of {out_of};"
        " how many is uncertain. Whether that is possible here, this does not say.",
    ),
    "says.gain.hours_more": (
        "Met evenveel uren per hulpvraag als de andere locaties samen waren dit {hours} uren hulp meer, bij {requests}"
        " hulpvragen. Een marge is hier niet te geven, en meer is niet vanzelf beter.",
        "With as many hours per request as the other locations together these would be {hours} hours of help more, for"
        " {requests} requests. No margin can be given here, and more is not better by itself.",
    ),
    "says.gain.hours_fewer": (
        "Met evenveel uren per hulpvraag als de andere locaties samen waren dit {hours} uren hulp minder, bij {requests}"
        " hulpvragen. Een marge is hier niet te geven, en meer is niet vanzelf beter.",
        "With as many hours per request as the other locations together these would be {hours} hours of help fewer, for"
        " {requests} requests. No margin can be given here, and more is not better by itself.",
    ),
    "says.without_ill": (
        "Zonder de {n} mensen die langer dan 90 dagen ziek waren en geen diploma haalden is het {without} in plaats van"
        " {with_them}.",
        "Without the {n} people who were ill for more than 90 days and got no diploma it is {without} instead of {with_them}.",
    ),
    "says.without_ill.withheld": (
        "Wat het cijfer zou zijn zonder wie langer dan 90 dagen ziek was, wordt niet gezegd: dat zijn er te weinig om over"
        " te vertellen.",
        "What the figure would be without those who were ill for more than 90 days is not told: they are too few to tell about.",
    ),
    "says.trend.few": (
        "Te weinig schooljaren om te zien wat gewone schommelingen zijn.",
        "Too few school years to see what ordinary variation is.",
    ),
    "says.trend.few_months": (
        "Te weinig maanden om te zien wat gewone schommelingen zijn.",
        "Too few months to see what ordinary variation is.",
    ),
    "says.trend.calm": (
        "Alleen gewone schommelingen: er is geen verandering aan te wijzen (grenzen {range}).",
        "Ordinary variation only: no change can be pointed out (limits {range}).",
    ),
    "says.trend.signal": (
        "Meer dan gewone schommeling: {signals}. Dit zegt niets over de oorzaak.",
        "More than ordinary variation: {signals}. This says nothing about the cause.",
    ),
    "says.trend.rule": ("{rule} ({years})", "{rule} ({years})"),
    "says.trend.span": ("{first} t/m {last}", "{first} to {last}"),
    "says.trend.on_trial": (
        "Dit zijn proeflimieten: {points} van de {enough} punten die nodig zijn.",
        "These limits are on trial: {points} of the {enough} points that are needed.",
    ),
    "says.rule.outside_limits": ("buiten de grenzen", "outside the limits"),
    "says.rule.shift": ("zeven op rij aan één kant van het gemiddelde", "seven in a row on one side of the mean"),
    "says.rule.trend": ("zeven op rij omhoog of omlaag", "seven in a row up or down"),
    "says.rule.two_of_three": ("twee van de drie dicht bij een grens", "two of three close to a limit"),
    "says.standardised": (
        "Met dezelfde verdeling over niveaus als alle locaties samen zou dit {percent} zijn ({range}).",
        "With the mix of levels of all locations together this would be {percent} ({range}).",
    ),
    "says.ratio": (
        "{observed} waar er landelijk gezien {expected} te verwachten waren: {ratio} keer zo veel ({low} tot {high}).",
        "{observed} where {expected} were to be expected nationally: {ratio} times as many ({low} to {high}).",
    ),
    "says.not_standardised": (
        "Niet gecorrigeerd voor verschillen in niveau: {why}.",
        "Not corrected for differences in level: {why}.",
    ),
    "says.withheld.small_stratum": (
        "niet op elk niveau zijn er ten minste tien mensen",
        "not every level has at least ten people",
    ),
    "says.withheld.few_events": ("er zijn er minder dan tien om van uit te gaan", "there are fewer than ten to go by"),
    "says.withheld.hidden_stratum": ("een van de niveaus is verborgen", "one of the levels is hidden"),
    "says.withheld.no_levels": ("er zijn geen cijfers per niveau", "there are no figures per level"),
    "says.withheld.nobody": ("er is niemand te beoordelen", "nobody can be judged"),
    "says.withheld.few_answers": (
        "van minder dan 80 % is het antwoord bekend",
        "the answer of less than 80% is known",
    ),
    # definitions
    "definitions.question": (
        "Wat telt elk cijfer precies, en waar komt het vandaan?",
        "What does each figure count exactly, and where does it come from?",
    ),
    "tab.indicators": ("Indicatoren", "Indicators"),
    "tab.claims": ("Eerder gepubliceerd", "Published before"),
    "tab.origin": ("Herkomst", "Origin"),
    "definition.title": ("Definitie", "Definition"),
    "definition.purpose": ("Waarvoor", "What for"),
    "definition.numerator": ("Teller", "Numerator"),
    "definition.denominator": ("Noemer", "Denominator"),
    "definition.not_evaluable": ("Nog niet te beoordelen", "Cannot be judged yet"),
    "definition.excluded": ("Buiten de telling", "Left out"),
    "definition.sources": ("Bron", "Source"),
    "definition.horizon": ("Termijn", "Term"),
    "definition.days": ("{n} dagen", "{n} days"),
    "definition.direction": ("Richting", "Direction"),
    "direction.up": ("hoger is beter", "higher is better"),
    "direction.down": ("lager is beter", "lower is better"),
    "direction.neutral": ("hoger is niet beter of slechter", "higher is neither better nor worse"),
    "definition.bound": ("Ondergrens", "Lower bound"),
    "definition.bound_lower": (
        "van wie niets bekend is, telt als niet; daarom zeggen we 'ten minste'",
        "people of whom nothing is known count as no; hence 'at least'",
    ),
    "definition.version": ("Versie", "Version"),
    "definition.version_line": ("{version}, vastgesteld op {day}", "{version}, adopted on {day}"),
    "definition.owner": ("Eigenaar", "Owner"),
    "definition.next_review": ("Volgende herziening", "Next review"),
    "definition.sql": ("De berekening zelf (SQL)", "The computation itself (SQL)"),
    "definition.sql_note": (
        "Zo telt de pijplijn, regel voor regel. Er is geen andere berekening.",
        "This is how the pipeline counts, line by line. There is no other computation.",
    ),
    "definition.more": ("Volledige definitie", "Full definition"),
    "national.title": ("Landelijke cijfers", "National figures"),
    "national.none": ("Bij deze indicator is geen landelijk cijfer bekend.", "No national figure is known for this."),
    "national.not_comparable": (
        "Landelijk wordt anders geteld. Daarom staat er geen landelijke lijn in de grafiek.",
        "The national count differs. That is why the chart has no national line.",
    ),
    # what becomes of somebody when a definition changes
    "move.met": ("gehaald", "met"),
    "move.not_met": ("niet gehaald", "not met"),
    "move.unknown": ("onbekend", "unknown"),
    "move.not_evaluable": ("nog niet te beoordelen", "cannot be judged yet"),
    "move.pending": ("kan nog meetellen", "may still count"),
    "move.excluded": ("uitgesloten", "excluded"),
    "move.counted": ("geteld", "counted"),
    "move.counted_differently": ("anders geteld", "counted differently"),
    "move.absent": ("niet hierin", "not in this"),
    # "Klopt dit cijfer?": the answer to any sentence
    # Locatieprofiel
    "profile.question": (
        "Alles over één plek: de cijfers, de partners, de werkwijze en de maatschappelijke waarde.",
        "Everything about one place: figures, partners, way of working and value to society.",
    ),
    "profile.figures": ("De cijfers van deze plek", "The figures of this place"),
    "profile.partners": ("Wie dit samen maken", "Who make this together"),
    "profile.no_partners": ("Van deze plek zijn geen partners bekend.", "No partners are known of this place."),
    "column.says": ("Wat dat zegt", "What that says"),
    "party.site": ("Locatie", "Site"),
    "party.school": ("Scholen", "Schools"),
    "party.employer": ("Werkgevers", "Employers"),
    "party.municipality": ("Gemeente", "Municipality"),
    "party.housing": ("Woningcorporatie", "Housing association"),
    "party.network": ("Netwerk", "Network"),
    "mkba.title": ("Kosten en maatschappelijke waarde (MKBA) · {place}", "Costs and value to society (CBA) · {place}"),
    "mkba.sentence": (
        (
            "Elke euro kosten, van alle partners samen, geeft **{ratio} euro** aan maatschappelijke baten. Dat is een saldo"
            " van **{balance} euro** per euro."
        ),
        (
            "Every euro of costs, of all partners together, gives **{ratio} euros** of benefits to society. That is a"
            " balance of **{balance} euros** per euro."
        ),
    ),
    "mkba.range": (
        "Met alle aannames aan de lage of juist de hoge kant ligt de verhouding tussen {low} en {high}.",
        "With all assumptions at their low or at their high side the ratio lies between {low} and {high}.",
    ),
    "mkba.break_even": (
        "Kosten en baten zijn gelijk als {share} ook zonder het WijkLeerbedrijf was gebeurd.",
        "Costs and benefits are equal if {share} would have happened anyway.",
    ),
    "mkba.illustrative": (
        "Dit zijn voorbeeldaannames die niemand heeft vastgesteld: gebruik het getal niet naar buiten.",
        "These are example assumptions that nobody adopted: do not use this figure outside.",
    ),
    "mkba.status.illustrative": (
        "{label}. Door niemand vastgesteld; ze laten zien hoe de berekening werkt.",
        "{label}. Adopted by nobody; they show how the computation works.",
    ),
    "mkba.status.adopted": ("{label}, vastgesteld door de Kopgroep.", "{label}, adopted by the Kopgroep."),
    "mkba.euros": ("Kosten naast baten", "Costs beside benefits"),
    "mkba.euros_note": (
        "In euro's, prijzen van {year}. Van de baten is af wat ook zonder ons was gebeurd of bij anderen wegvalt.",
        "In euros, prices of {year}. What would have happened anyway, or is lost elsewhere, is taken off the benefits.",
    ),
    "mkba.tornado": ("Welke aanname weegt het zwaarst?", "Which assumption weighs most?"),
    "mkba.tornado_note": (
        "Elke balk: de verhouding als alleen deze aanname laag of hoog is. De lijn: met alle aannames zoals ze zijn.",
        "Each bar: the ratio when this assumption alone is low or high. The line: with all assumptions as they are.",
    ),
    "mkba.ratio_axis": ("euro baten per euro kosten", "euros of benefits per euro of costs"),
    "mkba.swing": ("verhouding {low} tot {high}", "ratio {low} to {high}"),
    "mkba.costs": ("Kosten van alle partners", "Costs of all partners"),
    "mkba.in_kind": ("waarvan in natura", "of which in kind"),
    "mkba.total": ("Alle baten samen", "All benefits together"),
    "mkba.amount": ("{amount} euro", "{amount} euros"),
    "mkba.not": ("Voor deze periode is de MKBA niet te tonen: {why}.", "For this period it cannot be shown: {why}."),
    "tab.assumptions": ("Aannames", "Assumptions"),
    "column.post": ("Post", "Item"),
    "column.counted": ("Aantal", "Count"),
    "column.before": ("Baten vóór correctie", "Benefits before correction"),
    "column.after": ("Euro", "Euros"),
    "column.assumption": ("Aanname", "Assumption"),
    "column.base": ("Waarde", "Value"),
    "column.margin": ("Marge", "Margin"),
    "column.source": ("Wie zegt dat", "Who says so"),
    "assumed.eur": ("euro", "euros"),
    "assumed.years": ("jaar", "years"),
    "assumed.hours": ("uur", "hours"),
    # Praktijken en afspraken
    "practice.question": (
        "Wie werkt hoe, wat is er met scholen afgesproken, en wie kan ik iets vragen?",
        "Who works how, what was agreed with schools, and whom can I ask?",
    ),
    "practice.none": ("Er zijn nog geen werkwijzen verteld", "No practices have been told yet"),
    "practice.none.what_now": (
        "Locaties leveren eens per jaar een praktijkprofiel. Leden van de Kopgroep zien het hier; het publiek niet.",
        "Sites deliver a practice profile once a year. Members of the Kopgroep see it here; the public does not.",
    ),
    "practice.none_here": (
        "Deze locatie vertelde haar werkwijze nog niet.",
        "This site did not tell how it works yet.",
    ),
    "practice.key": ("Zo werkt deze locatie", "How this site works"),
    "practice.coordinators": ("Coördinatoren", "Coordinators"),
    "practice.contact_moments_per_day": ("Contactmomenten per dag", "Contact moments a day"),
    "practice.placement_weeks": ("Weken stage", "Weeks of placement"),
    "practice.of_year": ("Zoals verteld over {year}.", "As told about {year}."),
    "practice.with": ("met {who}", "with {who}"),
    "practice.since": ("sinds {year}", "since {year}"),
    "practice.elective": ("keuzedeel {code}", "elective {code}"),
    "practice.hours": ("{n} uur studielast", "{n} study hours"),
    "practice.agreed": ("afgesproken op {day}", "agreed on {day}"),
    "practice.ask": ("Iets vragen?", "Want to ask?"),
    "practice.subject": ("Vraag over uw werkwijze", "Question about your way of working"),
    "practice.every": ("alle thema's", "all themes"),
    "choice.theme": ("Thema", "Theme"),
    "practice.beside": ("Wat komt eruit?", "What comes out?"),
    "practice.period": ("Over: {period}.", "Over: {period}."),
    "column.practices": ("Werkwijzen", "Practices"),
    "practice.no_cause": ("Geen oorzaak.", "No cause."),
    "practice.nobody_compared": (
        "Van de locaties die te vergelijken zijn, doet er geen het hier aantoonbaar beter of minder dan de andere.",
        "Of the locations that can be compared, none does demonstrably better or less well than the others here.",
    ),
    "practice.nobody": (
        "Geen locatie doet het hier aantoonbaar beter of minder dan de andere.",
        "No location does demonstrably better or less well than the others here.",
    ),
    "practice.always_ask": (
        "Een werkwijze naast een uitkomst verklaart die uitkomst niet. Vragen kan altijd, ook zonder verschil.",
        "A practice beside an outcome does not explain it. You can always ask, difference or not.",
    ),
    # de pagina Klopt dit cijfer?
    "ask.question": (
        "Typ een zin of een getal. U ziet welke definitie het geeft, welke niet, en hoe de juiste zin luidt.",
        "Type a sentence or a number. You see which definition gives it, which does not, and what the right sentence is.",
    ),
    "ask.text": ("Zin of getal", "Sentence or number"),
    "ask.placeholder": ("bijvoorbeeld: 78 % stroomt uit naar werk", "for example: 78 % stroomt uit naar werk"),
    "ask.place": ("Waar gaat het over?", "Where is it about?"),
    "ask.anywhere": ("wat in de zin staat", "what the sentence says"),
    "ask.examples": ("Probeer:", "Try:"),
    "ask.agrees": ("klopt", "right"),
    "ask.agrees_cut_off": ("klopt, afgekapt", "right, cut off"),
    "ask.agrees_partly": ("klopt voor een deel", "partly right"),
    "ask.elsewhere": ("klopt alleen ergens anders", "right elsewhere only"),
    "ask.published_before": ("eerder gepubliceerd, niet na te rekenen", "published before, cannot be recomputed"),
    "ask.not_found": ("niet gevonden", "not found"),
    "ask.no_number": ("geen getal gelezen", "no number found"),
    "ask.unknown_place": ("plek niet bekend", "unknown place"),
    "ask.before": ("Alle {n} uitspraken", "All {n} statements"),
    "ask.further": ("Wat hier nog bij hoort", "What else belongs to this"),
    "ask.right": ("De juiste zin", "The right sentence"),
    "ask.right_note": (
        "Om over te nemen, met aantallen, interval en definitie.",
        "To copy, with counts, interval and definition.",
    ),
    "ask.gives_title": ("Welke definitie geeft dit?", "Which definition gives this?"),
    "ask.elsewhere_title": ("Wat dit elders geeft", "What gives this elsewhere"),
    "ask.does_not_title": ("Welke definitie geeft iets anders?", "Which definition gives something else?"),
    "ask.way.exact": ("ja, precies", "yes, exactly"),
    "ask.way.rounded": ("ja, afgerond", "yes, rounded"),
    "ask.way.truncated": ("ja, afgekapt", "yes, cut off"),
    "ask.way.at_least": ("ja, zoveel is het ten minste", "yes, it is at least that"),
    "ask.way.at_most": ("ja, zoveel is het hooguit", "yes, it is at most that"),
    "ask.way.about": ("ongeveer", "about"),
    "ask.way.numerator": ("ja, de teller", "yes, the numerator"),
    "ask.way.denominator": ("ja, de noemer", "yes, the denominator"),
    "ask.way.counts": ("ja, teller en noemer", "yes, numerator and denominator"),
    "column.agrees": ("Geeft dit?", "Gives this?"),
    "asked.agrees": ("{told}: klopt, als het gaat over {labels}.", "{told}: right, when it is about {labels}."),
    "asked.agrees_cut_off": (
        "{told}: klopt alleen als er wordt afgekapt in plaats van afgerond, en als het gaat over {labels}.",
        "{told}: right only when cut off instead of rounded, and when it is about {labels}.",
    ),
    "asked.agrees_partly": (
        "Niet alles in deze zin hoort bij hetzelfde cijfer.",
        "Not everything in this sentence belongs to one figure.",
    ),
    "asked.elsewhere": (
        "{told} is niet het cijfer van {place} als geheel; wel van een kleinere groep.",
        "{told} is not the figure of {place} as a whole, but it is that of a smaller group.",
    ),
    "asked.published_before": (
        "{told} is eerder zo gepubliceerd, maar geen enkele definitie geeft dit getal.",
        "{told} was published like this before, but no definition gives it.",
    ),
    "asked.not_found": (
        "Geen enkel gepubliceerd cijfer van {place} geeft {told}.",
        "No published figure of {place} gives {told}.",
    ),
    "asked.several": ("In deze zin staan {n} getallen: {told}.", "There are {n} figures in this sentence: {told}."),
    "asked.no_number": (
        "In deze zin staat geen getal, dus er valt niets na te rekenen. Vraag bijvoorbeeld: “78 %”, “102 van de 130” of “twee derde”.",
        "There is no figure in this sentence, so nothing to recompute. Ask for instance: “78%”, “102 of the 130” or “two thirds”.",
    ),
    "asked.only_aside": (
        (
            "Wat hier aan getallen staat ({aside}) is een datum, een termijn, een niveau of een groep. Noem het cijfer zelf:"
            " een percentage of een aantal mensen."
        ),
        "The numbers here ({aside}) are a date, a term, a level or a group. Give the figure itself: a percentage or a number of people.",
    ),
    "asked.unknown_place": (
        "'{name}' is geen plek waarover cijfers zijn.",
        "'{name}' is no place that figures are about.",
    ),
    "asked.did_you_mean": ("Bedoelt u {name}? ", "Do you mean {name}? "),
    "asked.places": ("Er zijn: {names}.", "There are: {names}."),
    "asked.unknown_cohort": (
        "Over '{cohort}' is hier niets gepubliceerd. Er zijn: {known}.",
        "Nothing is published here about '{cohort}'. There are: {known}.",
    ),
    "asked.sentence": (
        "{label} ({about}): {figure}{interval}{provisional}; definitie {indicator} versie {version}.",
        "{label} ({about}): {figure}{interval}{provisional}; definition {indicator} version {version}.",
    ),
    "asked.as_of": ("stand {day}", "as of {day}"),
    "asked.provisional": (", voorlopig", ", provisional"),
    "asked.interval": (" (95 %-interval {low} tot {high})", " (95% interval {low} to {high})"),
    "asked.way.exact": ("“{told}” is precies dit.", "“{told}” is exactly this."),
    "asked.way.rounded": ("“{told}” is dit, afgerond.", "“{told}” is this, rounded."),
    "asked.way.truncated": (
        "“{told}” is dit alleen als er wordt afgekapt; afgerond is het {rounded}.",
        "“{told}” is this only when cut off; rounded it is {rounded}.",
    ),
    "asked.way.at_least": (
        "Het is inderdaad ten minste “{told}”, namelijk {rounded}.",
        "It is indeed at least “{told}”: {rounded}.",
    ),
    "asked.way.at_most": (
        "Het is inderdaad ten hoogste “{told}”, namelijk {rounded}.",
        "It is indeed at most “{told}”: {rounded}.",
    ),
    "asked.way.about": ("“{told}” is hier ongeveer; het is {rounded}.", "“{told}” is near this; it is {rounded}."),
    "asked.way.numerator": ("“{told}” is hiervan de teller.", "“{told}” is the numerator of this."),
    "asked.way.denominator": ("“{told}” is hiervan de noemer.", "“{told}” is the denominator of this."),
    "asked.way.counts": (
        "“{told}”: dat zijn hiervan teller en noemer.",
        "“{told}” are the numerator and denominator of this.",
    ),
    "asked.words": (
        "{label} telt: {numerator} Op een totaal van: {denominator}",
        "{label} counts: {numerator} Out of: {denominator}",
    ),
    "asked.more": ("En nog {n} andere.", "And {n} more."),
    "asked.more.one": ("En nog één andere.", "And one more."),
    "asked.also_elsewhere": (
        "Hetzelfde getal komt daarnaast {n} keer voor bij andere groepen; bij veel groepen is dat vaak toeval.",
        "The same figure also occurs {n} times for other groups; among many groups that is often chance.",
    ),
    "asked.only_elsewhere": (
        "Bij andere groepen komt het {n} keer voor; bij veel groepen is dat vaak toeval:",
        "It occurs {n} times for other groups; among many groups that is often chance:",
    ),
    "asked.not_from": ("Niet uit een andere definitie: {others}.", "Not from another definition: {others}."),
    "asked.counts": ("van de {base} zijn dat er {rounded}", "of {base} that is {rounded}"),
    "asked.counts_both": (
        "van de {base} zijn dat er {rounded} (afgekapt ook {cut})",
        "of {base} that is {rounded} (cut off also {cut})",
    ),
    "asked.counts_cut": ("van de {base} alleen afgekapt, {rounded}", "of {base} only when cut off, {rounded}"),
    "asked.counts_none": ("van de {base} bij geen enkel aantal", "of {base} by no number of people"),
    "asked.counts_intro": (
        "Welke aantallen mensen geven “{told}”? {counts}.",
        "Which numbers of people give “{told}”? {counts}.",
    ),
    "asked.hidden": (
        "Hier zijn {n} cijfers verborgen omdat mensen herkenbaar kunnen worden; of dit getal daarbij hoort, zeggen we niet.",
        "Here {n} figures are hidden because people might be recognised; whether this is one of them is not said.",
    ),
    "asked.hidden.one": (
        "Hier is 1 cijfer verborgen omdat mensen herkenbaar kunnen worden; of het dit getal is, zeggen we niet.",
        "Here 1 figure is hidden because people might be recognised; whether it is this one is not said.",
    ),
    "asked.and": ("en", "and"),
    "asked.or": ("of", "or"),
    "asked.none": ("geen", "none"),
    "asked.from_to": ("{first} tot en met {last}", "{first} to {last}"),
    "asked.partnership": ("het partnerschap", "the partnership"),
    "asked.demo": ("Dit zijn demogegevens.", "These are demonstration data."),
    "claim.title": ("Wat er eerder over is gepubliceerd", "What was published about this before"),
    "claim.rebuilt": ("Nagebouwd met demogegevens.", "Rebuilt with demonstration data."),
    "claim.as_of": ("stand {day}", "as of {day}"),
    "claim.sources": ("Bronnen: {sources}", "Sources: {sources}"),
    "claim.none": ("Er zijn geen eerdere uitspraken vastgelegd.", "No earlier statements are on record."),
    "claim.note": (
        "Elke uitspraak is nagerekend met dezelfde definities als de andere cijfers.",
        "Each statement was recomputed with the same definitions as all other figures.",
    ),
    "claim.note_demo": (
        (
            "Elke uitspraak is nagerekend met dezelfde definities als de andere cijfers, hier op demogegevens die daarvoor"
            " zijn nagebouwd."
        ),
        "Each statement was recomputed with the same definitions as all other figures, here on demo data built for it.",
    ),
    "verdict.reproduced": ("klopt", "reproduced"),
    "verdict.reproduced_truncated": ("klopt, naar beneden afgerond", "reproduced by truncation"),
    "verdict.not_reproduced": ("niet na te rekenen", "not reproduced"),
    "verdict.not_evaluable": ("toen nog niet te beoordelen", "could not be judged then"),
    "verdict.not_computed": ("nog niet berekend", "not computed yet"),
    "provenance.title": ("Waar de cijfers op rusten", "What the figures rest on"),
    "provenance.note": (
        "Publicatie {version}, gemaakt met versie {code} van de pijplijn, uit deze aanleveringen.",
        "Publication {version}, made with version {code} of the pipeline, from these deliveries.",
    ),
    "provenance.none": ("Er zijn nog geen aanleveringen verwerkt.", "No deliveries have been used yet."),
    # Van start tot werk
    "steps.question": (
        "Hoeveel van de mensen die startten, halen een diploma, vinden werk en houden het?",
        "How many of those who started get a diploma, find work and keep it?",
    ),
    "steps.one_base": ("Eén noemer: iedereen die startte · {place}", "One base: everyone who started · {place}"),
    "steps.one_base_note": (
        "Elke balk is een deel van dezelfde mensen: alle starters van wie de termijn om is. Werk telt ook zonder diploma.",
        "Each bar is a share of the same people: all who started and whose time has passed. Work counts without a diploma too.",
    ),
    "steps.of": ("van {whom}", "of {whom}"),
    "steps.nothing": (
        "Hier is geen van de stappen te tonen. Kies een andere locatie of periode.",
        "None of the steps can be shown here. Choose another location or period.",
    ),
    "steps.own_bases": ("Elk cijfer op zijn eigen noemer", "Each figure on its own base"),
    "steps.own_bases_note": (
        "Zo worden deze cijfers meestal genoemd. Let op van wie ze een deel zijn: ze zijn niet te vergelijken.",
        "This is how these figures are usually quoted. Mind of whom they are a share: they cannot be compared.",
    ),
    "steps.bases_differ": (
        "Elke balk is een deel van wie startte. Bij een latere stap tellen alleen starters mee die lang genoeg geleden begonnen.",
        "Each bar is a share of those who started. A later step counts only those who started long enough ago.",
    ),
    "step.started": ("Gestart", "Started"),
    "step.started_n": ("{n} mensen van wie de termijn om is", "{n} people whose time has passed"),
    "step.diploma": ("Diploma", "Diploma"),
    "step.work": ("Aan het werk", "In work"),
    "step.lasting": ("Na 6 maanden nog aan het werk", "Still in work after 6 months"),
    "base.diploma": ("alle starters", "all who started"),
    "base.work": ("mensen met een diploma", "people with a diploma"),
    "base.lasting": ("mensen die na hun diploma werk vonden", "people who found work after their diploma"),
    # Aanleveringen
    "deliveries.question": (
        "Wat is er binnen, wat niet, en wat moet er gebeuren?",
        "What has come in, what has not, and what has to be done?",
    ),
    "deliveries.status": ("**Stand** op {today} · bijgewerkt {at}", "**State** on {today} · updated {at}"),
    "deliveries.attention": ("Wat vraagt nu aandacht?", "What needs attention now?"),
    "deliveries.no_attention": ("Alles is op tijd binnen en verwerkt.", "Everything came in on time."),
    "deliveries.calendar": ("Kalender per partner", "Calendar per partner"),
    "deliveries.calendar_note": (
        "Alleen maanden waarover iets moet komen, de laatste twaalf. ✓ op tijd · ◐ te laat · ○ mist · ✕ niet verwerkt · … volgt nog",
        "Only months about which something is due, the last twelve. ✓ on time · ◐ late · ○ missing · ✕ not accepted · … still to come",
    ),
    "deliveries.nothing_due": ("Er wordt nog niets verwacht.", "Nothing is expected yet."),
    "deliveries.receipts": ("Ontvangstbewijs", "Receipt"),
    "deliveries.no_receipts": ("Er zijn nog geen bestanden ontvangen.", "No files have arrived yet."),
    "deliveries.newest": ("Laatste aanleveringen", "Newest deliveries"),
    "deliveries.more": (
        "De laatste {shown} van {n}; de andere staan in de download.",
        "The newest {shown} of {n}; the others are in the download.",
    ),
    "due.on_time": ("✓ op tijd", "✓ on time"),
    "due.late": ("◐ te laat", "◐ late"),
    "due.missing": ("○ mist", "○ missing"),
    "due.rejected": ("✕ niet goed", "✕ rejected"),
    "due.expected": ("… volgt", "… expected"),
    "due_badge.on_time": ("✓ {months}", "✓ {months}"),
    "due_badge.late": ("◐ {months} te laat", "◐ {months} late"),
    "due_badge.missing": ("○ {months} mist", "○ {months} missing"),
    "due_badge.rejected": ("✕ {months} niet verwerkt", "✕ {months} not accepted"),
    "due_badge.expected": ("… {months} volgt", "… {months} to come"),
    "due_badge.months": ("{first} t/m {last}", "{first} to {last}"),
    "due_line.late": (
        "{partner}: {title} van {period} kwam te laat (uiterlijk {due}). U hoeft niets te doen.",
        "{partner}: {title} of {period} came late (due {due}). Nothing to do.",
    ),
    "due_line.missing": (
        "{partner}: {title} van {period} is er nog niet (uiterlijk {due}). Vraag ernaar.",
        "{partner}: {title} of {period} is not in yet (due {due}). Ask for it.",
    ),
    "due_line.rejected": (
        "{partner}: {title} van {period} is niet verwerkt. Stuur de terugkoppeling en vraag om een nieuw bestand.",
        "{partner}: {title} of {period} was not accepted. Send the feedback and ask for a new file.",
    ),
    "outcome.accepted": ("verwerkt", "accepted"),
    "outcome.accepted_with_notices": ("verwerkt, met opmerkingen", "accepted with notices"),
    "outcome.rejected": ("niet verwerkt", "rejected"),
    "outcome.destroyed": ("vernietigd", "destroyed"),
    "outcome.already_received": ("was er al", "already received"),
    "outcome.unknown_file": ("onbekend bestand", "unknown file"),
    "outcome.unknown_partner": ("onbekende partner", "unknown partner"),
    "receipt.file": ("Bestand {file} · kenmerk {id}", "File {file} · reference {id}"),
    "receipt.skipped": ("Overgeslagen rijen: {kinds}.", "Skipped rows: {kinds}."),
    "receipt.difference": (
        "Vergeleken met de vorige levering: {new} nieuw, {changed} gewijzigd, {vanished} verdwenen.",
        "Compared with the previous delivery: {new} new, {changed} changed, {vanished} gone.",
    ),
    "receipt.no_findings": ("Er is niets op te merken over dit bestand.", "There is nothing to remark on this file."),
    "receipt.actions": ("Wat er te herstellen is", "What there is to repair"),
    "receipt.explained": ("Toegelicht: {text}", "Explained: {text}"),
    "receipt.same": (
        "Vergeleken met de vorige levering is er niets veranderd.",
        "Nothing changed since the previous delivery.",
    ),
    "receipt.first": (
        "Er is geen eerdere levering die deze vervangt; er is dus niets om mee te vergelijken.",
        "There is no earlier delivery that this one replaces, so nothing to compare with.",
    ),
    "trial.difference": ("Wat er verandert", "What changes"),
    "trial.difference.of": (
        "{dataset}: {new} nieuw, {changed} gewijzigd, {vanished} verdwenen.",
        "{dataset}: {new} new, {changed} changed, {vanished} gone.",
    ),
    "trial.difference.same": ("{dataset}: niets veranderd.", "{dataset}: nothing changed."),
    "trial.difference.note": (
        "Vergeleken met de levering die dit bestand zou vervangen.",
        "Compared with the delivery that this file would replace.",
    ),
    "receipt.to_findings": ("→ Alle bevindingen van deze partner", "→ All findings of this partner"),
    "receipt.download": ("Ontvangstbewijs voor de leverancier", "Receipt for the supplier"),
    "copy.make": ("Maak het bestand met opmerkingen", "Make the file with remarks"),
    "copy.help": (
        "Het eigen bestand van de leverancier, met een opmerking bij elke cel waar iets mee is. Het wordt nu gemaakt.",
        "The supplier's own file with a remark at each cell concerned. It is made now.",
    ),
    "copy.working": ("Het bestand wordt gemaakt…", "The file is being made…"),
    "copy.download": ("Download {file}", "Download {file}"),
    "copy.cells": (
        "{n} cellen met een opmerking; verder is er niets aan veranderd.",
        "{n} cells with a remark; nothing else was changed.",
    ),
    "copy.cells.one": (
        "1 cel met een opmerking; verder is er niets aan veranderd.",
        "1 cell with a remark; nothing else was changed.",
    ),
    "copy.list": ("Een lijst met alle bevindingen, met de plaats erbij.", "A list of all findings with their places."),
    "copy.password": (
        "Dit is het wachtwoord van het bestand. Het is nergens bewaard: geef het door langs een andere weg dan het bestand.",
        "This is the file's password. It is kept nowhere: pass it on by another way than the file.",
    ),
    "run.link": ("[run {run} in Dagster]({address})", "[run {run} in Dagster]({address})"),
    "run.none": ("niet in een run verwerkt", "not taken in by a run"),
    "receipt.findings": ("Bevindingen", "Findings"),
    "receipt.more_findings": (
        "De eerste {shown} van {n}; de andere staan in de download.",
        "The first {shown} of {n}; the others are in the download.",
    ),
    # handing a file in, and trying it out
    "inbox.no_partner": (
        "'{partner}' is geen partner uit het register. Kies een partner die er wel in staat.",
        "'{partner}' is no partner in the registry. Choose one that is.",
    ),
    "inbox.no_name": (
        "Een bestand dat '{name}' heet, laat de pijplijn liggen. Geef het een gewone naam en lever opnieuw.",
        "A file called '{name}' is passed over by the pipeline. Give it a plain name and deliver again.",
    ),
    "inbox.too_large": (
        "'{name}' is groter dan {most} MB. Splits de levering, of laat de beheerder WLB_MAX_FILE_MB verhogen.",
        "'{name}' is larger than {most} MB. Split the delivery, or have the administrator raise WLB_MAX_FILE_MB.",
    ),
    "inbox.waits_already": (
        "Er wacht al een bestand '{name}' van deze partner. Wacht tot het is ingenomen, of geef dit bestand een andere naam.",
        "A file '{name}' of this partner is waiting already. Wait until it was taken in, or give this one another name.",
    ),
    "preview.protected": ("alleen voor het pseudoniem, niet bewaard", "for the pseudonym only, not kept"),
    "preview.pseudonym": ("wordt een pseudoniem", "becomes a pseudonym"),
    "preview.mostly": ("meestal {low} tot {high}", "mostly {low} to {high}"),
    "rhythm.month": ("elke maand", "every month"),
    "rhythm.quarter": ("elk kwartaal", "every quarter"),
    "rhythm.half_year": ("elk half jaar", "every half year"),
    "rhythm.year": ("elk jaar", "every year"),
    "rhythm.months": ("in {months}", "in {months}"),
    # why a figure is provisional
    "provisional.title": ("Waarom is een cijfer voorlopig?", "Why is a figure provisional?"),
    "provisional.note": (
        "Kies een voorlopig cijfer. U ziet op wie het wacht, en of er een aanlevering voor nodig is.",
        "Choose a provisional figure. You see whom it waits for, and whether it takes a delivery.",
    ),
    "provisional.waiting": (
        "Van **{n} mensen** is de uitkomst nog niet bekend. Zij tellen nog niet mee, ook niet als mislukt.",
        "The outcome of **{n} people** is not known yet. They do not count yet, also not as failed.",
    ),
    "provisional.waiting_term": (
        "Van **{n} mensen** is de uitkomst nog niet bekend: de termijn van {days} dagen is nog niet om. Zij tellen"
        " nog niet mee, ook niet als"
        " mislukt.",
        "The outcome of **{n} people** is not known yet: the term of {days} days has not passed. They do not count"
        " yet, also not as failed.",
    ),
    "provisional.as_of": (
        "De gegevens van {place} zijn compleet **t/m {day}**; tot die dag wordt gekeken.",
        "The data of {place} is complete **up to {day}**; that is how far the figure looks.",
    ),
    "provisional.missing": (
        "**Die dag schuift niet op:** {title} van {period} van {partner} is er nog niet. Vraag ernaar.",
        "**That day does not move on:** {title} of {period} of {partner} is not in yet. Ask for it.",
    ),
    "provisional.rejected": (
        "**Die dag schuift niet op:** {title} van {period} van {partner} is niet verwerkt. Kijk bij Bevindingen waarom.",
        "**That day does not move on:** {title} of {period} of {partner} was not accepted. See Findings for the reason.",
    ),
    "provisional.nothing_lacks": (
        "Van {place} zelf ontbreekt niets: het cijfer wordt vanzelf definitief als de tijd om is en de volgende aanleveringen er zijn.",
        "Nothing of {place} itself lacks: the figure becomes final by itself once time has passed and the next deliveries are in.",
    ),
    "provisional.others": (
        "Van anderen staat nog open: {told}. Dat houdt alleen cijfers op die op hun gegevens rusten.",
        "Still open from others: {told}. That only holds up figures that rest on their data.",
    ),
    # Bevindingen
    "findings.question": (
        "Wat is er in de bestanden gevonden, en met welke paar herstelacties is het opgelost?",
        "What was found in the files, and which few repairs solve it?",
    ),
    "findings.title": ("Herstelacties", "Repairs"),
    "findings.one": ("Een herstelactie bekijken", "Look at one repair"),
    "findings.choose": ("Herstelactie", "Repair"),
    "findings.short": ("In het kort", "In short"),
    "findings.spread": ("{places} plaatsen, bij {n} partners", "{places} places, at {n} partners"),
    "findings.spread.one": ("{places} plaatsen, bij één partner", "{places} places, at one partner"),
    "findings.theme": ("Soort", "Kind"),
    "findings.theme.all": ("alle soorten", "all kinds"),
    "findings.theme.file": (
        "Bestanden, kolommen en regels die niet te lezen zijn",
        "Files, columns and rows that cannot be read",
    ),
    "findings.theme.file.who": (
        "De leverancier levert opnieuw; een onbekende kolom of naam spreekt u af.",
        "The supplier delivers again; an unknown column or name you agree on.",
    ),
    "findings.theme.words": ("Woorden die wij niet kennen", "Words that we do not know"),
    "findings.theme.words.who": (
        "Koppelt u zelf, hieronder; er hoeft niets opnieuw te komen.",
        "You map them yourself, below; no new file is needed.",
    ),
    "findings.theme.unreadable": (
        "Datums, getallen en nummers die niet bestaan",
        "Dates and numbers that do not exist",
    ),
    "findings.theme.unreadable.who": ("De leverancier verbetert de cel.", "The supplier corrects the cell."),
    "findings.theme.empty": ("Lege cellen", "Empty cells"),
    "findings.theme.empty.who": ("De leverancier vult ze in.", "The supplier fills them in."),
    "findings.theme.double": ("Dubbele regels en nummers", "Rows and numbers that stand twice"),
    "findings.theme.double.who": ("De leverancier haalt er een weg.", "The supplier takes one out."),
    "findings.theme.agreement": ("Waarden die niet kloppen met een afspraak", "Values against an agreement"),
    "findings.theme.agreement.who": (
        "De leverancier verbetert of licht toe; soms stelt u de regel vrij.",
        "The supplier corrects or explains; sometimes you waive the rule.",
    ),
    "findings.theme.vanished": ("Gegevens die er eerst wel waren", "Records that were there before"),
    "findings.theme.vanished.who": ("De leverancier zegt of dat klopt.", "The supplier says whether that is right."),
    "findings.kind.open": ("alles wat openstaat", "everything open"),
    "findings.kind.blocks": ("houdt een bestand tegen", "stops a file"),
    "findings.kind.quarantines": ("zet rijen apart", "sets rows apart"),
    "findings.kind.notice": ("opmerkingen", "notices"),
    "findings.kind.explained": ("toegelicht", "explained"),
    "findings.none": ("Hier is niets te herstellen.", "There is nothing to repair here."),
    "findings.months": ("{n} leveringen, {first} t/m {last}", "{n} deliveries, {first} to {last}"),
    "findings.tab.where": ("Waar", "Where"),
    "findings.tab.why": ("Waarom", "Why"),
    "findings.tab.rows": ("Apart gezette rijen", "Rows set apart"),
    "findings.tab.decide": ("Zelf herstellen", "Repair it yourself"),
    "findings.to_receipt": ("→ Het nieuwste ontvangstbewijs hiervan", "→ The newest receipt with it"),
    "findings.no_rows": (
        "Hierom is geen rij apart gezet: de rijen tellen mee, of het hele bestand is niet gebruikt.",
        "No row was set apart for this: the rows count, or the whole file was not used.",
    ),
    "findings.masked": (
        "Alleen de cel waar het om gaat; de rest van de rij, namen, geboortedatums en nummers staan hier niet.",
        "Only the cell concerned; the rest of the row, names, birth dates and numbers are not here.",
    ),
    "findings.empty_cell": ("(leeg of afgeschermd)", "(empty or masked)"),
    "findings.repaired": ("Wat stewards zelf herstelden", "What stewards repaired"),
    "findings.repaired_note": (
        "Elke regel staat in `repairs.yaml` van de partner en wordt nagelezen zoals elke afspraak. De volgende run"
        " beoordeelt de leveringen opnieuw.",
        "Each line stands in the partner's `repairs.yaml` and is reviewed like every agreement. The next run"
        " judges the deliveries again.",
    ),
    "decide.explain": ("Toelichten", "Explain"),
    "decide.map": ("Woord koppelen", "Map the word"),
    "decide.waive": ("Regel vrijstellen", "Waive the rule"),
    "decide.explain.note": (
        "Wat de leverancier erover zegt. De opmerking vraagt bij deze levering dan niets meer; bij een volgende wel.",
        "What the supplier says about it. The notice then asks nothing more of this delivery; of a next one it does.",
    ),
    "decide.map.note": (
        "Zeg wat dit woord van de partner betekent. Het geldt voortaan, ook voor wat al geleverd is; er hoeft niets opnieuw te komen.",
        "Say what this word of the partner means. It holds from now on, also for what was delivered; no new file is needed.",
    ),
    "decide.waive.note": (
        "Laat de rijen meetellen, met een opmerking wie dat besloot en waarom. Kies liever één maand dan alles.",
        "Let the rows count, with a notice that says who decided it and why. Rather one month than all.",
    ),
    "decide.text": ("Toelichting van de leverancier", "What the supplier says"),
    "decide.said_by": ("Wie zei dit?", "Who said so?"),
    "decide.means": ("'{word}' betekent", "'{word}' means"),
    "decide.choose": ("kies een afgesproken woord", "choose an agreed word"),
    "decide.period": ("Voor welke maand?", "For which month?"),
    "decide.always": ("alle maanden, tot iemand het terugdraait", "all months, until somebody takes it back"),
    "decide.reason": ("Waarom is dit goed?", "Why is this right?"),
    "decide.by": ("Uw naam", "Your name"),
    "decide.keep": ("Bewaar de toelichting", "Keep the explanation"),
    "decide.ready": ("Zet klaar om na te lezen", "Make ready for review"),
    "decide.working": ("Bezig…", "Working…"),
    "decide.lacks": (
        "Vul alles in: zonder reden en naam geldt een besluit niet.",
        "Fill in everything: without reason and name it is no decision.",
    ),
    "decide.refused": ("Dat kan niet: {why}", "That cannot be done: {why}"),
    "decide.nothing": (
        "Dit herstelt alleen de leverancier, met een nieuw bestand. Stuur het ontvangstbewijs of het bestand met"
        " opmerkingen (bij Aanleveringen).",
        "Only the supplier can repair this, with a new file. Send the receipt or the file with remarks (under Deliveries).",
    ),
    "decide.explained": ("Dit is al toegelicht.", "This was explained already."),
    "decide.explain.done": (
        "Bewaard. Deze opmerking vraagt bij deze levering niets meer.",
        "Kept. This notice asks nothing more of this delivery.",
    ),
    "decide.map.done": (
        "Toegevoegd aan `repairs.yaml`. Laat het nalezen; de volgende run (`make run`) beoordeelt de leveringen opnieuw.",
        "Added to `repairs.yaml`. Have it reviewed; the next run (`make run`) judges the deliveries again.",
    ),
    "decide.waive.done": (
        "Toegevoegd aan `repairs.yaml`. Laat het nalezen; de volgende run (`make run`) beoordeelt de leveringen opnieuw.",
        "Added to `repairs.yaml`. Have it reviewed; the next run (`make run`) judges the deliveries again.",
    ),
    # Regels
    "rules.question": (
        "Waarop wordt een bestand beoordeeld, en waarom? Dit is de lijst die leveranciers krijgen.",
        "What is a file judged by, and why? This is the list that suppliers get, in Dutch.",
    ),
    "rules.agreed": ("Afgesproken:", "Agreed:"),
    "rules.why": ("Waarom:", "Why:"),
    "rules.example": ("Voorbeeld:", "Example:"),
    "rules.link": ("→ Naar deze regel in de regellijst", "→ To this rule in the list of rules"),
    "rules.unknown": ("Deze regel staat niet in de regellijst.", "This rule is not in the list of rules."),
    "rules.chapter": ("{title} · {n} regels", "{title} · {n} rules"),
    "rules.search": ("Zoek in de regels", "Search the rules"),
    "rules.example_word": ("bijvoorbeeld: datum", "for example: datum"),
    "rules.none": ("Geen regel met deze woorden.", "No rule with these words."),
    "rules.empty": ("De regellijst is er niet", "The list of rules is not there"),
    "rules.empty.what_now": ("Maak haar met `make rules`.", "Make it with `make rules`."),
    # Aanleveren
    "deliver.question": (
        "Klopt dit bestand? U ziet het meteen. Pas als u het inlevert, wordt het bewaard.",
        "Is this file right? You see at once. It is only kept when you hand it in.",
    ),
    "deliver.nobody": ("Er is niemand om voor aan te leveren", "There is nobody to deliver for"),
    "deliver.nobody.what_now": (
        "U ziet hier alleen partners waarvoor u mag aanleveren en waarmee een levering is afgesproken. Vraag de datasteward.",
        "You only see partners that you may deliver for and with which a delivery was agreed. Ask the data steward.",
    ),
    "deliver.whose": ("Van welke partner is het bestand?", "Whose file is it?"),
    "deliver.agreed": ("**Met deze partner is afgesproken**", "**Agreed with this partner**"),
    "deliver.such_as": ("zoals {name}", "such as {name}"),
    "deliver.not_admitted": (
        "Voor deze partner zijn grondslag, doel en bewaartermijn nog niet vastgelegd. Tot dan wordt niets aangenomen.",
        "Basis, purpose and term are not recorded for this partner yet. Until then nothing is accepted.",
    ),
    "deliver.from": ("Welk bestand?", "Which file?"),
    "deliver.from_upload": ("een bestand van deze computer", "a file of this computer"),
    "deliver.from_inbox": ("een bestand dat al in de inbox wacht", "a file that waits in the inbox"),
    "deliver.waiting": ("Wachtend bestand", "Waiting file"),
    "deliver.upload": ("Kies een bestand of sleep het hierheen", "Choose a file or drop it here"),
    "deliver.upload_help": (
        "Een bestand zoals u het altijd exporteert, onder zijn eigen naam. Groter dan 64 MB? Zet het in de inbox-map.",
        "A file as you always export it, under its own name. Larger than 64 MB? Put it into the inbox folder.",
    ),
    "deliver.private": (
        "Ten hoogste 64 MB. Het bestand staat apart, alleen voor deze proef, en verdwijnt vanzelf: als u klaar bent, en"
        " uiterlijk na {minutes} minuten.",
        "64 MB at most. The file is set apart for this trial only and goes away by itself: when you are done, and after"
        " {minutes} minutes at most.",
    ),
    "deliver.trying": (
        "Proeflevering: het bestand wordt gelezen en beoordeeld…",
        "Trial: the file is read and judged…",
    ),
    "deliver.result": ("Proeflevering van {file}", "Trial of {file}"),
    "deliver.nothing_stored": (
        "Dit is een proef. Er is niets bewaard en niets ingeleverd.",
        "This is a trial. Nothing was kept and nothing was handed in.",
    ),
    "deliver.destroyed": (
        "In dit bestand staan nummers die wij niet mogen ontvangen. Het is hier meteen gewist. Wis het ook bij u, of haal de kolom weg.",
        "This file holds numbers that we may not receive. It was removed here at once. Remove it on your side too,"
        " or take the column out.",
    ),
    "deliver.to_be_destroyed": (
        "In dit bestand staan nummers die wij niet mogen ontvangen. De volgende run vernietigt het. Haal het liever nu al uit de inbox.",
        "This file holds numbers that we may not receive. The next run destroys it. Better take it out of the inbox now.",
    ),
    "deliver.preview": ("Wat er is gelezen, kolom voor kolom", "What was read, column by column"),
    "deliver.repair_first": (
        "Zo zou het bestand niet worden gebruikt. Herstel eerst wat hierboven staat en kies het bestand opnieuw.",
        "As it is the file would not be used. Repair what stands above first, and choose the file again.",
    ),
    "deliver.waits": (
        "Dit bestand wacht al in de inbox; de volgende run neemt het in. U hoeft niets te doen.",
        "This file waits in the inbox already; the next run takes it in. Nothing to do.",
    ),
    "deliver.hand_in": ("Lever dit bestand in", "Hand this file in"),
    "deliver.handing_in": ("Het bestand gaat naar de inbox…", "The file goes to the inbox…"),
    "deliver.put_aside": ("Lever niet in en wis het hier", "Do not hand in; remove it here"),
    "deliver.done": (
        "{file} is ingeleverd en wacht in de inbox. De volgende run neemt het in; daarna staat het ontvangstbewijs bij Aanleveringen.",
        "{file} was handed in and waits in the inbox. The next run takes it in; its receipt is then under Deliveries.",
    ),
    "deliver.to_deliveries": ("→ Naar Aanleveringen", "→ To Deliveries"),
    "trial.accepted": ("zou worden verwerkt", "would be accepted"),
    "trial.accepted_with_notices": ("zou worden verwerkt, met opmerkingen", "would be accepted, with notices"),
    "trial.rejected": ("zou niet worden verwerkt", "would not be accepted"),
    "trial.destroyed": ("zou worden vernietigd", "would be destroyed"),
    "trial.no_findings": ("Er is niets op te merken over dit bestand.", "There is nothing to remark on this file."),
    "trial.records": ("{dataset}: {n} gegevens", "{dataset}: {n} records"),
    "trial.all": ("overal gevuld", "filled everywhere"),
    "trial.filled": ("{part} van {whole} gevuld", "{part} of {whole} filled"),
    "trial.masked": (
        "U ziet hoe elke kolom is gelezen, nooit een rij: woorden die minstens vijf keer voorkomen, en de maanden"
        " waartussen datums liggen.",
        "You see how each column was read, never a row: words that stand at least five times, and the months between which dates lie.",
    ),
    "child.busy": (
        "Er worden nu al andere bestanden gelezen. Probeer het over een halve minuut nog eens.",
        "Other files are being read now. Try again in half a minute.",
    ),
    "child.too_long": (
        "Het lezen duurde langer dan {n} minuten en is gestopt. Is dit het goede bestand?",
        "Reading took more than {n} minutes and was ended. Is this the right file?",
    ),
    "child.failed": (
        "Het lukte niet, en dit had niet mogen gebeuren. Er is niets bewaard. Meld het de beheerder, met de naam van het bestand.",
        "It did not work, and this should not have happened. Nothing was kept. Tell the administrator, with the name of the file.",
    ),
    "child.no_answer": ("Dit bestand kon niet worden beoordeeld. {why}", "This file could not be judged. {why}"),
    # what a command refuses, on the page and in the terminal; `near` is a whole sentence or nothing
    "refused.near": ("; bedoelt u '{near}'?", "; did you mean '{near}'?"),
    "refused.configuration": (
        "in de afspraken staan {n} fouten; de beheerder kan ze herstellen. Tot dan wordt niets gelezen:",
        "{n} mistake(s) in the configuration:",
    ),
    "refused.configuration.one": (
        "in de afspraken staat een fout; de beheerder kan hem herstellen. Tot dan wordt niets gelezen:",
        "1 mistake(s) in the configuration:",
    ),
    "refused.disk": (
        "er kan niet worden geschreven ({why}). Niets is half gedaan; wat al is ontvangen, blijft staan. Geef dit account schrijfrecht op "
        "de map (of maak ruimte) en begin opnieuw.",
        "cannot write ({why}). Nothing is half done, and what was taken in stands. Let this account write to the folder (or make room) and "
        "begin again.",
    ),
    "refused.interrupted": (
        "gestopt. Wat al is ontvangen, blijft staan; de volgende `wlb run` maakt de rest af.",
        "stopped. What was taken in stands; the next `wlb run` does the rest.",
    ),
    "refused.no_partner": (
        "'{partner}' is geen partner; er zijn: {known}",
        "'{partner}' is no partner; there are: {known}",
    ),
    "refused.no_key": (
        "er is geen geheime sleutel voor pseudoniemen, dus dit bestand kan niet veilig worden gelezen. De beheerder maakt er"
        " een en zet WLB_KEY_FILE erop ({path}).",
        "there is no pseudonym key at {path}; make one with `head -c 32 /dev/urandom > key` outside the repository, and set"
        " WLB_KEY_FILE to it. Without the same key people cannot be linked over time.",
    ),
    "refused.short_key": (
        "de geheime sleutel voor pseudoniemen ({path}) is met {size} bytes te kort; er zijn er minstens 32 nodig.",
        "the pseudonym key at {path} has {size} bytes; at least 32 are needed",
    ),
    "refused.no_delivery": ("er is geen levering '{wanted}'{hint}", "there is no delivery '{wanted}'{hint}"),
    "refused.begin_with_it": ("; er zijn er {n} die zo beginnen", "; {n} deliveries begin with it"),
    "refused.see_status": ("; kijk bij Aanleveringen", "; see `wlb status --json`"),
    "refused.explain_nothing": (
        "levering {delivery} heeft geen melding '{rule}'{column}; toe te lichten zijn: {known}. Wat rijen apart zet wordt"
        " niet toegelicht maar hersteld: koppel het woord, of stel de regel vrij.",
        "delivery {delivery} has no notice '{rule}'{column}; notices that can be explained: {known}. A rule that set rows"
        " apart is not explained but repaired: map the word, or waive the rule.",
    ),
    "refused.in_column": (" in kolom '{header}'", " in column '{header}'"),
    "refused.none": ("geen", "none"),
    "refused.explain_words": (
        "een toelichting heeft woorden nodig, en iemand die ze zei",
        "an explanation needs words, and somebody who said them",
    ),
    "refused.delivery_unknown": (
        "'{delivery}' is geen levering; er zijn: {known}",
        "'{delivery}' is no delivery; there are: {known}",
    ),
    "refused.not_delivered": (
        "deze partner levert geen '{delivery}'; wel: {known}",
        "this partner delivers no '{delivery}'; there are {known}",
    ),
    "refused.twice": (
        "dit herstel staat er al; een tweede keer verandert niets",
        "this repair stands here twice; keep one",
    ),
    "refused.no_dataset": (
        "levering '{delivery}' bevat geen '{dataset}'; wel: {known}",
        "delivery '{delivery}' gives no dataset '{dataset}'; it gives {known}",
    ),
    "refused.no_column": (
        "in de afspraak over {dataset} staat geen kolom '{column}'{near}",
        "contract {dataset} has no column '{column}'{near}",
    ),
    "refused.no_vocabulary": (
        "'{column}' heeft geen lijst met afgesproken woorden; alleen woorden van een lijst zijn te koppelen",
        "'{column}' has no vocabulary; only words of a list can be mapped",
    ),
    "refused.not_read": (
        "levering '{delivery}' leest '{column}' niet uit een kolom van het bestand",
        "delivery '{delivery}' does not read '{column}' from a column of the file",
    ),
    "refused.no_code": (
        "'{code}' is geen afgesproken code van '{vocabulary}'{near}",
        "'{code}' is no code of vocabulary '{vocabulary}'{near}",
    ),
    "refused.known_already": (
        "'{word}' is al bekend en hoeft niet te worden gekoppeld",
        "'{word}' is known already; take this line out",
    ),
    "refused.never_waived": ("'{rule}' is niet vrij te stellen: {why}", "'{rule}' cannot be waived: {why}"),
    "refused.never.key_stands_once": (
        "een rij die er twee keer staat, zou dubbel tellen",
        "a row that stands twice would count twice",
    ),
    "refused.never.is_filled": (
        "een rij zonder deze waarde kan nergens meetellen",
        "a row without it cannot be counted anywhere",
    ),
    "refused.or_map": ("; koppel het woord of verbeter de cel", "; map the word or correct the cell"),
    "refused.no_rule": (
        "in de afspraak over {dataset} staat geen regel '{rule}'{near}",
        "contract {dataset} has no rule '{rule}'{near}",
    ),
    "refused.sets_nothing_apart": (
        "'{rule}' zet geen rijen apart, dus er valt niets vrij te stellen",
        "'{rule}' sets no rows apart; only a rule that quarantines can be waived",
    ),
    # Partner toevoegen
    "onboard.question": (
        "Een nieuwe partner stuurt een voorbeeld. Hoe lezen wij dat, en waar zijn wij niet zeker van?",
        "A new partner sends a sample. How do we read it, and what are we not sure of?",
    ),
    "onboard.id": ("Korte naam van de partner", "Short name of the partner"),
    "onboard.id_help": (
        "Kleine letters, cijfers en _, zoals zorg_noord. Dit wordt de naam van zijn map.",
        "Small letters, digits and _, such as zorg_noord. It becomes the name of its folder.",
    ),
    "onboard.id_wrong": (
        "Gebruik alleen kleine letters, cijfers en _, en begin met een letter.",
        "Use small letters, digits and _ only, and begin with a letter.",
    ),
    "onboard.upload": ("Voorbeelden van wat de partner exporteert", "Samples of what the partner exports"),
    "onboard.upload_help": (
        "Liefst twee van elk soort bestand: een maand en de volgende. Zonder BSN.",
        "Two of each kind of file if you can: a month and the next. Without citizen service numbers.",
    ),
    "onboard.samples": ("Klaar om te lezen: {files}", "Ready to read: {files}"),
    "onboard.propose": ("Stel een leeswijze voor", "Propose how to read it"),
    "onboard.first": (
        "Vul een korte naam in en kies minstens één voorbeeld.",
        "Give a short name and choose at least one sample.",
    ),
    "onboard.proposing": ("De voorbeelden worden bekeken…", "Looking at the samples…"),
    "onboard.trying": ("{file} wordt gelezen met het voorstel…", "Reading {file} with the proposal…"),
    "onboard.nothing": ("Hier is geen voorstel van te maken.", "No proposal can be made of this."),
    "onboard.proposal": ("Voorstel voor {partner}", "Proposal for {partner}"),
    "onboard.found": ("Herkend als **{datasets}**, {n} kolommen.", "Recognised as **{datasets}**, {n} columns."),
    "onboard.columns": ("Voorgestelde kolommen", "Proposed columns"),
    "onboard.sure": ("Zekerheid", "Confidence"),
    "onboard.sure.certain": ("zeker", "certain"),
    "onboard.sure.likely": ("waarschijnlijk", "likely"),
    "onboard.sure.unsure": ("onzeker", "unsure"),
    "onboard.sure.derived": ("afgeleid", "derived"),
    "onboard.sure.not_found": ("niet gevonden", "not found"),
    "onboard.questions": ("{n} vragen voor u en de partner", "{n} questions for you and the partner"),
    "onboard.questions.one": ("1 vraag voor u en de partner", "1 question for you and the partner"),
    "onboard.yaml": ("De afspraak, om aan te passen", "The agreement, to adapt"),
    "onboard.yaml_note": (
        "Elke VRAAG staat bij de regel waar zij over gaat. Pas aan en probeer opnieuw: hieronder ziet u wat het verandert.",
        "Each VRAAG (question) stands beside the line it is about. Change it and try again: below you see what that changes.",
    ),
    "onboard.try_again": ("Probeer opnieuw", "Try again"),
    "onboard.download": ("Download het voorstel (zip)", "Download the proposal (zip)"),
    "onboard.gone": (
        "De voorbeelden zijn gewist; kies ze opnieuw om verder te proberen.",
        "The samples were removed; choose them again to go on trying.",
    ),
    "onboard.next": (
        "**Daarna:** zet `partners/{partner}` uit de zip in `sources/partners/`, vul in `partners.yaml` de"
        " toelating in (grondslag, doel, overeenkomst,"
        " bewaartermijn), en laat een collega het nalezen. De vijf stappen staan in `sources/README.md`.",
        "**Next:** put `partners/{partner}` of the zip into `sources/partners/`, fill in the admission in"
        " `partners.yaml` (basis, purpose, agreement,"
        " term), and have a colleague review it. The five steps stand in `sources/README.md`.",
    ),
    "onboard.preview": ("Zo leest het voorstel de voorbeelden", "How the proposal reads the samples"),
    # het ontvangstbewijs van de leverancier
    "proof.over": ("Ontvangstbewijs", "Receipt"),
    "proof.title": ("Ontvangstbewijs {partner}: {title}, {period}", "Receipt {partner}: {title}, {period}"),
    "proof.demo": (
        "Demo: dit gaat over verzonnen gegevens van verzonnen mensen",
        "Demo: this is about invented data of invented people",
    ),
    "proof.arrived": ("{file}, ontvangen {at}", "{file}, received {at}"),
    "proof.rows": ("Waar uw regels bleven", "Where your rows went"),
    "proof.rows.what": ("Wat ermee gebeurde", "What happened"),
    "proof.rows.share": ("Deel", "Share"),
    "proof.rows.used": ("Gebruikt", "Used"),
    "proof.rows.apart": ("Apart gezet", "Set apart"),
    "proof.rows.unused": (
        "Niet gebruikt, omdat de levering niet is verwerkt",
        "Not used, because the delivery was not processed",
    ),
    "proof.rows.skipped": ("Overgeslagen", "Skipped"),
    "proof.rows.none": (
        "Er staat geen enkele regel met gegevens in dit bestand.",
        "There is not a single row of data in this file.",
    ),
    "proof.rows.not_counted": (
        "Hoeveel regels er in dit bestand staan weten wij niet: het lezen is niet zover gekomen. Er is niets van gebruikt.",
        "We do not know how many rows are in this file: it was not read that far. Nothing of it was used.",
    ),
    "proof.rows.source": ("Regels in uw bestand", "Rows in your file"),
    "proof.totals": ("Controletotalen", "Control totals"),
    "proof.totals.note": (
        "Leg deze naast uw eigen systeem: ze gaan over de regels die zijn gebruikt.",
        "Lay these beside your own system: they are about the rows that were used.",
    ),
    "proof.totals.stated": ("Regels volgens het bestand zelf", "Rows as the file itself says"),
    "proof.totals.records": ("{dataset}: aantal", "{dataset}: number"),
    "proof.totals.sum": ("{dataset}: som van {column}", "{dataset}: sum of {column}"),
    "proof.difference": ("Verschil met uw vorige levering", "Difference with your previous delivery"),
    "proof.difference.new": ("nieuw", "new"),
    "proof.difference.changed": ("gewijzigd", "changed"),
    "proof.difference.vanished": ("verdwenen", "gone"),
    "proof.actions": ("Wat u kunt herstellen", "What you can repair"),
    "proof.actions.note": (
        "Bovenaan staat wat het meeste oplost. Iets één keer verbeteren lost vaak veel regels tegelijk op.",
        "What solves most comes first. One correction often solves many rows.",
    ),
    "proof.actions.none": ("Er is niets te herstellen. Dank u wel.", "There is nothing to repair. Thank you."),
    "proof.actions.where": ("Bijvoorbeeld {places}", "For example {places}"),
    "proof.actions.more": (" en nog {n}", " and {n} more"),
    "proof.explained": ("Door u toegelicht", "Explained by you"),
    "proof.explained_by": ("“{text}” ({by}, {on})", "“{text}” ({by}, {on})"),
    "proof.next": ("Hoe het verder gaat", "What happens next"),
    "proof.next.accepted": (
        "Alle regels tellen mee bij de eerstvolgende publicatie. U hoeft niets te doen.",
        "All rows count in the next publication. Nothing to do.",
    ),
    "proof.next.accepted_with_notices": (
        "De gebruikte regels tellen mee bij de eerstvolgende publicatie. De opmerkingen zijn om volgende keer beter te doen.",
        "The used rows count in the next publication. The remarks are there to do better next time.",
    ),
    "proof.next.apart": (
        "De gebruikte regels tellen mee bij de eerstvolgende publicatie. De apart gezette regels tellen pas mee als u ze"
        " verbetert: pas het bestand aan en lever het in zijn geheel opnieuw. De nieuwe levering vervangt deze.",
        "The used rows count in the next publication. Those set apart count once you have corrected them: correct the file"
        " and deliver it whole again. The new delivery replaces this one.",
    ),
    "proof.next.rejected": (
        "Uit dit bestand is niets gebruikt; wat u eerder leverde blijft gelden. Herstel wat hierboven staat en lever het"
        " bestand in zijn geheel opnieuw.",
        "Nothing of this file was used; what you delivered before stays. Repair what stands above and deliver the whole file"
        " again.",
    ),
    "proof.next.destroyed": (
        "Het bestand is vernietigd en niet gebruikt. Verwijder de genoemde kolom en lever een nieuw bestand.",
        "The file was destroyed and not used. Remove the column and deliver a new file.",
    ),
    "proof.next.unknown_file": (
        "Het bestand is bewaard en niet gelezen. Geef het de afgesproken naam en lever opnieuw, of neem contact op.",
        "The file was kept and not read. Give it the agreed name and deliver again, or get in touch.",
    ),
    "proof.next.copy": (
        "U kunt uw eigen bestand terugkrijgen met een opmerking bij elke cel waar iets mee is. Vraag het de datasteward en"
        " noem kenmerk {reference}.",
        "You can get your own file back with a remark at each cell concerned. Ask the data steward and name reference"
        " {reference}.",
    ),
    "proof.next.explain": (
        "Klopt iets wel dat hier als opmerking staat? Laat het de datasteward weten; uw toelichting wordt bewaard en de"
        " opmerking verdwijnt bij deze levering.",
        "Is a remark not right? Tell the data steward; your explanation is kept and the remark goes for this delivery.",
    ),
    "proof.next.not_read": (
        "Kleuren, doorgestreepte tekst en opmerkingen in cellen worden niet gelezen. Wat u daarmee bedoelt, moet in een cel"
        " staan.",
        "Colours, strike-through and cell notes are not read. What you mean by them has to stand in a cell.",
    ),
    "proof.foot": ("Kenmerk {reference} · verwerkt {at}", "Reference {reference} · processed {at}"),
    "proof.unknown": ("onbekend bestand", "unknown file"),
    # wat een leverancier terugkrijgt
    "listing.repairs": ("Te herstellen", "To repair"),
    "listing.findings": ("Bevindingen", "Findings"),
    "listing.now": ("Wat u kunt doen", "What you can do"),
    "listing.places": ("Bijvoorbeeld", "For example"),
    "listing.row": ("Regel", "Row"),
    "listing.cell": ("Cel", "Cell"),
    "listing.header": ("Kolom", "Column"),
    "listing.value": ("Wat er staat", "What stands there"),
    "listing.reason": ("Reden", "Reason"),
    "note.blocks": ("Houdt het bestand tegen", "Stops the file"),
    "note.quarantines": ("Deze regel is apart gezet", "This row was set apart"),
    "note.notice": ("Opmerking", "Notice"),
    "note.signal": ("Signaal", "Signal"),
    "returned.more": ("… en nog {n} opmerkingen bij deze cel.", "… and {n} more remarks on this cell."),
    "returned.gone": (
        "Het bestand zelf is er niet meer (bewaartermijn voorbij, of vernietigd); alleen het ontvangstbewijs is gemaakt.",
        "The file itself is gone (its term is over, or it was destroyed); only the receipt was made.",
    ),
    "returned.nothing": ("Er is niets aan te merken op dit bestand.", "There is nothing to remark on this file."),
    # herstelacties
    "action.word": ("{what}: {value}", "{what}: {value}"),
    "action.word.now": (
        "Kies een woord uit de afgesproken lijst, of vraag de datasteward dit woord te koppelen.",
        "Choose a word of the agreed list, or ask the data steward to map this one.",
    ),
    "action.columns": ("{n} kolommen die wij niet kennen: {headers}", "{n} columns that we do not know: {headers}"),
    "action.columns.one": ("Een kolom die wij niet kennen: {headers}", "A column that we do not know: {headers}"),
    "action.columns.now": (
        "De inhoud is niet gelezen. Hoort de kolom erbij? Meld het de datasteward; anders hoeft u niets te doen.",
        "Its content was not read. Should it be? Tell the data steward; otherwise nothing to do.",
    ),
    "action.in_column": (", kolom '{header}'", ", column '{header}'"),
    "action.such_as": (", zoals '{value}'", ", such as '{value}'"),
    "action.and_more": ("{listed} en nog {n}", "{listed} and {n} more"),
    "action.do_you_mean": ("Bedoelt u '{proposal}'?", "Do you mean '{proposal}'?"),
    "action.proposals": (
        "Bij elke cel staat een voorstel, zoals '{proposal}'.",
        "Each cell has a proposal, such as '{proposal}'.",
    ),
    "action.now.blocks": ("Pas aan en lever opnieuw.", "Correct it and deliver again."),
    "action.now.quarantines": (
        "Pas aan en lever opnieuw, of overleg met de datasteward waarom het klopt.",
        "Correct them and deliver again, or tell the data steward why it is right.",
    ),
    "action.now.twice": (
        "De eerste telt al mee; haal de andere weg.",
        "The first one counts already; take the others out.",
    ),
    "action.now.differs": (
        "Wij kunnen niet zien welke klopt: laat die staan en haal de andere weg.",
        "We cannot see which one is right: keep it and take the others out.",
    ),
    "action.now.notice": (
        "De regels tellen wel mee. Pas aan, of licht toe waarom het klopt.",
        "The rows do count. Correct them, or explain why it is right.",
    ),
    "action.now.signal": ("U hoeft niets te doen.", "Nothing to do."),
    "action.other": ("Nog {n} andere soorten opmerkingen", "{n} other kinds of remarks"),
    "action.other.now": (
        "Ze staan alle in het bestand dat u terugkrijgt.",
        "They are all in the file that you get back.",
    ),
    "severity.blocks": ("houdt het bestand tegen", "stops the file"),
    "severity.quarantines": ("rij apart gezet", "row set apart"),
    "severity.notice": ("opmerking", "notice"),
    "severity.signal": ("signaal", "signal"),
    "skipped.blank": ("leeg", "blank"),
    "skipped.total": ("totaal", "total"),
    "skipped.group": ("groepskop", "group row"),
    "skipped.legend": ("legenda", "legend"),
    "skipped.preamble": ("boven de tabel", "above the table"),
    "skipped.footer": ("onder de tabel", "below the table"),
    "skipped.repeated_header": ("herhaalde kop", "repeated header"),
    "skipped.out_of_scope": ("hoort er niet bij", "out of scope"),
    "skipped.attached": ("hoort bij een andere regel", "part of another line"),
    "skipped.key_list": ("sleutellijst", "key list"),
    "skipped.no_record": ("zonder gegevens", "without data"),
    "skipped.dropped": ("vervallen door een correctie", "dropped by a correction"),
    "skipped.refused": (
        "niet gebruikt, omdat de levering niet is verwerkt",
        "not used, because the delivery was not processed",
    ),
    "skipped.control": ("controleregel", "control line"),
    # factsheet
    "sheet.title": ("Factsheet {place}", "Factsheet {place}"),
    "sheet.eyebrow": ("Factsheet wijkleerbedrijf", "Factsheet neighbourhood learning company"),
    "sheet.eyebrow_all": ("Samenwerkingsrapport", "Partnership report"),
    "sheet.partnership": ("Kopgroep WijkLeerbedrijf", "Kopgroep WijkLeerbedrijf"),
    "sheet.subtitle": ("Cijfers tot en met {day}", "Figures up to {day}"),
    "sheet.demo": (
        "Alle mensen en cijfers op dit blad zijn verzonnen. Niet gebruiken als feit.",
        "All people and figures on this sheet are made up. Do not use as fact.",
    ),
    "sheet.private": (
        "Alleen voor leden van de Kopgroep: niet doorsturen. Voor anderen is er het blad met de openbare cijfers.",
        "For members of the Kopgroep only: do not pass on. For others there is the sheet of the public figures.",
    ),
    "sheet.private_short": ("alleen voor de Kopgroep", "for the Kopgroep only"),
    "sheet.demo_short": ("demogegevens, alles verzonnen", "demo data, all made up"),
    "sheet.nothing": (
        "Over deze locatie is nog niets gepubliceerd.",
        "Nothing has been published about this location yet.",
    ),
    "sheet.during.pool": ("in de {period}", "in the {period}"),
    "sheet.during.year": ("in schooljaar {period}", "in school year {period}"),
    "sheet.during.all": ("tot nu toe", "until now"),
    "sheet.lead.diploma_rate_starters.participant": (
        "Van de **{whole}** mensen die {during} begonnen, haalden er **{part}** op tijd een diploma.",
        "Of the **{whole}** people who started {during}, **{part}** got a diploma in time.",
    ),
    "sheet.lead.work_rate_starters.participant": (
        "Van de **{whole}** die voor werk meetellen, vonden er ten minste **{part}** werk.",
        "Of the **{whole}** who count for work, at least **{part}** found work.",
    ),
    "sheet.lead.sustained_work_starters.participant": (
        "Ten minste **{part}** van de **{whole}** werkten een half jaar later nog.",
        "At least **{part}** of **{whole}** were still in work half a year later.",
    ),
    "sheet.lead.placement_completed_rate.intern": (
        "Van de **{whole}** stages die {during} begonnen, zijn er **{part}** voltooid.",
        "Of the **{whole}** placements that began {during}, **{part}** were completed.",
    ),
    "sheet.lead.diploma_rate_starters.intern": (
        "Van de **{whole}** stagiairs van wie dat te beoordelen is, haalden er **{part}** op tijd hun diploma.",
        "Of the **{whole}** interns who can be judged, **{part}** got their diploma in time.",
    ),
    "sheet.people.participant": ("Deelnemers · gestart: {period}", "Participants · started: {period}"),
    "sheet.people.intern": ("Stagiairs · gestart: {period}", "Interns · started: {period}"),
    "sheet.help.all": ("Voor de wijk · alle jaren", "For the neighbourhood · all years"),
    "sheet.help": ("Voor de wijk · schooljaar {period}", "For the neighbourhood · school year {period}"),
    "sheet.intervals": ("Hoe zeker zijn deze cijfers?", "How sure are these figures?"),
    "sheet.intervals_note": (
        "Balk = 95 %-betrouwbaarheidsinterval: hoe smaller, hoe zekerder.",
        "Bar = 95% confidence interval: the narrower, the surer.",
    ),
    "sheet.whole": ("alle locaties samen", "all locations together"),
    "sheet.lower_is_better": ("{label} (lager is beter)", "{label} (lower is better)"),
    "sheet.steps": ("Van start tot werk", "From start to work"),
    "sheet.started_n": ("{n} mensen", "{n} people"),
    "sheet.side_by_side": ("De locaties naast elkaar", "The locations side by side"),
    "sheet.side_by_side_note": (
        "Vaste volgorde, geen rangorde. Een hoger percentage is nog geen aantoonbaar verschil.",
        "Fixed order, no ranking. A higher percentage need not be a demonstrable difference.",
    ),
    "sheet.side_by_side_charts": ("Hoe zeker zijn de cijfers per locatie?", "How sure are the figures per location?"),
    "sheet.matrix.participant": ("Deelnemers", "Participants"),
    "sheet.matrix.intern": ("Stagiairs", "Interns"),
    "sheet.conclude": ("Wat mag u hieruit concluderen?", "What may you conclude from this?"),
    "sheet.may": ("Dit wel", "This"),
    "sheet.may_not": ("Dit niet", "Not this"),
    "sheet.may.equal": (
        "Er is geen aantoonbaar verschil met de andere locaties samen bij {labels}.",
        "There is no demonstrable difference from the other locations together in {labels}.",
    ),
    "sheet.may.equal_all": (
        "Bij {labels} verschilt geen van de locaties die vergeleken zijn aantoonbaar van de andere.",
        "In {labels} none of the locations that were compared differs demonstrably from the others.",
    ),
    "sheet.may.no_comparison": (
        "Over deze periode is niet met andere locaties of landelijk vergeleken.",
        "For this period nothing was compared with other locations or national figures.",
    ),
    "sheet.part": ("{label} ({part} van {whole})", "{label} ({part} of {whole})"),
    "sheet.may.not_compared": ("Niet vergeleken, want {why}: {labels}.", "Not compared, since {why}: {labels}."),
    "sheet.may.national": (
        "Met landelijke cijfers is niets vergeleken: daar wordt anders geteld.",
        "Nothing was held against national figures, which are counted differently.",
    ),
    "sheet.may_not.ranking": (
        "Dat de ene locatie beter is dan de andere, omdat haar percentage hoger is. Dit is geen ranglijst.",
        "That one location is better than another because its percentage is higher. This is no ranking.",
    ),
    "sheet.may_not.cause": (
        "Dat een werkwijze de oorzaak is van een cijfer. Elke locatie werkt met andere mensen, in een andere buurt.",
        "That a way of working is the cause of a figure. Each location works with other people, elsewhere.",
    ),
    "sheet.may_not.add": (
        "Dat percentages bij elkaar op te tellen zijn: ze gaan over dezelfde mensen, of hebben een andere noemer.",
        "That percentages can be added: they are about the same people, or have another base.",
    ),
    "sheet.guide": ("Zo leest u dit blad", "How to read this sheet"),
    "sheet.guide.interval": (
        "De balk om een punt is het 95 %-interval: elk werkelijk aandeel daarbinnen past bij deze aantallen.",
        "The bar around a point is the 95% interval: any true share within it fits these counts.",
    ),
    "sheet.guide.at_least": (
        "**Ten minste**: van wie niets bekend is, telt als niet. Het werkelijke cijfer kan hoger zijn.",
        "**At least**: of whom nothing is known counts as no. The true figure may be higher.",
    ),
    "sheet.guide.small": (
        "Onder de 30 mensen staan er aantallen en is de punt open: een percentage zou te zeker klinken.",
        "Below 30 people there are counts and an open point: a percentage would sound too sure.",
    ),
    "sheet.guide.provisional": (
        "**Voorlopig**: van een deel van de mensen is de uitkomst nog niet bekend. Zij tellen nog niet mee, ook niet als mislukt.",
        "**Provisional**: the outcome of some people is not known yet. They are left out, and never count as failed.",
    ),
    "sheet.guide.hidden": (
        "**Verborgen (•)**: anders kunnen mensen herkenbaar worden. Aantallen onder de {threshold} tonen we niet, en ook geen ander "
        "cijfer waaruit zo'n aantal te berekenen is. Het betekent niet klein, nul of slecht.",
        "**Hidden (•)**: people might be recognised. Counts below {threshold} are not shown, nor any other figure from which such a "
        "count could be worked out. It means neither small, nor nought, nor bad.",
    ),
    "sheet.and": ("{first} en {last}", "{first} and {last}"),
    "sheet.column.what": ("Wat", "What"),
    "sheet.column.counts": ("Wat er wordt geteld", "What is counted"),
    "sheet.fresh": ("Hoe vers zijn de gegevens?", "How fresh is the data?"),
    "sheet.fresh_here": (
        "{part} van de {whole} leveranciers van deze cijfers zijn op tijd.",
        "{part} of {whole} suppliers of these figures are on time.",
    ),
    "sheet.fresh_late": ("{name}: {state}, aangeleverd t/m {last}.", "{name}: {state}, delivered up to {last}."),
    "sheet.waiting": ("voorlopig, {n} wachten", "provisional, {n} waiting"),
    "sheet.waiting.one": ("voorlopig, 1 wacht", "provisional, 1 waiting"),
    "sheet.bases_differ": (
        "Als deel van wie begon. De noemers verschillen: wie te kort geleden begon of buiten de telling valt (bijvoorbeeld "
        "omdat iemand voltijds verder leert), telt bij die stap niet mee.",
        "As a share of those who started. The bases differ: whoever started too recently or is left out (for instance in full-time "
        "education) does not count in that step.",
    ),
    "sheet.definitions": ("Wat tellen we precies?", "What do we count exactly?"),
    "sheet.definitions_note": (
        "Elke berekening staat voluit op de pagina Definities van het dashboard.",
        "Every computation stands in full on the dashboard's page of definitions.",
    ),
    "sheet.help_counts": ("{label}: {counts}.", "{label}: {counts}."),
    "sheet.of_whom": ("Van: {whom}", "Out of: {whom}"),
    "sheet.foot": ("Factsheet {place}", "Factsheet {place}"),
    "sheet.page": ("pagina", "page"),
    "sheet.made": (
        "Publicatie {version}, gepubliceerd {at}, gemaakt met versie {code}. Alleen groepen mensen, geen personen.",
        "Publication {version}, published {at}, made with version {code}. Groups of people only, no persons.",
    ),
    "sheet.download": ("Factsheet (pdf)", "Factsheet (pdf)"),
    # open data
    "opendata.readme": (
        "# {title}\n\n{about}\n\n"
        "Publicatie {version}, {at}. Aangeboden door {publisher} onder {licence} ({terms}). Vragen: {contact}.\n\n"
        "- `csv/` en `parquet/`: elke tabel, met dezelfde inhoud. In csv staat een apostrof voor tekst die een rekenblad als formule zou "
        "uitvoeren.\n"
        "- `{database}`: alle tabellen in één bestand.\n"
        "- `datapackage.json`: elke tabel en kolom in woorden, met soorten en sleutels (`frictionless validate datapackage.json`).\n"
        "- `dcat.ttl`, `dcat.jsonld`: dezelfde beschrijving voor een datacatalogus (DCAT-AP-NL 3.0).\n\n"
        "Een leeg getal met `hidden` = true is verborgen, omdat mensen anders herkenbaar kunnen worden; het is geen nul.\n",
        "# {title}\n\n{about}\n\n"
        "Publication {version}, {at}. Offered by {publisher} under {licence} ({terms}). Questions: {contact}.\n\n"
        "- `csv/` and `parquet/`: every table, with the same content. In csv an apostrophe stands before text that a spreadsheet would run "
        "as a formula.\n"
        "- `{database}`: all tables in one file.\n"
        "- `datapackage.json`: every table and column in words, with types and keys (`frictionless validate datapackage.json`).\n"
        "- `dcat.ttl`, `dcat.jsonld`: the same for a data catalogue (DCAT-AP-NL 3.0).\n\n"
        "An empty number with `hidden` = true is hidden, because people might be recognised; it is no zero.\n",
    ),
    "opendata.readme.demo": (
        "**DEMO: alle mensen en cijfers zijn verzonnen.**",
        "**DEMO: all people and figures are made up.**",
    ),
    # Publicaties
    "page.publications": ("Publicaties", "Publications"),
    "publications.question": (
        "Wat is wanneer gepubliceerd, wat is er veranderd, en waar zijn de gegevens?",
        "What was published when, what changed, and where is the data?",
    ),
    "publications.list": ("Wat er wanneer is gepubliceerd", "What was published when"),
    "publications.list_note": (
        "Een publicatie verandert nooit meer; een nieuwe komt ernaast. Gaat er iets mis, dan wordt de vorige teruggezet.",
        "A publication never changes again; a new one stands beside it. When something is wrong, the previous one is put back.",
    ),
    "publications.more": ("De nieuwste {shown} van {n}.", "The newest {shown} of {n}."),
    "publications.live": ("**nu te zien**", "**live now**"),
    "publications.broken": ("niet te lezen", "cannot be read"),
    "publications.column.publication": ("Publicatie", "Publication"),
    "publications.column.as_of": ("Stand t/m", "Data up to"),
    "publications.column.figures": ("Cijfers", "Figures"),
    "publications.column.hidden": ("Verborgen", "Hidden"),
    "publications.column.code": ("Versie van de pijplijn", "Version of the pipeline"),
    "publications.column.change": ("Verandering", "Change"),
    "publications.column.before": ("Was", "Was"),
    "publications.column.after": ("Werd", "Became"),
    "choice.newer": ("Publicatie", "Publication"),
    "choice.older": ("Vergeleken met", "Compared with"),
    "choice.change": ("Soort verandering", "Kind of change"),
    "changes.title": ("Wat is er veranderd?", "What changed?"),
    "changes.one_only": (
        "Er is nog maar één publicatie, dus er valt nog niets te vergelijken.",
        "There is only one publication yet, so there is nothing to compare.",
    ),
    "changes.none": ("Geen enkel cijfer is veranderd.", "Not a single figure changed."),
    "changes.counted": ("{n} cijfers {kind}", "{n} figures {kind}"),
    "changes.counted.one": ("1 cijfer {kind}", "1 figure {kind}"),
    "change.all": ("alles", "everything"),
    "change.changed": ("veranderd", "changed"),
    "change.final": ("definitief geworden", "became final"),
    "change.new": ("nieuw", "new"),
    "change.gone": ("verdwenen", "gone"),
    "change.hidden": ("voortaan verborgen", "hidden from now on"),
    "change.shown": ("voortaan te zien", "shown from now on"),
    "changes.definitions": (
        "Gewijzigde definities: {listed}. Cijfers daarvan zijn niet zonder meer met vroeger te vergelijken.",
        "Changed definitions: {listed}. Their figures cannot simply be compared with earlier ones.",
    ),
    "changes.definition": ("{label} (versie {before} werd {after})", "{label} (version {before} became {after})"),
    "changes.deliveries": (
        "{n} aanleveringen zijn erbij gekomen of vervangen, van {partners}.",
        "{n} deliveries were added or replaced, of {partners}.",
    ),
    "changes.deliveries.one": (
        "1 aanlevering is erbij gekomen of vervangen, van {partners}.",
        "1 delivery was added or replaced, of {partners}.",
    ),
    "changes.shown": (
        "De eerste {shown} van {n}; de andere staan in de download.",
        "The first {shown} of {n}; the others are in the download.",
    ),
    "offered.title": ("Open data", "Open data"),
    "offered.explained": (
        "Alles wat iedereen mag zien, om zelf mee te rekenen: elke tabel als csv en Parquet en alles samen als DuckDB, met een"
        " beschrijving van elke kolom (`datapackage.json`) en voor datacatalogi (DCAT-AP-NL).",
        "Everything that anybody may see, to compute with: each table as csv and Parquet and all of it as DuckDB, with a"
        " description of each column (`datapackage.json`) and for data catalogues (DCAT-AP-NL).",
    ),
    "offered.none": (
        "Van deze publicatie is nog geen open data gemaakt. De datasteward maakt die met `wlb opendata`.",
        "No open data was made of this publication yet. The data steward makes it with `wlb opendata`.",
    ),
    "offered.all": ("Alles in één zip", "All in one zip"),
    "offered.duckdb": ("DuckDB ({size})", "DuckDB ({size})"),
    "offered.datapackage": ("datapackage.json", "datapackage.json"),
    "offered.dcat": ("DCAT-AP-NL (dcat.ttl)", "DCAT-AP-NL (dcat.ttl)"),
    "offered.terms": (
        "Licentie: [{licence}]({terms}). Noem de publicatie als bron: {version}.",
        "Licence: [{licence}]({terms}). Name the publication as source: {version}.",
    ),
    "offered.mb": ("{size} MB", "{size} MB"),
    # MKBA
    "assumption.discount_rate": ("discontovoet", "discount rate"),
    "assumption.hours_per_year": ("uren per jaar", "hours a year"),
    "assumption.eur_per_hour": ("euro per uur", "euros an hour"),
    "assumption.value_eur": ("waarde in euro", "value in euros"),
    "assumption.years": ("aantal jaren", "number of years"),
    "assumption.deadweight": ("had ook zonder ons bestaan", "would have happened anyway"),
    "assumption.displacement": ("ten koste van anderen", "at the cost of others"),
    "assumption.attribution": ("deel dat aan ons toe te schrijven is", "part that is our doing"),
    "assumption.drop_off": ("gaat per jaar verloren", "lost every year"),
    "value.computed": (
        "{ratio} ({ratio_low} tot {ratio_high} naar gelang de aannames; schooljaar {cohort}, aannames versie {version})",
        "{ratio} ({ratio_low} to {ratio_high} depending on the assumptions; school year {cohort}, assumptions version {version})",
    ),
    "value.status.final": ("definitief", "final"),
    "value.status.provisional": ("voorlopig", "provisional"),
    "value.reason.too_few_people": ("verborgen cijfer", "hidden figure"),
    "value.reason.not_evaluable": ("uitkomst nog niet bekend", "outcome not known yet"),
    "value.reason.no_figure": ("uitkomst ontbreekt", "outcome lacks"),
    "value.reason.no_costs": ("kosten ontbreken", "costs lack"),
    "value.reason.no_price_index": ("prijsontwikkeling ontbreekt", "price change lacks"),
    "value.legend": (
        "Bereik: alle aannames ongunstig tot alle gunstig. Omslag: als dit deel ook zonder ons had bestaan, is de verhouding precies 1.",
        "Range: all assumptions unfavourable to all favourable. Break-even: if this part had happened anyway, the ratio is exactly 1.",
    ),
    "value.illustrative": (
        "Voorbeeldaannames: ze laten zien hoe er gerekend wordt en zijn door niemand vastgesteld.",
        "Example assumptions: they show how it is computed and were adopted by nobody.",
    ),
}
