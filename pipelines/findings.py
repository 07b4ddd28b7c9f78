"""What is wrong with a delivery → one `Finding` in the supplier's words: where, what, why, what now.

Does not decide what happens to the delivery: severity says it, `accept` does it. All sentences for suppliers stand here.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from pipelines import words
from pipelines.contracts import Column, Contract, Rule, Severity

MASK = "(afgeschermd)"
SHOWN = 60
ENCODINGS = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "windows-1252", "latin-1": "latin-1", "utf-16": "UTF-16",
    "utf-16-le": "UTF-16", "utf-16-be": "UTF-16 (big-endian)",
}  # fmt: skip
LIKELY = 75  # how much two words must be alike, of 100, to propose one for the other
NOT_USED = "refused"  # among the kinds of skipped rows: not used for no other reason than that the delivery was refused
REDELIVER = "Pas aan en lever opnieuw, of licht toe."
SET_APART = "De regel is apart gezet."


@dataclass(frozen=True)
class Finding:
    """One observation about one place in a supplier's file; `value` is already masked where it identifies.

    `kind` says what is wrong without where: findings of one kind are one repair. `count` is above 1 where one finding
    stands for more places than are listed.
    """

    rule: str
    severity: Severity
    dimension: str
    sentence: str
    sheet: str = ""
    row: int | None = None
    header: str = ""
    value: str = ""
    proposal: str = ""
    letters: str = ""
    kind: str = ""
    count: int = 1

    @property
    def place(self) -> str:
        """Where it stands, as the supplier sees it."""
        return place(self.sheet, self.row, self.header, self.letters)


@dataclass(frozen=True)
class Rows:
    """Where the source rows of a refused file are: `apart` have something wrong, `skipped` by kind; together they are all."""

    source: int
    apart: int
    skipped: dict[str, int]


class Blocked(Exception):
    """The delivery cannot be accepted; carries the findings that say why, and `beside` them what else was found.

    `rows` says where its rows are, when it was read so far that they were counted.
    """

    def __init__(
        self, *findings: Finding, destroy: bool = False, beside: Iterable[Finding] = (), rows: Rows | None = None
    ) -> None:
        self.findings = findings
        self.destroy = destroy
        self.beside = tuple(beside)
        self.rows = rows
        super().__init__(" ".join(finding.sentence for finding in findings))


def place(sheet: str, row: int | None, header: str = "", letters: str = "") -> str:
    """Where it stands, as the supplier sees it: `Uitstroom!F17, kolom 'Dat. diploma'`, or `regel 17, kolom 'Datum'`."""
    if sheet and row is not None and letters:
        parts = [f"{sheet}!{letters}{row}"]
    else:
        parts = [sheet] if sheet else []
        if row is not None:
            parts.append(f"rij {row}" if sheet else f"regel {row}")
    if header:
        parts.append(f"kolom '{header}'")
    return ", ".join(parts) or "het bestand"


def unknown_partner(folder: str, known: Iterable[str]) -> Finding:
    """A folder in the inbox that belongs to no partner."""
    near = nearest(folder, tuple(known))
    hint = f" Bedoelt u '{near}'?" if near else ""
    return Finding(
        "file.partner_is_known", "blocks", "conformity",
        f"Map '{folder}' in de inbox hoort bij geen partner uit het register.{hint} Het bestand blijft staan waar het "
        "staat; zet het in de map van de partner, of voeg de partner toe aan sources/partners.yaml.",
        value=folder,
    )  # fmt: skip


def unknown_file(name: str, titles: Iterable[str]) -> Finding:
    """A file whose name fits nothing that was agreed with this partner."""
    return Finding(
        "file.name_is_known", "blocks", "conformity",
        f"'{name}' past bij geen afgesproken bestandsnaam. Afgesproken is: {'; '.join(titles) or 'nog niets'}. "
        "Het bestand is bewaard en niet gelezen. Hernoem het en lever opnieuw, of spreek deze levering af.",
        value=name,
    )  # fmt: skip


def not_admitted(partner: str, dataset_titles: str) -> Finding:
    """Basis, purpose, agreement or term are not recorded, so we may not hold this yet."""
    return Finding(
        "file.delivery_is_admitted", "blocks", "conformity",
        f"Voor {partner} ({dataset_titles}) is nog geen grondslag, doel, overeenkomst en bewaartermijn vastgelegd. "
        "Er is niets gelezen. Vul 'admission' in sources/partners.yaml aan; daarna wordt het bestand vanzelf verwerkt.",
    )  # fmt: skip


def impossible_period(name: str, period: str) -> Finding:
    """The file name speaks of a month that does not exist or cannot be meant."""
    return Finding(
        "file.period_exists", "blocks", "conformity",
        f"De bestandsnaam '{name}' noemt een periode die niet bestaat of niet kan kloppen ({period}). "
        "Corrigeer de naam en lever opnieuw.",
        value=period,
    )  # fmt: skip


def empty_file(name: str) -> Finding:
    """Not a single line."""
    return Finding(
        "file.is_not_empty", "blocks", "completeness",
        f"'{name}' is leeg: er staat geen kopregel en geen enkele regel in. Was er niets te melden? "
        "Lever dan een bestand met alleen de kopregel of de woorden 'niets te melden'; anders opnieuw exporteren.",
        value=name,
    )  # fmt: skip


def in_no_folder(name: str) -> Finding:
    """A file in the inbox itself: nobody can say whose it is."""
    return Finding(
        "file.folder_is_read", "blocks", "conformity",
        f"'{name}' ligt los in de inbox; van wie het is, zegt alleen de map. Het bestand blijft staan waar het staat; zet het in de "
        "map van de partner.",
        value=name,
    )  # fmt: skip


def in_a_subfolder(path: str, folder: str) -> Finding:
    """A file deeper in the inbox than a partner's own folder: nobody looks there."""
    return Finding(
        "file.folder_is_read", "blocks", "conformity",
        f"'{path}' staat in een submap van de inbox; submappen worden niet gelezen. Het bestand blijft staan waar het staat; "
        f"zet het rechtstreeks in de map '{folder}'.",
        value=path,
    )  # fmt: skip


