"""One table with its best reading as a dataset → the `fills` of the table language, with reasons and questions beside them.

Decides per contract column where it comes from: a header, a fixed word, a composed key, or a placeholder that `wlb check` names.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from pipelines.contracts import Column, Contract
from pipelines.onboarding.columns import CONSTANT, NAMES, SURE, Guess, Match, guess, key_of, needed, upper_of
from pipelines.onboarding.lexicon import Lexicon
from pipelines.onboarding.remarks import Remark, question, reason
from pipelines.onboarding.shapes import Profile, profile
from pipelines.onboarding.tables import Family, FoundTable
from pipelines.onboarding.values import code_words, may_be_shown, told
from pipelines.registry import Registry

PLACEHOLDER = "?? "
LEAST = 0.33
ANSWERS = "answer"
WEEKDAYS = frozenset({"ma", "di", "wo", "do", "vr", "za", "zo"})
WEEK = re.compile(r"(?:\d{4}-)?\d{1,2}")


@dataclass
class Planned:
    """One fill as the table language writes it; remarks have places seen from this fill."""

    dataset: str
    columns: dict[str, Any]
    score: float
    when: list[str] = field(default_factory=list)
    join: bool = False
    remarks: list[Remark] = field(default_factory=list)
    matches: dict[str, Match] = field(default_factory=dict)

    @property
    def headers(self) -> set[str]:
        """Headers that this fill reads."""
        found = {match.header for match in self.matches.values()}
        for spec in self.columns.values():
            if isinstance(spec, dict):
                found |= set(spec.get("key", ())) | set(spec.get("date_of_week", {}).values())
                found |= set(spec.get("counted_week", {}).values())
        return found

    @property
    def lacks(self) -> list[str]:
        """Columns that stand on a placeholder."""
        return [name for name, spec in self.columns.items() if _is_placeholder(spec)]


@dataclass(frozen=True)
class Context:
    """What is known around a table: the registry, its words, and the partner's own places."""

    registry: Registry
    lexicon: Lexicon
    places: dict[str, str]
    sole_place: str | None
    words_around: str
    priors: dict[str, float]

    @property
    def constants(self) -> dict[str, dict[str, str]]:
        """Extra words per vocabulary."""
        return {"location": self.places}


@dataclass(frozen=True)
class Columns:
    """The columns of one table: those of a row, and those that unpivoting gives."""

    base: list[Profile]
    long: list[Profile]
    family: Family | None


def look_at(table: FoundTable) -> Columns:
    """A profile of every column, and of what the largest family of columns side by side would become."""
    family = max(table.families, key=lambda own: len(own.headers), default=None)
    aside = set(family.headers) if family else set()
    base = [
        profile(header, place, ((number, cells[place]) for number, cells in table.data))
        for place, header in enumerate(table.columns)
        if header not in aside
    ]
    if not family:
        return Columns(base, [], None)
    long = [profile(family.number, 1000, ((0, str(number)) for number in family.numbers for _ in range(3)))]
    groups = {measure: [h for h in family.headers if measure in h] for measure in family.measures} or {
        "value": list(family.headers)
    }
    for place, (name, headers) in enumerate(groups.items(), start=1001):
        places = [table.columns.index(header) for header in headers]
        long.append(profile(name, place, ((number, cells[i]) for i in places for number, cells in table.data)))
    return Columns(base, long, family)


