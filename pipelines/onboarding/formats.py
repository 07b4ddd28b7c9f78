"""The columns that are used → how this file writes dates, numbers, yes, no and nothing, as the table language says it.

Does not look at columns that nobody maps.
"""

from typing import Any

from pipelines.nothing import means_nothing
from pipelines.onboarding.plans import Looked
from pipelines.onboarding.remarks import Remark, named, question, reason
from pipelines.onboarding.shapes import COMMA, NO, POINT, YES, Profile, choose_formats
from pipelines.onboarding.sniff import allowed_encodings
from pipelines.table_language import Text


def dialect_of(dialect: Text, remarks: list[Remark]) -> dict[str, Any]:
    """The dialect as the table language says it; an encoding that it cannot say becomes a question."""
    spec: dict[str, Any] = {"encoding": dialect.encoding, "delimiter": dialect.delimiter}
    if dialect.quote != '"':
        spec["quote"] = dialect.quote
    if dialect.trailing_delimiter:
        spec["trailing_delimiter"] = True
    if dialect.footer:
        spec["footer"] = dialect.footer
    if dialect.encoding not in allowed_encodings():
        said = f"de tekst is {dialect.encoding}, en dat kan de lezer niet; vraag de partner om utf-8 of Windows (ANSI)"
        remarks.append(question(("text", "encoding"), said))
        spec["encoding"] = "cp1252"
    return spec


def formats_of_file(looked: list[Looked], remarks: list[Remark], *, workbook: bool) -> dict[str, Any]:
    """How this file writes dates, numbers, yes, no and nothing, from the columns that are mapped."""
    used: dict[str, list[Profile]] = {"date": [], "decimal": [], "int": [], "bool": [], "code": []}
    coded_empty: set[str] = set()
    for item in looked:
        for fill in item.fills:
            for match in fill.matches.values():
                if match.column.type in used and match.header in item.profiles:
                    used[match.column.type].append(item.profiles[match.header])
                    words = match.coded.known if match.coded else {}
                    coded_empty |= {
                        w
                        for w in item.profiles[match.header].words
                        if match.coded and means_nothing(w) and w not in words
                    }
            for seen in [item.profiles[header] for header in fill.when if header in item.profiles]:
                coded_empty |= {word for word in seen.words if means_nothing(word)}
    spec: dict[str, Any] = {}
    dates, verdict = choose_formats(used["date"])
    # Real dates of a workbook are read whatever is agreed; what somebody types there by hand is day first then.
    usual = (["%d-%m-%Y"], ["%Y-%m-%d"]) if workbook else (["%d-%m-%Y"],)
    if dates and dates not in usual:
        spec["date"] = dates
    place = ("formats", "date")
    if verdict == "default":
        said = f"elke datum past op dag-maand én op maand-dag; {dates[0]} is aangenomen. Is 03-04 drie april?"
        remarks.append(question(place, said))
    elif verdict == "both":
        remarks.append(
            question(
                place,
                "sommige datums kunnen alleen dag-maand zijn en andere alleen maand-dag; welke regels zijn verkeerd?",
            )
        )
    comma, point = (sum(p.share(shape) * p.filled for p in used["decimal"]) for shape in (COMMA, POINT))
    if point > comma:
        spec["decimal"] = "."
    if comma and point and min(comma, point) * 20 > max(comma, point):
        remarks.append(question(("formats", "decimal"), "getallen staan er met een komma én met een punt"))
    said_yes = {word.lower(): word for p in used["bool"] for word in p.told if word.lower() in YES - {"ja", "j"}}
    said_no = {word.lower(): word for p in used["bool"] for word in p.told if word.lower() in NO - {"nee", "n"}}
    if said_yes or said_no:
        spec["says_yes"], spec["says_no"] = [*said_yes.values(), "ja", "j"], [*said_no.values(), "nee", "n"]
    odd = [p for p in used["bool"] if p.told and not {w.lower() for w in p.told} & (YES | NO)]
    if odd:
        said = f"in {named(p.header for p in odd)} staat geen ja of nee; welk teken betekent ja? Vul 'says_yes' en 'says_no' aan"
        remarks.append(question(("formats",), said))
    typed = [*used["date"], *used["decimal"], *used["int"], *used["bool"]]
    empty = sorted({word for p in typed for word in p.words if means_nothing(word)} | coded_empty)
    if empty:
        spec["empty"] = empty
        remarks.append(reason(("formats", "empty"), "staat op de plaats van een datum of getal en betekent dus niets"))
    ends = sorted({word for p in used["date"] for word in p.open_ends})
    if ends:
        spec["open_end"] = ends
    return spec