def newer_holds(name: str, newer: str) -> Finding:
    """A file that came after one that is newer by its period or version: it changes nothing."""
    return Finding(
        "file.is_the_newest", "notice", "consistency",
        f"'{name}' is ouder dan '{newer}', dat al is ontvangen: naar periode en versie. Het nieuwste telt, dus dit bestand is bewaard en "
        "verandert de cijfers niet. Is dit juist de verbeterde versie? Geef het dan een hogere versie of de goede periode in de naam, "
        "en lever opnieuw; anders hoeft u niets te doen.",
        value=newer,
    )  # fmt: skip


def register_without_records() -> Finding:
    """Nothing to report for a whole register."""
    return Finding(
        "file.register_has_records", "notice", "completeness",
        "Er staat niets in dit overzicht. Een overzicht bevat alles wat ooit is begonnen, dus dit kan niet betekenen dat alles "
        "is vervallen: wat u eerder leverde, blijft gelden. Was dit niet de bedoeling? Exporteer opnieuw en lever opnieuw.",
    )  # fmt: skip


def perhaps_bsn(sheet: str, header: str, count: int) -> Finding:
    """Too few numbers to tell chance from citizen service numbers."""
    return Finding(
        "file.carries_no_bsn", "notice", "conformity",
        f"{place(sheet, None, header)} bevat {count} waarde(n) die een BSN of onderwijsnummer kunnen zijn, maar te weinig om dat "
        "te zeggen. Zijn het zulke nummers? Meld het de datasteward, verwijder de kolom en lever opnieuw.",
        sheet=sheet, header=header,
    )  # fmt: skip


def no_plain_file(name: str) -> Finding:
    """A link, or something else that only looks like a file."""
    return Finding(
        "file.is_readable", "blocks", "conformity",
        f"'{name}' is geen gewoon bestand, maar bijvoorbeeld een koppeling. Het is niet gelezen en blijft in de inbox staan. Zet er "
        "het bestand zelf neer.",
        value=name,
    )  # fmt: skip


def too_large(name: str, size_mb: float, limit_mb: int) -> Finding:
    """Larger than WLB_MAX_FILE_MB."""
    return Finding(
        "file.size_is_allowed", "blocks", "conformity",
        f"'{name}' is {size_mb:.0f} MB groot; het maximum is {limit_mb} MB. Het bestand is niet gelezen en blijft in de "
        "inbox staan. Splits de levering, of laat de beheerder WLB_MAX_FILE_MB verhogen.",
        value=name,
    )  # fmt: skip


def unreadable(name: str, why: str) -> Finding:
    """Cannot be opened, with the reason."""
    return Finding(
        "file.is_readable", "blocks", "conformity",
        f"'{name}' kan niet worden gelezen: {why}. Het bestand is bewaard. Exporteer het opnieuw en lever het aan.",
        value=name,
    )  # fmt: skip


def other_encoding(agreed: str, found: str, proof: str) -> Finding:
    """The bytes prove another encoding than was agreed; they are read as what they are."""
    return Finding(
        "file.encoding_is_as_agreed", "notice", "conformity",
        f"U leverde {ENCODINGS[found]} en wij spraken {ENCODINGS[agreed]} af: {proof}. Het bestand is gelezen als "
        f"{ENCODINGS[found]}. Blijft dat zo? Meld het de datasteward; anders hoeft u niets te doen.",
        value=ENCODINGS[found],
    )  # fmt: skip


