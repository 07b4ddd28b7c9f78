"""How the three sites work, by theme, and the yearly workbook in which Den Haag tells it.

Invented, in the words that sites use; a few rows say what may not be told (a name's e-mail address) or too little.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from pipelines.demo.exports import Export, arrival
from pipelines.demo.workbook import Row, Sheet, workbook_bytes


@dataclass(frozen=True, slots=True)
class Practice:
    """One way of working; `theme` is a code of the shared vocabulary."""

    theme: str
    title: str
    how: str
    partner: str
    since: int
    contact: str
    elective: tuple[str, str, str] = ("", "", "")
    """Of an elective (keuzedeel): its code, its study hours, and the day on which it was agreed."""


DEN_HAAG: tuple[Practice, ...] = (
    Practice("school_cooperation", "Docent in de wijk", "Een docent van het ROC geeft twee dagen per week les op de locatie zelf.",
             "ROC Mondriaan", 2011, "coördinator opleiding"),
    Practice("school_cooperation", "Examen bij bewoners thuis", "Proeven van bekwaamheid worden bij vaste bewoners afgenomen.",
             "ROC Mondriaan", 2013, "j.devries@wijkleerbedrijf.example"),
    Practice("community_team", "Hulpvragen via het wijkteam", "Het wijkteam zit elke maandag aan tafel en brengt hulpvragen in.",
             "sociaal wijkteam", 2012, "wijkcoördinator"),
    Practice("bridging_programme", "Zes weken voorschakelen", "Wie nog niet kan starten, krijgt zes weken taal en ritme.",
             "Werkgeversservicepunt", 2014, "klantmanager"),
    Practice("excellent_interns", "Ouderejaars begeleiden starters", "Wie ver is, begeleidt een nieuwe groep en krijgt een certificaat.",
             "-", 2015, "coördinator"),
    Practice("employers", "Meeloopdag bij de werkgever", "Iedere deelnemer loopt voor het diploma twee dagen mee in de thuiszorg.",
             "HVP Zorg", 2012, "accountmanager zorg"),
    Practice("employers", "Baan in zicht", "Te kort", "HVP Zorg", 2016, "accountmanager zorg"),
    Practice("residents_give_back", "Bewoners koken mee", "Bewoners die hulp krijgen, koken één keer per maand voor de buurt.",
             "wijkcentrum", 2015, "coördinator"),
)  # fmt: skip
DORDRECHT: tuple[Practice, ...] = (
    Practice("school_cooperation", "Stage van 13 weken in blokken", "Vier blokken per jaar, zodat er altijd even veel stagiairs zijn.",
             "Da Vinci College en Hoornbeeck College", 2012, "stagecoördinator"),
    Practice("electives", "Keuzedeel wijkgericht werken", "Het keuzedeel wordt helemaal bij Helpende Handen gedaan.",
             "Da Vinci College", 2016, "stagecoördinator", ("K0907", "240", "14-06-2016")),
    Practice("electives", "Keuzedeel ondersteunen thuis", "Studenten doen de opdrachten bij vaste bewoners en laten die daar aftekenen.",
             "Hoornbeeck College", 2019, "stagecoördinator", ("K0812", "240", "02-09-2019")),
    Practice("community_team", "Eén loket", "Hulpvragen komen binnen bij het wijkteam en worden dezelfde dag doorgezet.",
             "sociaal wijkteam", 2012, "wijkregisseur"),
    Practice("guidance", "Ochtendkring", "Elke ochtend een kring van een half uur, elke middag een terugblik.", "", 2012, "begeleider"),
    Practice("residents_give_back", "Bewoners als gastdocent", "Bewoners vertellen in de les wat goede hulp voor hen is.",
             "", 2017, "begeleider, 06-12345678"),
    Practice("employers", "Vacaturekaart", "Thuiszorgorganisaties hangen hun vacatures op en komen ze zelf toelichten.",
             "Thuiszorg Dordrecht", 2014, "begeleider"),
)  # fmt: skip
AMERSFOORT: tuple[Practice, ...] = (
    Practice("school_cooperation", "Vmbo en mbo samen op pad", "Een vmbo'er loopt mee met een mbo'er; zij zijn samen een koppel.",
             "Vakcollege Amersfoort; MBO Amersfoort", 2013, "coördinator"),
    Practice("community_team", "Spreekuur in het wijkhuis", "Twee keer per week kan iedereen binnenlopen met een vraag.",
             "wijkteam Soesterkwartier", 2013, "coördinator"),
    Practice("guidance", "Contactmoment aan begin en eind", "Elke dag begint en eindigt met de begeleider; daartussen bellen kan altijd.",
             "", 2013, "begeleider"),
    Practice("employers", "Zorgboerderij als tweede plek", "Na zes weken kan een stagiair wisselen naar Birkhoven.",
             "Birkhoven Zorggoed", 2014, "begeleider"),
)  # fmt: skip
THEMES = {
    "school_cooperation": "Samenwerking met scholen", "community_team": "Wijkteam", "bridging_programme": "Schakelprogramma",
    "excellent_interns": "Excellente stagiairs", "employers": "Werkgevers", "residents_give_back": "Bewoners doen iets terug",
}  # fmt: skip


def den_haag_files(month_ends: Sequence[date]) -> Iterator[Export]:
    """The profile of the last whole year, sent in January."""
    year_end = date(month_ends[-1].year - 1, 12, 31)
    name = f"WLB DH praktijkprofiel {year_end.year}.xlsx"
    yield Export("den_haag", name, arrival("den_haag", year_end), partial(_den_haag, year_end))


def _den_haag(year_end: date) -> bytes:
    figures: list[Row] = [
        [f"Praktijkprofiel {year_end.year}"], [],
        ["Coördinatoren", "Contactmomenten per dag", "Weken stage", "Toelichting"],
        [4, "2,5", 20, "Twee coördinatoren per locatie; de contactmomenten zijn gemeten in november."],
    ]  # fmt: skip
    rows: list[Row] = [[f"Werkwijze {year_end.year}"], []]
    rows.append(["Werkwijze", "Wat doen we", "Met wie", "Sinds", "Wie weet er meer van"])
    for theme, practices in groupby(DEN_HAAG, lambda one: one.theme):
        rows.append([f"Thema: {THEMES[theme]}"])
        rows += [[one.title, one.how, one.partner, one.since, one.contact] for one in practices]
    rows += [[], ["Vragen? Mail het bureau."]]
    sheets = [Sheet("Kerncijfers", figures), Sheet("Werkwijze", rows)]
    return workbook_bytes(sheets, arrival("den_haag", year_end) - timedelta(hours=20, minutes=5))