def plan(table: FoundTable, columns: Columns, context: Context) -> list[Planned]:
    """Every dataset that this table fills, the main one first; empty when it fits none."""
    blocks = _blocks(table, columns, context)
    aside = {header for block in blocks for header in block.headers} - {
        m.header for b in blocks for m in b.matches.values() if m.column.key
    }
    if blocks and columns.family and aside & set(columns.family.headers):
        columns = Columns(columns.base, [], None)  # the same columns, told better as blocks
    base = [p for p in columns.base if p.header not in aside]
    asked = {block.dataset for block in blocks}
    guesses = {
        contract.id: guess(contract, base, context.lexicon, context.constants, context.priors.get(contract.id, 0.0))
        for contract in context.registry.contracts.values()
        if contract.id not in asked
    }
    with_long = {
        contract.id: guess(contract, [*base, *columns.long], context.lexicon, context.constants, context.priors.get(contract.id, 0.0))
        for contract in context.registry.contracts.values()
    } if columns.long else {}  # fmt: skip
    ranked = sorted([*guesses.values(), *with_long.values()], key=_rank, reverse=True)
    if not ranked or not blocks and ranked[0].score < LEAST:
        return []
    main = ranked[0]
    facts = [c for c in needed(main.contract) if c.name not in CONSTANT and not (c.key and c.type == "id")]
    if main.score < LEAST or len(main.lacking_facts) * 2 > len(facts) and not _may_join(main):
        return blocks
    planned = [_planned(main, table, columns, context)]
    used = planned[0].headers
    second = (
        ranked[1:] if not with_long else sorted(ranked[1:], key=lambda g: bool(_long_headers(g, columns)), reverse=True)
    )
    for other in second:
        if other.contract.id in {fill.dataset for fill in planned} or other.contract.id in {
            fill.dataset for fill in blocks
        }:
            continue
        if _adds(other, used, columns):
            extra = _planned(other, table, columns, context, above=planned[0])
            own = _own_facts(other, used)
            extra.when = [name for name in own if _is_partly_blank(name, columns)][:2] or extra.when
            planned.append(extra)
            used |= extra.headers
    return planned + blocks


def plan_join(table: FoundTable, columns: Columns, context: Context, dataset: str, used: set[str]) -> Planned | None:
    """Columns that this table adds to a dataset of another table, found by its number; None when there are fewer than two."""
    contract = context.registry.contracts[dataset]
    numbers = [p for p in columns.base if p.header not in used]
    found = guess(contract, columns.base, context.lexicon, context.constants)
    if not all(name in found.matches for name in contract.key):
        return None
    keys = {found.matches[name].header for name in contract.key}
    found = guess(
        contract, [p for p in columns.base if p.header in keys or p in numbers], context.lexicon, context.constants
    )
    told_twice = {"family_name", "given_name", "birth_date"} | {c.name for c in needed(contract)}
    extra = {n: m for n, m in found.matches.items() if n not in told_twice and m.header not in keys and m.score >= 0.6}
    if len(extra) < 2 or not all(name in found.matches for name in contract.key):
        return None
    own = {name: found.matches[name] for name in contract.key} | extra
    fill = Planned(dataset, {}, found.score, join=True, matches=own)
    profiles = {p.header: p for p in columns.base}
    for column in contract.columns:
        if column.name in own:
            _from_header(fill, own[column.name], profiles[own[column.name].header], context)
    said = f"vult {contract.label_nl.lower()} aan uit de andere tabel, op hetzelfde nummer"
    fill.remarks.append(reason((), said))
    return fill


def _may_join(found: Guess) -> bool:
    """A table that holds the number of something and more about it may add columns to another table."""
    return all(name in found.matches for name in found.contract.key) and len(found.matches) > len(found.contract.key)


def _rank(found: Guess) -> float:
    return found.score - 0.12 * len(found.lacking_facts)


def _long_headers(found: Guess, columns: Columns) -> set[str]:
    return {m.header for m in found.matches.values()} & {p.header for p in columns.long}


def _own_facts(found: Guess, used: set[str]) -> list[str]:
    facts = [c.name for c in needed(found.contract) if c.name not in CONSTANT]
    return [
        found.matches[name].header for name in facts if name in found.matches and found.matches[name].header not in used
    ]


def _adds(found: Guess, used: set[str], columns: Columns) -> bool:
    """A second dataset must be complete and rest on at least one needed column that the first does not use."""
    own = _own_facts(found, used)
    weeks = (
        any(c.type == "iso_week" for c in found.lacking)
        and columns.family is not None
        and columns.family.number == "week"
    )
    lacking = [c for c in found.lacking_facts if not (weeks and c.type == "iso_week")]
    if weeks:
        return not [c for c in lacking if not _value_column(c, columns)]
    sure = all(found.matches[c.name].score >= 0.6 for c in needed(found.contract) if c.name in found.matches)
    return bool(own) and not lacking and sure and not any(c.key for c in found.lacking)


def _value_column(column: Column, columns: Columns) -> bool:
    """The marks in week columns are the one code that such a dataset needs."""
    return column.type == "code" and any(p.header == "value" for p in columns.long)


def _is_partly_blank(header: str, columns: Columns) -> bool:
    return any(p.header == header and sum(p.words.values()) < p.rows for p in [*columns.base, *columns.long])