def wrong_letters(row: int) -> Finding:
    """Letters that another program decoded wrongly before it wrote this file."""
    return Finding(
        "file.letters_are_whole", "notice", "accuracy",
        f"Vanaf {place('', row)} staan er verminkte letters ('Ã©' of '\ufffd' in plaats van 'é'): een ander programma las het bestand in "
        "een verkeerde codering. Wij veranderen er niets aan. Exporteer het rechtstreeks uit de bron en lever opnieuw.",
        row=row,
    )  # fmt: skip


def formula_errors(sheet: str, count: int, row: int, letters: str, text: str) -> Finding:
    """Cells of a workbook that hold an error instead of a value."""
    return Finding(
        "file.formulas_have_an_outcome", "notice", "accuracy",
        f"{place(sheet, row, letters=letters)}: hier staat {text}; {count} cel(len) op dit tabblad bevatten zo'n foutmelding "
        "van Excel in plaats van een waarde. Herstel de formules en lever opnieuw.",
        sheet=sheet, row=row, value=text,
    )  # fmt: skip


def mended_cells(count: int) -> Finding:
    """Cells that no spreadsheet program could have written like this."""
    return Finding(
        "file.workbook_is_whole", "notice", "accuracy",
        f"De werkmap is beschadigd: op {count} plek(ken) staat iets dat geen enkel rekenprogramma zo wegschrijft. De rest is "
        "gelezen; cellen zonder leesbare inhoud staan als '#ONLEESBAAR' in de meldingen. Sla het bestand opnieuw op in Excel.",
    )  # fmt: skip


def never_computed(sheet: str, count: int, row: int, letters: str) -> Finding:
    """Formulas whose outcome was not stored in the file: a reader sees nothing there."""
    return Finding(
        "file.formulas_have_an_outcome", "notice", "completeness",
        f"{place(sheet, row, letters=letters)}: van {count} formule(s) op dit tabblad staat de uitkomst niet in het bestand; die "
        "cellen lezen wij als leeg. Open het bestand in Excel, sla het op en lever opnieuw.",
        sheet=sheet, row=row,
    )  # fmt: skip


def as_written(pattern: str) -> str:
    """An agreed pattern as a supplier would write it, what may differ as `…`: `^Aantal regels: (?P<rows>\\d+)` → `Aantal regels: …`."""
    varies = r"\(\?P<\w+>[^()]*\)|(?:\\[dwsDWS]|\[[^\]]*\]|\.(?=[*+]))(?:[*+]\??|\{[\d,]+\}|\?)?"
    text = re.sub(varies, "…", pattern.strip("^$"))
    text = re.sub(r"\(\?:|(?<!\\)[()?]|\\(?=\W)", "", text)
    return re.sub(r"(?:… ?)+…", "…", text)


def no_footer(pattern: str) -> Finding:
    """The last line that was agreed is not there."""
    return Finding(
        "file.footer_is_present", "notice", "completeness",
        f"De afgesproken laatste regel ('{as_written(pattern)}') ontbreekt; het bestand kan zijn afgebroken. De regels die er staan "
        "zijn gelezen. Controleer of de export volledig is en lever anders opnieuw.",
    )  # fmt: skip


def mended_header(row: int, names: Iterable[tuple[str, str]]) -> Finding:
    """Column names that are damaged and can only mean one agreed column."""
    told = ", ".join(f"'{found[:SHOWN]}' als '{meant}'" for found, meant in names)
    return Finding(
        "table.header_is_whole", "notice", "conformity",
        f"{place('', row)}: de kopregel is beschadigd; wij lezen {told}. Herstel de kopregel in uw export.",
        row=row,
    )  # fmt: skip


def other_width(row: int, headers: int, fields: int) -> Finding:
    """Header and lines do not have the same number of columns, and it cannot be seen which column is which."""
    return Finding(
        "table.header_is_whole", "blocks", "conformity",
        f"{place('', row)}: de kopregel heeft {headers} kolommen en de regels eronder {fields}. Wij kunnen niet zien welke "
        "kolom bij welke kop hoort. Herstel de kopregel (of het scheidingsteken) en lever opnieuw.",
        row=row,
    )  # fmt: skip


def header_not_found(sheet: str, wanted: str, top: Iterable[str], agreed: Iterable[str]) -> Finding:
    """The row with column names is not where it may be.

    Of what stands at the top only agreed header texts are repeated: without a header those rows may be people.
    """
    seen = set(top)
    found = ", ".join(f"'{name}'" for name in agreed if name in seen)
    return Finding(
        "table.header_is_found", "blocks", "conformity",
        f"{place(sheet, None)}: geen kopregel met '{wanted}' gevonden. Van de afgesproken koppen staan er bovenaan: "
        f"{found or 'geen'}. Zet de afgesproken kopregel terug en lever opnieuw.",
        sheet=sheet, header=wanted,
    )  # fmt: skip


