"""One dataset that a table fills → where each of its columns comes from, with reasons and questions beside it.

A header, a fixed word, a composed key, another column's words, or a placeholder that `wlb check` names as missing.
"""

import re
from dataclasses import replace
from typing import Any

from pipelines.contracts import Column, Contract
from pipelines.onboarding.columns import CONSTANT, NAMES, SURE, Guess, Match, key_of, needed, stand_once
from pipelines.onboarding.plans import PLACEHOLDER, Columns, Context, Planned, is_placeholder
from pipelines.onboarding.remarks import question, reason
from pipelines.onboarding.shapes import Profile, profile
from pipelines.onboarding.tables import FoundTable
from pipelines.onboarding.values import code_words, told
from pipelines.onboarding.weeks import fill_weeks, week_and_day

ANSWERS = "answer"
WHOLE_NAME = "full_name"


def planned_fill(
    found: Guess, table: FoundTable, columns: Columns, context: Context, above: Planned | None = None
) -> Planned:
    """Turn a guess into column specifications; what lacks becomes a constant, a key, or a placeholder with a question."""
    fill = Planned(found.contract.id, {}, found.score, matches=dict(found.matches))
    if columns.family and columns.family.number == "week" and any(c.type == "iso_week" for c in found.contract.columns):
        fill_weeks(fill, found.contract, columns, above, context.lexicon)
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
            from_header(fill, own, profiles[own.header], context)
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


def from_header(fill: Planned, own: Match, seen: Profile, context: Context) -> None:
    """Read a column from its header, with its value map; what is unsure or unknown becomes a question."""
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
    if any(column.name == WHOLE_NAME for column in contract.columns):
        for name in NAMES:
            fill.columns.pop(name, None)
        fill.columns[WHOLE_NAME] = {"from": whole.header}
        fill.remarks.append(reason(("columns", WHOLE_NAME), said))
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
    if above and column.name in above.columns and not is_placeholder(above.columns[column.name]):
        fill.columns[column.name] = above.columns[column.name]
        return
    if column.type == "bool" and (answered := _answered(column, fill)):
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
    if column.type == "date" and (week := week_and_day(columns)):
        fill.columns[column.name] = {"date_of_week": {"week": week[0], "day": week[1]}}
        fill.remarks.append(reason(place, "week en weekdag samen zijn de datum"))
        return
    if column.key and len(contract.key) > 1 and (beside := _beside(column, fill, contract, table)):
        fill.columns[column.name] = beside
        said = f"er is geen {label}; telt '{beside.get('from', beside.get('constant'))}' als nummer binnen dezelfde persoon?"
        fill.remarks.append(question(place, said))
        return
    if (column.key and column.type == "id" and len(contract.key) == 1) or (
        column.key and column.type == "id" and above is None
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


def _beside(column: Column, fill: Planned, contract: Contract, table: FoundTable) -> dict[str, Any] | None:
    """The part of a key that nobody numbers: one record a person needs none, else a matched column that tells them apart."""
    others = [
        fill.columns[name].get("from", "") for name in contract.key if name != column.name and name in fill.columns
    ]
    places = [table.columns.index(header) for header in others if header in table.columns]
    if column.type not in ("id", "text") or not places or len(places) < len(contract.key) - 1:
        return None
    rows = list(dict.fromkeys(cells for _, cells in table.data))
    if stand_once(rows, places):
        return {"constant": "1"}
    for match in fill.matches.values():
        usable = match.column.type in ("id", "text") and not match.column.identifying and match.header not in others
        if usable and match.header in table.columns and stand_once(rows, [*places, table.columns.index(match.header)]):
            return {"from": match.header}
    return None


def _answered(column: Column, fill: Planned) -> dict[str, Any] | None:
    """Who gave an answer was reached: a yes or no that no header gives follows from the answers."""
    own = next((m for m in fill.matches.values() if m.column.vocabulary == ANSWERS), None)
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
        found = _guess_words(shared, seen, context)
        if len(found) >= 0.6 * len(seen.told) and (best is None or len(found) > len(best["values"])):
            best = {"from": own.header, "values": found}
    return best


def _guess_words(own: Match, seen: Profile, context: Context) -> dict[str, str]:
    """Codes of another vocabulary that the words of this column carry, straight or through their own code."""
    vocabulary = own.column.vocabulary or ""
    direct = (
        code_words(seen, vocabulary, context.lexicon).all_mapped if seen.is_wordlist or len(seen.told) <= 12 else {}
    )
    through = context.lexicon.implied.get(vocabulary, {})
    first = (own.coded.known | own.coded.all_mapped) if own.coded else {}
    return {word: through[code] for word, code in first.items() if code in through} | direct


def _said_around(column: Column, table: FoundTable, context: Context) -> str | None:
    """The one code whose Dutch word stands in the file's name or titles; who the rows are about also shows in the headers."""
    around = f"{context.words_around} {table.sheet} {table.title}".lower()
    if column.name == "role":
        around += " " + " ".join(table.columns).lower()
    terms = context.registry.vocabularies[column.vocabulary or ""].values()
    found = {term.code for term in terms if len(term.nl) > 5 and term.nl.lower() in around}
    return found.pop() if len(found) == 1 and column.name in CONSTANT else None