def _planned(
    found: Guess, table: FoundTable, columns: Columns, context: Context, above: Planned | None = None
) -> Planned:
    """Turn a guess into column specifications; what lacks becomes a constant, a key, or a placeholder with a question."""
    fill = Planned(found.contract.id, {}, found.score, matches=dict(found.matches))
    if columns.family and columns.family.number == "week" and any(c.type == "iso_week" for c in found.contract.columns):
        _weeks(fill, found.contract, columns, above, context.lexicon)
    profiles = {p.header: p for p in [*columns.base, *columns.long]}
    for column in found.contract.columns:
        if column.derived or column.name in fill.columns:
            continue
        own = found.matches.get(column.name)
        if own and (key := _not_alone(own, found, table, profiles)):
            fill.columns[column.name] = {"key": list(key)}
            said = f"'{own.header}' staat vaker in het bestand; met deze cellen erbij staat elke regel er één keer. Klopt dat?"
            fill.remarks.append(question(("columns", column.name), said))
            continue
        if own and own.header in profiles and column.name in fill.matches:
            _from_header(fill, own, profiles[own.header], context)
    _split_names(fill, found.contract, profiles)
    for column in sorted(needed(found.contract), key=lambda own: own.key and own.type == "id"):
        if column.name not in fill.columns:
            _without_header(fill, found.contract, column, table, columns, context, above)
    order = {column.name: place for place, column in enumerate(found.contract.columns)}
    fill.columns = dict(sorted(fill.columns.items(), key=lambda item: order[item[0]]))
    return fill


def _not_alone(own: Match, found: Guess, table: FoundTable, profiles: dict[str, Profile]) -> tuple[str, ...] | None:
    """The columns that make a number unique when it is the sole key and comes back: one person, several contracts."""
    column = own.column
    if not (column.key and column.type == "id" and len(found.contract.key) == 1) or own.header not in profiles:
        return None
    if profiles[own.header].distinct > 0.97 or own.header not in table.columns:
        return None
    dates = [m.header for m in found.matches.values() if m.column.type == "date" and m.column.required]
    others = [
        m.header for m in found.matches.values() if m.header not in (own.header, *dates) and not m.column.identifying
    ]
    for extra in [*dates, *others]:
        if key_of((cells for _, cells in table.data), table.columns, (own.header, extra)):
            return own.header, extra
    return None


def _from_header(fill: Planned, own: Match, seen: Profile, context: Context) -> None:
    name, place = own.column.name, ("columns", own.column.name)
    spec: dict[str, Any] = {"from": own.header}
    sure = "zeker" if own.score >= 0.9 else "waarschijnlijk" if own.score >= SURE else "onzeker"
    said = f"{sure} ({own.score:.2f}): {own.why}" if own.why else f"{sure} ({own.score:.2f})"
    if own.score < SURE:
        fill.remarks.append(question(place, f"is '{own.header}' {own.column.label_nl.lower()}? {said}"))
    else:
        fill.remarks.append(reason(place, said))
    if own.coded is not None:
        if own.coded.all_mapped:
            spec["values"] = own.coded.all_mapped
        for word, (code, near) in own.coded.unsure.items():
            shown = f"'{word}'" if near >= 75 and not re.search(r"\d{4,}", word) else told([word], seen)
            fill.remarks.append(question(place, f"is {shown} hetzelfde als {code}? ({near} van 100)"))
        if own.coded.unknown:
            known = ", ".join(sorted(set(context.registry.vocabularies.get(own.column.vocabulary or "", {})))[:14])
            what = "horen deze regels er niet bij, zet ze dan onder skip; " if own.column.required else ""
            listed = told(own.coded.unknown, seen)
            fill.remarks.append(
                question(place, f"onbekend voor {own.column.label_nl.lower()}: {listed}. {what}bekend zijn: {known}")
            )
    blank = seen.rows - sum(seen.words.values())
    if own.column.required and own.column.type == "code" and blank > 0.005 * seen.rows:
        said = f"{blank} cellen zijn leeg; betekent leeg iets? Schrijf dan '': met de code erbij, anders komen die regels apart"
        fill.remarks.append(question(place, said))
    fill.columns[name] = spec


