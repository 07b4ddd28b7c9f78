"""Every sample of an unknown site → the places that its entry in the registry would have, and the site's words for them.

Looks at columns that hold a place, at group rows and at titles, over all files together: each file then means the same place by
a word. Does not invent a place where no file names one: then the site itself is its one place.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from pipelines.onboarding.file_names import identifier
from pipelines.onboarding.patterns import WHEN, is_of_a_period
from pipelines.onboarding.plans import Looked
from pipelines.onboarding.shapes import Profile, formats_of
from pipelines.onboarding.values import may_be_shown
from pipelines.registry import Location

MOST, NEAR, TWICE, EARLIEST, LEAST_PEOPLE = 12, 88, 2, 2003, 3
# A header of which only a part says `place` (`Soort plek`) is mostly about something else.
LIKELY = 0.6
LABEL = re.compile(r"\b(?:locatie|wijk|buurt|vestiging|standplaats)\b\W{0,3}(?P<name>[A-Z][\w'-]*(?: [A-Z][\w'-]*)*)")
CAPITAL = re.compile(r"[A-Z'][\w'-]*(?: (?:aan|de|den|der|het|op|van|[A-Z])[\w'-]*)*")
NO_PLACE = frozenset(
    {
        "groep",
        "startgroep",
        "klas",
        "cohort",
        "lichting",
        "team",
        "totaal",
        "overig",
        "nieuw",
        "deelnemers",
        "stagiairs",
    }
)


@dataclass(frozen=True)
class Places:
    """The places of one site, every spelling of each in its files, and where they were found."""

    locations: tuple[Location, ...]
    words: dict[str, str]
    found_in: str
    maybe: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Headers that come back with the same few words in lists of different things, where no file names a place."""

    @property
    def several_spellings(self) -> dict[str, list[str]]:
        """Place → its spellings, of places that are written in more than one way."""
        own: dict[str, list[str]] = {}
        for word, place in self.words.items():
            own.setdefault(place, []).append(word)
        return {place: listed for place, listed in own.items() if len(listed) > 1}


def places_of(
    partner: str, looked: list[Looked], titles: Iterable[str], says_place: Callable[[str], bool], first: date
) -> Places:
    """The places of a site that is not in the registry yet.

    `titles` are names of files, sheets and what stands above tables; `says_place` knows the headers of places; `first` is the
    first day that the files are about, for a site that tells no earlier one.
    """
    ways = (
        ("een kolom", _in_columns(looked, says_place)),
        ("de kopjes boven groepen regels", _in_group_rows(looked)),
        ("de namen van de tabbladen", _in_sheets(looked)),
        ("titels of namen van bestanden", Counter(m["name"] for title in titles for m in LABEL.finditer(title))),
        ("", Counter([partner.replace("_", " ").title()])),
    )
    found_in, words = next((where, found) for where, found in ways if found)
    since = _first_day(looked, first)
    named: dict[str, str] = {}
    locations: list[Location] = []
    for word, _ in words.most_common(MOST * 3):
        known = next((place for place in locations if _is_same(word, place.name, partner)), None)
        if known is None:
            if len(locations) == MOST:
                continue
            known = Location(
                id=f"{partner}/{identifier(_own_part(word, partner)) or 'onbekend'}", name=word, since=since
            )
            locations.append(known)
        named[word] = known.id
    return Places(tuple(locations), named, found_in, () if found_in else _coming_back(looked))