def table_not_found(sheet: str, table: str, start: str) -> Finding:
    """A further table of a sheet does not begin anywhere."""
    wanted = start.strip("^$")
    return Finding(
        "table.start_is_found", "blocks", "completeness",
        f"{place(sheet, None)}: de tabel '{table}' is niet gevonden; die begint bij een rij met '{wanted}'. "
        "Zet die rij terug en lever opnieuw.",
        sheet=sheet, header=wanted,
    )  # fmt: skip


def title_not_found(sheet: str, pattern: str) -> Finding:
    """The title lacks what the amounts or dates below it cannot be understood without."""
    return Finding(
        "table.title_is_found", "blocks", "completeness",
        f"{place(sheet, None)}: boven de kopregel staat niet wat is afgesproken (gezocht is naar '{as_written(pattern)}'). "
        "Zonder die titel is niet te zeggen wat de cijfers eronder betekenen, bijvoorbeeld euro's of duizenden euro's. "
        "Zet de titel terug en lever opnieuw.",
        sheet=sheet,
    )  # fmt: skip


def not_in_key_list(sheet: str, row: int, header: str, letters: str = "") -> Finding:
    """Somebody whose name has no number in the partner's own key list."""
    return Finding(
        "row.is_in_key_list", "notice", "completeness",
        f"{place(sheet, row, header, letters)}: bij {MASK} staat in de sleutellijst geen (of meer dan één) trajectnummer. De regel "
        "telt mee, maar is niet aan school of werkgever te koppelen. Vul de sleutellijst aan en lever opnieuw.",
        sheet, row, header, MASK, letters=letters, kind="naam zonder trajectnummer in de sleutellijst",
    )  # fmt: skip


def sheet_not_found(pattern: str, seen: list[str]) -> Finding:
    """A sheet of the workbook is missing."""
    wanted = as_written(pattern)
    return Finding(
        "table.sheet_is_found", "blocks", "completeness",
        f"Tabblad '{wanted}' ontbreekt; er staan: {', '.join(seen)}. Zet het tabblad terug en lever opnieuw.",
        sheet=wanted,
    )  # fmt: skip


def missing_column(
    sheet: str, column: Column, spellings: Iterable[str], seen: Iterable[str], severity: Severity
) -> Finding:
    """A column of the agreement is missing; required ones block."""
    wanted, present = " of ".join(f"'{name}'" for name in spellings), list(seen)
    consequence = (
        "Zonder deze kolom kan de levering niet worden verwerkt. Zet de kolom terug en lever opnieuw."
        if severity == "blocks"
        else f"'{column.label_nl}' blijft daarom leeg. Zet de kolom terug als u het gegeven wel heeft."
    )
    return Finding(
        "table.column_is_present", severity, "completeness",
        f"{place(sheet, None)}: kolom {wanted} ontbreekt. Aanwezig: {', '.join(present)}. {consequence}",
        sheet=sheet, header=next(iter(spellings), ""),
    )  # fmt: skip


def unmapped_column(sheet: str, header: str) -> Finding:
    """A column that no agreement mentions."""
    return Finding(
        "table.column_is_known", "notice", "conformity",
        f"{place(sheet, None, header)} kennen wij niet; de inhoud is niet gelezen en niet bewaard. "
        "Hoort de kolom erbij? Meld het de datasteward; anders hoeft u niets te doen.",
        sheet=sheet, header=header, kind="kolom die wij niet kennen",
    )  # fmt: skip


def wrong_control_total(stated: int, counted: int, row: int) -> Finding:
    """The file contradicts its own number of lines."""
    return Finding(
        "file.control_total_holds", "blocks", "completeness",
        f"{place('', row)}: het bestand zegt zelf {stated} regels te hebben, maar er staan er {counted}. Er zijn dus "
        f"regels {'weggevallen' if stated > counted else 'bijgekomen'} na het exporteren. Exporteer opnieuw en lever opnieuw.",
        row=row, value=str(stated),
    )  # fmt: skip


def wrong_record_total(type_name: str, stated: str, counted: int, row: int) -> Finding:
    """The line of totals contradicts the number of lines of a type; `stated` may be anything that stands there."""
    said = (
        f"er {stated} {type_name}-regels zijn"
        if stated.isdigit()
        else f"'{_shown(stated)}' bij {type_name}: geen aantal"
    )
    return Finding(
        "file.control_total_holds", "blocks", "completeness",
        f"{place('', row)}: de sluitregel zegt dat {said}, maar er staan er {counted}. Er zijn dus regels weggevallen of "
        "bijgekomen na het exporteren. Exporteer opnieuw en lever opnieuw.",
        row=row, value=_shown(stated),
    )  # fmt: skip