def _split_names(fill: Planned, contract: Contract, profiles: dict[str, Profile]) -> None:
    """One column with whole names gives family name and given name by a pattern."""
    family, given = (fill.matches.get(name) for name in NAMES)
    whole = family or given
    if whole is None or (family and given and family.header != given.header) or whole.header not in profiles:
        return
    if not {column.name for column in contract.columns}.issuperset(NAMES):
        return
    seen = profiles[whole.header]
    comma = sum(n for word, n in seen.told.items() if re.match(r"[^,]+, *\S", word)) / max(1, seen.filled)
    spaced = sum(n for word, n in seen.told.items() if " " in word) / max(1, seen.filled)
    if comma >= 0.7:
        patterns, said = (r"^([^,]+),", r", *(\S+)"), "namen staan als 'Achternaam, Voornaam'"
    elif spaced >= 0.7:
        patterns, said = (r"^\S+ (.+)$", r"^(\S+)"), "namen staan als 'Voornaam Achternaam'"
    else:
        return
    for name, pattern in zip(NAMES, patterns, strict=True):
        fill.columns[name] = {"from": whole.header, "matches": pattern}
    fill.remarks.append(question(("columns", NAMES[0]), f"{said}: klopt dat voor alle regels?"))


def _without_header(
    fill: Planned,
    contract: Contract,
    column: Column,
    table: FoundTable,
    columns: Columns,
    context: Context,
    above: Planned | None,
) -> None:
    """A needed column that no header gives."""
    place = ("columns", column.name)
    label = column.label_nl.lower()
    if above and column.name in above.columns and not _is_placeholder(above.columns[column.name]):
        fill.columns[column.name] = above.columns[column.name]
        return
    if column.type == "bool" and (answered := _answered(column, fill, columns)):
        fill.columns[column.name] = answered
        fill.remarks.append(
            question(place, f"wie bij '{answered['from']}' een antwoord heeft, is bereikt: klopt dat voor elk woord?")
        )
        return
    if column.vocabulary == "location" and context.sole_place:
        fill.columns[column.name] = {"constant": context.sole_place}
        fill.remarks.append(reason(place, "de enige locatie van deze partner"))
        return
    if column.vocabulary == "location" and table.groups and (coded := _places_in(table.groups, context)):
        fill.columns[column.name] = {"from": "group_location", "values": coded}
        fill.remarks.append(reason(place, "de locatie staat in de groepsregels"))
        return
    if column.vocabulary == "location" and (inside := _place_in_number(columns, context)):
        fill.columns[column.name] = inside
        fill.remarks.append(question(place, f"zegt het begin van '{inside['from']}' om welke locatie het gaat?"))
        return
    if column.vocabulary and (derived := _through(column, fill, columns, context)):
        fill.columns[column.name] = derived
        fill.remarks.append(
            question(place, f"{label} staat niet in het bestand en is afgeleid uit '{derived['from']}': klopt dat?")
        )
        return
    if column.vocabulary and (code := _said_around(column, table, context)):
        fill.columns[column.name] = {"constant": code}
        term = context.registry.vocabularies[column.vocabulary][code].nl
        fill.remarks.append(
            question(place, f"geldt '{term}' voor het hele bestand? Dat woord staat in naam, titel of koppen")
        )
        return
    if column.type == "date" and (week := _week_and_day(columns)):
        fill.columns[column.name] = {"date_of_week": {"week": week[0], "day": week[1]}}
        fill.remarks.append(reason(place, "week en weekdag samen zijn de datum"))
        return
    if (
        column.key
        and column.type == "id"
        and len(contract.key) == 1
        or (column.key and column.type == "id" and above is None)
    ):
        candidates = [
            m.header
            for m in fill.matches.values()
            if m.column.type in ("id", "text", "date", "code") and m.column.name != column.name
        ]
        candidates += [p.header for p in columns.base if p.header not in candidates]
        candidates = [h for h in candidates if any(p.header == h and not p.citizen_numbers for p in columns.base)]
        dates = [c.name for c in contract.columns if c.type == "date" and c.required and c.name in fill.columns]
        moments = [fill.columns[name] for name in dates[:1]]
        always = tuple(h for spec in moments for h in (spec.get("date_of_week", {}).values() or [spec.get("from", "")]))
        if key := key_of((cells for _, cells in table.data), table.columns, candidates, always):
            fill.columns[column.name] = {"key": list(key)}
            fill.remarks.append(
                question(
                    place, f"er is geen {label}; deze cellen samen staan er één keer. Blijven ze per regel gelijk?"
                )
            )
            return
    fill.columns[column.name] = {"from": f"{PLACEHOLDER}{column.label_nl}"}
    fill.remarks.append(
        question(place, f"waar staat {label}? Vul de kop in, of 'constant:' als het voor het hele bestand geldt")
    )