def _coming_back(looked: list[Looked]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A column with the same few words in tables of different datasets tells what they share: often the place."""
    found: dict[str, dict[tuple[str, ...], set[str]]] = {}
    for item in looked:
        for seen in item.columns.base if item.fills else ():
            words = tuple(sorted(seen.told))
            if 2 <= len(words) <= MOST and not seen.dates and not seen.numbers and not seen.yes_or_no:
                found.setdefault(seen.header, {}).setdefault(words, set()).add(item.fills[0].dataset)
    return tuple(
        (header, words) for header, own in found.items() for words, datasets in own.items() if len(datasets) > 1
    )


def _in_columns(looked: list[Looked], says_place: Callable[[str], bool]) -> Counter[str]:
    words: Counter[str] = Counter()
    for item in looked:
        mapped = {m.header for fill in item.fills if (m := fill.matches.get("location")) and m.score >= LIKELY}
        for seen in item.columns.base if item.fills else ():
            sure = says_place(seen.header)
            if seen.header in mapped or sure:
                words.update(
                    {w: n for w, n in seen.told.items() if may_be_shown(w, seen) or (sure and _is_place_word(w, seen))}
                )
    return words


def _is_place_word(word: str, seen: Profile) -> bool:
    """Below a header that says `place` a word that comes back at all is one; what stands once may be a remark."""
    return seen.is_wordlist and seen.words[word] >= TWICE and len(word) <= 40 and not re.search(r"\d{2,}", word)


def _in_group_rows(looked: list[Looked]) -> Counter[str]:
    """The words with a capital that differ between group rows: `Groep 2 Haven (feb)`; each must come with every group row.

    Only in lists of people, with several of them below each: above somebody's visits or days his own name may stand.
    """
    words: Counter[str] = Counter()
    for item in looked:
        groups = item.table.groups
        if len(groups) < 2 or not _lists_people(item) or len(item.table.data) < LEAST_PEOPLE * len(groups):
            continue
        named = [
            [m[0] for m in CAPITAL.finditer(text) if m[0].lower() not in NO_PLACE and not WHEN.fullmatch(m[0])]
            for text in groups
        ]
        names = [own[0] for own in named if own]
        if len(names) == len(groups) and len(set(names)) > 1:
            words.update(_without_shared_word(names))
    return words


def _without_shared_word(names: list[str]) -> list[str]:
    """`Plek Haven` and `Plek Markt` are called Haven and Markt."""
    first = {name.split(" ")[0] for name in names}
    return (
        [name.partition(" ")[2] for name in names] if len(first) == 1 and all(" " in name for name in names) else names
    )


def _lists_people(item: Looked) -> bool:
    """True when each row is somebody, by name or birth date, and a place is wanted."""
    return any(
        "location" in fill.columns and {"birth_date", "full_name", "family_name"} & {*fill.columns}
        for fill in item.fills
    )


def _in_sheets(looked: list[Looked]) -> Counter[str]:
    """Sheets with the same columns and another name: the list of each place, unless the names are months or numbers."""
    by_columns: dict[tuple[str, ...], set[str]] = {}
    for item in looked:
        if item.table.sheet and _lists_people(item) and len(item.table.data) >= LEAST_PEOPLE:
            by_columns.setdefault(item.table.columns, set()).add(item.table.sheet)
    alike = max(by_columns.values(), key=len, default=set())
    is_place = len(alike) > 1 and not any(map(is_of_a_period, alike)) and all(map(CAPITAL.match, alike))
    return Counter(alike) if is_place else Counter()


def _is_same(word: str, other: str, partner: str) -> bool:
    """`Holtenbr.`, `holtenbroek` and `Zwolle - Holtenbroek` are one place."""
    one, two = _own_part(word, partner), _own_part(other, partner)
    short, long = sorted((one.rstrip("."), two.rstrip(".")), key=len)
    begins = len(short) >= 4 and long.startswith(short) and (one.endswith(".") or two.endswith("."))
    return one == two or begins or (min(len(one), len(two)) > 4 and fuzz.ratio(one, two) >= NEAR)


def _own_part(word: str, partner: str) -> str:
    """A name without the name of the site in front, in small letters."""
    plain = re.sub(r"^(?:wlb|wijkleerbedrijf)\b\W*", "", word.lower().strip())
    for name in (partner.replace("_", " "), partner.replace("_", "-")):
        if plain.startswith(name) and len(plain) > len(name) + 1:
            plain = re.sub(r"^\W+", "", plain.removeprefix(name))
    return plain


def _first_day(looked: list[Looked], first: date) -> date:
    """The first day of the month in which anything that these files tell began."""
    days = [
        min(found.values())
        for item in looked
        for fill in item.fills
        for match in fill.matches.values()
        if match.column.type == "date" and not match.column.identifying and match.column.required
        and match.header in item.profiles
        for word in item.profiles[match.header].told
        if (found := formats_of(word))
    ]  # fmt: skip
    return min([first, *(day for day in days if day.year >= EARLIEST)]).replace(day=1)