def totals_missing(type_name: str) -> Finding:
    """The agreed line of totals is not there."""
    return Finding(
        "file.control_total_is_present", "blocks", "completeness",
        f"De afgesproken regel met aantallen ({type_name}) ontbreekt: het bestand is waarschijnlijk afgebroken. "
        "Exporteer opnieuw en lever opnieuw.",
        value=type_name,
    )  # fmt: skip


def unknown_record_type(row: int, seen: str, known: Iterable[str]) -> Finding:
    """A line whose first field is no agreed type; what stands there is repeated only when it looks like one."""
    said = f"'{seen}'" if re.fullmatch(r"[A-Z0-9]{1,5}", seen) and not seen.isdigit() else "iets anders"
    return Finding(
        "row.type_is_known", "quarantines", "conformity",
        f"{place('', row)}: de regel begint met {said}; afgesproken zijn {', '.join(known)}. {SET_APART} {REDELIVER}",
        row=row,
    )  # fmt: skip


def orphan_line(row: int, type_name: str, parent: str) -> Finding:
    """A line that belongs to a line above it, which is not there."""
    return Finding(
        "row.parent_is_found", "quarantines", "consistency",
        f"{place('', row)}: bij deze {type_name}-regel staat geen {parent}-regel waar hij bij hoort; die ontbreekt, is "
        f"beschadigd of noemt iemand anders. {SET_APART} {REDELIVER}",
        row=row,
    )  # fmt: skip


def damaged_line(row: int, expected: int, why: str) -> Finding:
    """A line that does not hold the agreed number of fields."""
    return Finding(
        "row.is_whole", "quarantines", "conformity",
        f"{place('', row)}: de regel is beschadigd ({why}; er horen {expected} velden te staan). {SET_APART} "
        + REDELIVER,
        row=row, kind="beschadigde regel",
    )  # fmt: skip


def bsn_found(sheet: str, header: str, count: int) -> Finding:
    """A column of citizen service or education numbers."""
    what = (
        "1 waarde die een BSN of onderwijsnummer kan zijn"
        if count == 1
        else f"{count} waarden die een BSN of onderwijsnummer kunnen zijn"
    )
    return Finding(
        "file.carries_no_bsn", "blocks", "conformity",
        f"{place(sheet, None, header)} bevat {what}. Die mogen wij niet ontvangen: het bestand "
        "is vernietigd, alleen deze melding is bewaard. Verwijder de kolom en lever opnieuw.",
        sheet=sheet, header=header,
    )  # fmt: skip


def wrong_format(
    contract: Contract, column: Column, sheet: str, row: int, header: str, text: str, letters: str = "", kind: str = ""
) -> Finding:
    """A cell that is no date, number, yes or no; `kind` is what it should be when the column's type does not say it."""
    what = {
        "date": "is geen bestaande datum", "int": "is geen heel getal", "decimal": "is geen getal of duur",
        "money": "is geen bedrag",
        "bool": "is geen ja of nee", "iso_week": "is geen bestaande week",
        "school_year": "is geen schooljaar (zoals 15/16 of 2015-2016)",
    }  # fmt: skip
    wrong = what.get(kind or column.type, "is niet te lezen")
    proposal = _date_proposal(text) if column.type == "date" and not column.masked else ""
    hint = f" Bedoelt u {proposal}?" if proposal else ""
    value = MASK if column.masked else _shown(text)
    return Finding(
        f"{contract.id}.{column.name}.is_readable", column.unknown, "conformity",
        f"{place(sheet, row, header, letters)}: '{value}' {wrong}.{hint} {REDELIVER}",
        sheet, row, header, value, proposal, letters, wrong.removeprefix("is "),
    )  # fmt: skip


def lost_digits(contract: Contract, column: Column, sheet: str, row: int, header: str, letters: str = "") -> Finding:
    """A long number that a spreadsheet saved in its short notation; what stands there is not repeated."""
    return Finding(
        f"{contract.id}.{column.name}.is_whole", "quarantines", "accuracy",
        f"{place(sheet, row, header, letters)}: hier staat een lang nummer in de korte notatie van een rekenblad (zoals 1,23457E+08). "
        f"De laatste cijfers zijn weg, en wij raden er niet naar. {SET_APART} Zet de kolom op 'Tekst', haal de nummers "
        "opnieuw uit uw administratie en lever opnieuw.",
        sheet, row, header, MASK, "", letters, "lang nummer waarvan de laatste cijfers weg zijn",
    )  # fmt: skip