def _answered(column: Column, fill: Planned, columns: Columns) -> dict[str, Any] | None:
    """Who gave an answer was reached: a yes or no that no header gives follows from the answers."""
    own = next((m for m in fill.matches.values() if m.coded and m.column.vocabulary == ANSWERS), None)
    if own is None or own.coded is None or column.name not in CONSTANT:
        return None
    given = {
        word: "nee" if code == "unknown" else "ja" for word, code in (own.coded.known | own.coded.all_mapped).items()
    }
    return {"from": own.header, "values": given}


def _place_in_number(columns: Columns, context: Context) -> dict[str, Any] | None:
    """Numbers such as `HH1-0012` may begin with the place where they were given out."""
    for seen in columns.base:
        starts = {match[1] for word in seen.told if (match := re.match(r"([A-Za-z]+\d?)-\d", word))}
        whole = sum(n for word, n in seen.told.items() if re.match(r"[A-Za-z]+\d?-\d", word))
        if not 2 <= len(starts) <= 12 or whole < 0.95 * seen.filled:
            continue
        coded = code_words(
            profile("", 0, ((0, start) for start in starts)), "location", context.lexicon, context.places
        )
        if not coded.unknown:
            return {"from": seen.header, "matches": r"^([A-Za-z]+\d?)-", "values": coded.all_mapped}
    return None


def _is_placeholder(spec: Any) -> bool:
    return isinstance(spec, dict) and str(spec.get("from", "")).startswith(PLACEHOLDER)


def _places_in(groups: tuple[str, ...], context: Context) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, code in sorted(context.places.items()):
        if word.lower() in {known.lower() for known in found}:
            continue
        if any(re.search(rf"\b{re.escape(word)}\b", group, re.IGNORECASE) for group in groups) and re.fullmatch(
            r"\w+", word
        ):
            found[word] = code
    return found


def _through(column: Column, fill: Planned, columns: Columns, context: Context) -> dict[str, Any] | None:
    """A code that follows from another: a programme has a level, and its word may carry the number."""
    best: dict[str, Any] | None = None
    for own in fill.matches.values():
        if own.coded is None or own.column.vocabulary in (None, column.vocabulary) or not own.column.required:
            continue
        seen = next((p for p in columns.base if p.header == own.header), None)
        if seen is None:
            continue
        shared = replace(own, column=column)
        found = guess_words(shared, seen, context)
        if len(found) >= 0.6 * len(seen.told) and (best is None or len(found) > len(best["values"])):
            best = {"from": own.header, "values": found}
    return best


def guess_words(own: Match, seen: Profile, context: Context) -> dict[str, str]:
    """Codes of another vocabulary that the words of this column carry, straight or through their own code."""
    vocabulary = own.column.vocabulary or ""
    direct = code_words(seen, vocabulary, context.lexicon).all_mapped if may_be_coded(seen) else {}
    through = context.lexicon.implied.get(vocabulary, {})
    first = (own.coded.known | own.coded.all_mapped) if own.coded else {}
    return {word: through[code] for word, code in first.items() if code in through} | direct


def may_be_coded(seen: Profile) -> bool:
    """Only columns of a few words are looked at as codes."""
    return seen.is_wordlist or len(seen.told) <= 12


def _said_around(column: Column, table: FoundTable, context: Context) -> str | None:
    """The one code whose Dutch word stands in the file's name or titles; who the rows are about also shows in the headers."""
    around = f"{context.words_around} {table.sheet} {table.title}".lower()
    if column.name == "role":
        around += " " + " ".join(table.columns).lower()
    terms = context.registry.vocabularies[column.vocabulary or ""].values()
    found = {term.code for term in terms if len(term.nl) > 5 and term.nl.lower() in around}
    return found.pop() if len(found) == 1 and column.name in CONSTANT else None