def unknown_value(
    contract: Contract,
    column: Column,
    sheet: str,
    row: int,
    header: str,
    text: str,
    known: Iterable[str],
    letters: str = "",
) -> Finding:
    """A word that the vocabulary does not know, with the nearest one."""
    shown = _shown(text)
    near = nearest(text, tuple(known))
    hint = f" Bedoelt u '{near}'?" if near else ""
    left = "Het veld blijft leeg." if column.unknown == "notice" else SET_APART
    return Finding(
        f"{contract.id}.{column.name}.is_known", column.unknown, "conformity",
        f"{place(sheet, row, header, letters)}: '{shown}' is geen bekende waarde voor {column.label_nl.lower()}.{hint} {left} {REDELIVER}",
        sheet, row, header, shown, near, letters, f"onbekende waarde voor {column.label_nl.lower()}",
    )  # fmt: skip


@lru_cache(maxsize=4096)
def nearest(text: str, known: tuple[str, ...]) -> str:
    """The known word that is most like this one, in its own spelling; nothing when none is likely.

    Remembered, because a supplier makes the same mistake in many rows.
    """
    found = process.extractOne(text, known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=LIKELY)
    return found[0] if found else ""


def broken_rule(rule: Rule, sheet: str, row: int, header: str, value: str, letters: str = "") -> Finding:
    """`value` is what stands there, already in the reader's form; empty for a cell that is empty or masked."""
    empty = rule.expectation == "expect_column_values_to_not_be_null"
    what = "hier staat niets" if empty else f"hier staat {value}" if value else "dit klopt niet"
    left = {"quarantines": SET_APART, "notice": "De regel telt wel mee."}.get(rule.severity, "")
    return Finding(
        rule.id, rule.severity, rule.dimension,
        f"{place(sheet, row, header, letters)}: {what}. Afgesproken is: {rule.sentence} {rule.why} {left} {REDELIVER}",
        sheet, row, header, value, "", letters, _kind(rule, value, empty=empty),
    )  # fmt: skip


def _kind(rule: Rule, value: str, *, empty: bool) -> str:
    """A broken rule as what is wrong, where its own sentence says what was agreed."""
    if empty:
        return "lege cel"
    if rule.id.endswith(".key_stands_once"):
        return value.removeprefix("een ")
    return f"klopt niet met de afspraak ‘{rule.sentence.rstrip('.')}’"


def too_many_quarantined(contract: Contract, quarantined: int, rows: int) -> Finding:
    """More rows set apart than the contract allows."""
    share = f"{quarantined / rows:.0%}"
    if share == f"{contract.quarantine_limit:.0%}":  # "5%; meer dan 5% is te veel" would look like a mistake of ours
        share = f"{quarantined / rows:.1%}".replace(".", ",")
    return Finding(
        f"{contract.id}.quarantine_limit_holds", "blocks", "accuracy",
        f"{quarantined} van de {rows} regels ({share}) kunnen niet worden gebruikt; meer dan "
        f"{contract.quarantine_limit:.0%} is te veel. De vorige levering blijft gelden. Herstel de regels en lever opnieuw.",
        value=str(quarantined),
    )  # fmt: skip


def unmatched_row(contract: Contract, sheet: str, row: int, letters: str = "") -> Finding:
    """Additional data about something that the main table does not have."""
    return Finding(
        f"{contract.id}.joined_row_has_a_match", "notice", "consistency",
        f"{place(sheet, row, '', letters)}: dit nummer komt niet voor in de hoofdtabel van {contract.label_nl.lower()}; de aanvullende "
        f"gegevens zijn niet gebruikt. {REDELIVER}",
        sheet, row, letters=letters, kind="nummer dat niet in de hoofdtabel voorkomt",
    )  # fmt: skip


def many_vanished(contract: Contract, vanished: int, before: int, earlier: str, new: int = 0) -> Finding:
    """A delivery in which much is gone that the one before it had; when as much is new, people were given other numbers."""
    renumbered = min(vanished, new) > 0.9 * before
    instead = f", en {new} zijn er nieuw: zijn de nummers of de namen veranderd?" if renumbered else "."
    return Finding(
        f"{contract.id}.little_vanished", "notice", "completeness",
        f"{contract.label_nl}: van de {before} gegevens in de vorige levering ('{earlier}') staan er {vanished} "
        f"({vanished / before:.0%}) niet meer in dit bestand{instead} Een bestand dat het vorige vervangt hoort alles te bevatten: wat "
        "ontbreekt telt niet meer mee. Klopt dat, licht het dan toe; anders opnieuw exporteren (zonder filter) en opnieuw leveren.",
        value=str(vanished),
    )  # fmt: skip


def of_a_later_period(contract: Contract, last: date, after: int, rows: int, month: str) -> Finding:
    """A periodic file of which most records are later than the period in its name: it is another period's."""
    return Finding(
        f"{contract.id}.is_of_its_own_period", "blocks", "consistency",
        f"{contract.label_nl}: volgens de naam loopt dit bestand tot en met {last:%d-%m-%Y}, maar {after} van de {rows} regels "
        f"{'is' if after == 1 else 'zijn'} van daarna, meestal van {words.month(month)}. Onder deze naam zou het de plaats innemen van "
        "een andere periode; wat daarvoor eerder kwam, blijft gelden. Geef het bestand de naam van zijn eigen periode en lever opnieuw.",
        value=month,
    )  # fmt: skip


def of_an_earlier_period(contract: Contract, first: date, before: int, rows: int, month: str) -> Finding:
    """A periodic file of which most records are earlier than the period in its name; they may have been written down late."""
    return Finding(
        f"{contract.id}.is_of_its_own_period", "notice", "consistency",
        f"{contract.label_nl}: volgens de naam begint dit bestand op {first:%d-%m-%Y}, maar {before} van de {rows} regels "
        f"{'is' if before == 1 else 'zijn'} van daarvoor, meestal van {words.month(month)}. De regels tellen mee. Is het bestand van een "
        "andere periode? Geef het dan die naam, en lever ook het bestand dat wel bij deze naam hoort. Zijn de regels later "
        "ingevoerd? Dan hoeft u niets te doen.",
        value=month,
    )  # fmt: skip


def told_in_two_periods(contract: Contract, shared: int, rows: int, other: str) -> Finding:
    """Records that another file about the same days also tells of: periods add up, so they count twice."""
    return Finding(
        f"{contract.id}.stands_in_one_period", "notice", "uniqueness",
        f"{contract.label_nl}: van de {rows} gegevens in dit bestand staan er {shared} ook in '{other}', dat over dezelfde dagen gaat. "
        "Perioden worden bij elkaar opgeteld, dus zij tellen nu dubbel. Komt het ene bestand in de plaats van het andere? Lever het "
        "andere dan opnieuw met alleen de kopregel. Zijn het verschillende gegevens? Licht het toe.",
        value=str(shared),
    )  # fmt: skip


UNLINKED = {
    "ambiguous": (
        "meer dan één deelnemer heeft deze naam en geboortedatum, en geslacht en datums wijzen niemand aan",
        "Vul het trajectnummer in en lever opnieuw.",
    ),
    "unmatched": (
        "onder dit trajectnummer of deze naam en geboortedatum is geen deelnemer bekend: een tikfout, een naam die is "
        "veranderd, of iemand die geen traject had",
        "Vul het trajectnummer in en lever opnieuw; had deze persoon geen traject, dan hoeft u niets te doen.",
    ),
    "no_key": (
        "niet koppelbaar: het trajectnummer ontbreekt, en ook naam of geboortedatum",
        "Vul het trajectnummer in, of naam en geboortedatum, en lever opnieuw.",
    ),
}


def unlinked(how: str, sheet: str, row: int) -> Finding:
    """A record that belongs to nobody we know; `how` is a key of `UNLINKED`."""
    what, what_now = UNLINKED[how]
    return Finding(
        f"link.{how}", "signal", "consistency",
        f"{place(sheet, row)}: {what}. De regel is aanvaard en telt bij niemand mee. {what_now}",
        sheet, row,
    )  # fmt: skip


CORRECTED = {
    "drop": "deze regel is niet gebruikt",
    "override": "hier is een andere waarde gebruikt dan er staat",
    "scale": "de waarde is vermenigvuldigd met een vaste factor",
    "flag": "bij deze regel staat een kanttekening; zij telt gewoon mee",
}
NOT_YOUR_FILE = (
    "Dit ligt niet aan uw bestand: het is nog niet verwerkt, en de vorige levering blijft gelden. De datasteward past de correctie aan "
    "of laat haar eindigen; daarna wordt het bestand vanzelf opnieuw verwerkt."
)


def corrected(
    correction: str,
    action: str,
    reason: str,
    reported_by: str,
    sheet: str,
    row: int,
    header: str = "",
    letters: str = "",
) -> Finding:
    """A known mistake that we repaired on request; `action` is a key of `CORRECTED`."""
    return Finding(
        f"correction.{correction}", "notice", "accuracy",
        f"{place(sheet, row, header, letters)}: {CORRECTED[action]}. Reden: {reason.rstrip('.')} (gemeld door {reported_by}). "
        "Herstel het in uw eigen administratie, en meld het ons: dan vervalt de correctie.",
        sheet, row, header,
    )  # fmt: skip


def correction_missed(correction: str, sheet: str) -> Finding:
    """A correction that should have found something in this file and did not."""
    return Finding(
        f"correction.{correction}", "blocks", "consistency",
        f"{place(sheet, None)}: correctie '{correction}' past op geen enkele regel. {NOT_YOUR_FILE}",
        sheet=sheet,
    )  # fmt: skip