def _week_and_day(columns: Columns) -> tuple[str, str] | None:
    week = next(
        (
            p.header
            for p in columns.base
            if p.filled and p.share(WEEK) > 0.9 and p.header.lower().startswith(("w", "iso"))
        ),
        None,
    )
    days = next((p.header for p in columns.base if p.told and {w.lower() for w in p.told} <= WEEKDAYS), None)
    return (week, days) if week and days else None


def _weeks(fill: Planned, contract: Contract, columns: Columns, above: Planned | None, lexicon: Lexicon) -> None:
    """Week columns: marks are the status, and the week is counted from the first day or is a calendar week."""
    family = columns.family
    assert family is not None
    week = next(column for column in contract.columns if column.type == "iso_week")
    first = above.matches.get("started_on") if above else None
    place = ("columns", week.name)
    if first and min(family.numbers) == 1:
        fill.columns[week.name] = {"counted_week": {"first": first.header, "number": family.number}}
        said = f"telt '{family.headers[0]}' vanaf de week van '{first.header}', of is het een weeknummer van het jaar?"
        fill.remarks.append(question(place, said))
    fill.matches.pop(week.name, None)
    marks = next((p for p in columns.long if p.header == "value"), None)
    status = next((c for c in contract.columns if c.type == "code" and c.required and c.name not in CONSTANT), None)
    if marks and status:
        fill.when = ["value"]
        if status.name not in fill.matches:
            coded = code_words(marks, status.vocabulary or "", lexicon)
            fill.columns[status.name] = {"from": "value"} | ({"values": coded.all_mapped} if coded.all_mapped else {})
            said = f"betekenen de tekens in de weekkolommen dit? In de cellen staan: {told(list(marks.words), marks)}"
            fill.remarks.append(question(("columns", status.name), said))


def _blocks(table: FoundTable, columns: Columns, context: Context) -> list[Planned]:
    """The same question asked several times side by side: each block of headers is a fill of its own."""
    groups: dict[str, list[Profile]] = {}
    everything = [profile(h, i, ((n, cells[i]) for n, cells in table.data)) for i, h in enumerate(table.columns)]
    for p in everything:
        label = upper_of(p.header) or " ".join(p.header.split()[1:])
        if label:
            groups.setdefault(label, []).append(p)
    groups = {label: own for label, own in groups.items() if len(own) >= 2}
    if len(groups) < 2:
        return []
    planned = []
    for contract in context.registry.contracts.values():
        moment = next((c for c in contract.columns if c.key and c.type == "int" and c.name in CONSTANT), None)
        if moment is None:
            continue
        keys = [c for c in contract.columns if c.key and c.type == "id"]
        for label, own in groups.items():
            members = {p.header for p in own}
            outside = [p for p in everything if p.header not in members and not any(p in g for g in groups.values())]
            bare = {_without(p.header, label): p for p in own}
            alone = [replace(p, header=short) for short, p in bare.items()]
            found = guess(contract, [*outside, *alone], context.lexicon, context.constants)
            found = replace(
                found,
                matches={
                    n: replace(m, header=bare[m.header].header) if m.header in bare else m
                    for n, m in found.matches.items()
                },
            )
            inside = {name: m for name, m in found.matches.items() if m.header in members}
            dated = any(m.column.type == "date" for m in inside.values())
            if not dated or len(inside) < 2 or not all(key.name in found.matches for key in keys):
                continue
            kept = {k.name: found.matches[k.name] for k in keys} | inside
            fill = _planned(Guess(contract, kept, found.score), table, replace(columns, base=everything), context)
            number = re.search(r"\d+", label)
            fill.columns[moment.name] = {"constant": number[0] if number else "0"}
            fill.remarks = [r for r in fill.remarks if r.place != ("columns", moment.name)]
            said = f"hoort '{label}' bij {moment.label_nl.lower()} {number[0] if number else 0}?"
            fill.remarks.append(question(("columns", moment.name), said))
            fill.when = [p.header for p in own if p.header in fill.headers][:2]
            planned.append(fill)
    return planned if len(planned) >= 2 else []


def _without(header: str, label: str) -> str:
    """The part of a header that is its own: `Werk` of `Werk uitstroom` and of `Navraag na 6 mnd · Werk`."""
    if upper_of(header) == label:
        return header.split(" · ")[-1]
    return header.split()[0]


def show_places(seen: Profile) -> list[str]:
    """Words of a location column that may be shown and so may become places."""
    return [word for word in seen.told if may_be_shown(word, seen)]