def correction_outdated(correction: str, sheet: str, row: int, header: str, letters: str = "") -> Finding:
    """A correction that expects another value than the source holds: the source was repaired, or changed otherwise."""
    return Finding(
        f"correction.{correction}", "blocks", "consistency",
        f"{place(sheet, row, header, letters)}: correctie '{correction}' verwacht iets anders dan er staat; de bron is hersteld of "
        f"anders gewijzigd. {NOT_YOUR_FILE}",
        sheet, row, header,
    )  # fmt: skip


SIGNALS = {
    "diploma_at_site_not_at_school": "de locatie noteert een diploma; de school leverde van deze persoon wel een inschrijving en "
    "geen diploma",
    "diploma_at_school_not_at_site": "de school leverde een diploma op het streefniveau; de locatie noteert dat er geen is. Het "
    "diploma van de school telt",
    "diploma_dates_differ": "locatie en school noemen een andere dag voor het diploma. De dag van de school telt",
    "work_dates_differ": "locatie en werkgever noemen een andere eerste werkdag. De dag van de werkgever telt",
    "work_at_employer_not_at_site": "de werkgever leverde een dienstverband vanaf 12 uur rond het einde van het traject; de locatie "
    "noteert geen werk. Het dienstverband telt",
    "no_work_said_and_contract_delivered": "bij de navraag was het antwoord “geen werk”; de werkgever leverde een dienstverband over "
    "diezelfde dag",
    "early_leaver_still_running": "de school meldt een voortijdig vertrek; bij de locatie loopt het traject een maand later nog",
    "number_and_person_differ": "het trajectnummer is van iemand met een andere naam of geboortedatum. Het nummer telt",
    "two_trajectories_at_once": "twee trajecten met dezelfde naam en geboortedatum lopen langer dan een maand tegelijk: een tweeling, of "
    "één persoon die dubbel staat. Op naam wordt bij geen van beide gekoppeld",
}


def signal(name: str, sheet: str, row: int, against: str) -> Finding:
    """A difference that shows only when partners are laid side by side; both are told, each about its own row."""
    return Finding(
        f"signal.{name}", "signal", "consistency",
        f"{place(sheet, row)}: {SIGNALS[name]}. Kijk het samen na ({against}); wie het mis heeft past aan en levert opnieuw.",
        sheet, row,
    )  # fmt: skip


def more_of_the_same(last: Finding, more: int) -> Finding:
    """One finding for all places beyond those that are listed one by one."""
    where = f"kolom '{last.header}'" if last.header else "het bestand"
    sentence = f"{where}: nog {more} regels met hetzelfde als in {last.place}. {REDELIVER}"
    return replace(last, sentence=sentence, row=None, letters="", value="", proposal="", count=more)


def check_broken(rule: Rule, why: str) -> Finding:
    """A rule that could not be judged: our fault, not the supplier's."""
    return Finding(
        rule.id, "blocks", rule.dimension,
        f"De controle '{rule.sentence}' kon niet worden uitgevoerd ({why}). Dit ligt niet aan uw bestand; "
        "de datasteward moet de regel herstellen, daarna wordt het bestand vanzelf opnieuw verwerkt.",
    )  # fmt: skip


def _shown(text: str) -> str:
    """A value as it may be repeated: short, and nothing that could be a citizen's number."""
    return MASK if re.search(r"\d{8,9}", re.sub(r"[ .]", "", text)) and not _is_date_like(text) else text[:SHOWN]


def _is_date_like(text: str) -> bool:
    return bool(re.fullmatch(r"(19|20)\d{6}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{4}[-./]\d{2}[-./]\d{2}", text.strip()))


def _date_proposal(text: str) -> str:
    """The last day of the month when only the day is impossible: '31-06-2016' → '30-06-2016', '31/6/16' → '30/6/16'."""
    shapes = (
        r"(?P<d>\d{1,2})([-/])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d{2})",
        r"(?P<y>\d{4})([-./]?)(?P<m>\d{2})\2(?P<d>\d{2})",
    )
    match = next((found for shape in shapes if (found := re.fullmatch(shape, text.strip()))), None)
    if match is None:
        return ""
    day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    full = year if year > 99 else 2000 + year
    if not (28 < day <= 31 and 1 <= month <= 12 and 1900 < full < 2100 and day > monthrange(full, month)[1]):
        return ""
    last, between = monthrange(full, month)[1], match[2]
    if match.start("y") == 0:
        return f"{year}{between}{month:02}{between}{last}"
    return f"{last}-{month:02}-{year}" if year > 99 else f"{last}{between}{month}{between}{match['y']}"
