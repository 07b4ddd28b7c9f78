"""The names of sample files → the pattern that names the period, and which files are one kind of delivery.

Does not open files.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipelines.onboarding.patterns import plain_pattern
from pipelines.onboarding.remarks import Remark, question, reason

MONTHS = "jan feb mrt apr mei jun jul aug sep okt nov dec"
MONTH = (
    "(?P<month>jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
# The first that fits says where the period stands; what it becomes in the pattern stands beside it.
PERIODS: tuple[tuple[str, str, str], ...] = (
    (r"(?<!\d)(?P<from_year>\d{4})(?P<from_month>\d{2})-(?P<year>\d{4})(?P<month>\d{2})(?!\d)",
     r"(?P<from_year>\d{4})(?P<from_month>\d{2})-(?P<year>\d{4})(?P<month>\d{2})", "range"),
    (r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)",
     r"(?P<year>\d{4})(?P<month>\d{2})\d{2}", "day"),
    (r"(?<!\d)(?P<year>(?:19|20)\d{2})([-_.])(?P<month>0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])(?!\d)",
     r"(?P<year>\d{4}){s}(?P<month>\d{2}){s}\d{2}", "day"),
    (r"(?<!\d)\d{1,2}([-_.])(?P<month>0?[1-9]|1[0-2])\1(?P<year>(?:19|20)\d{2})(?!\d)",
     r"\d{1,2}{s}(?P<month>\d{1,2}){s}(?P<year>\d{4})", "day"),
    (r"(?<!\d)(?P<year>(?:19|20)\d{2})([-_. ]?)w(?:ee)?k ?(?P<week>\d{1,2})(?!\d)",
     r"(?P<year>\d{4}){s}w(?:ee)?k ?(?P<week>\d{1,2})", "week"),
    (r"w(?:ee)?k[ _-]?(?P<week>\d{1,2})([-_. ]+)(?P<year>(?:19|20)\d{2})(?!\d)",
     r"w(?:ee)?k[ _-]?(?P<week>\d{1,2}){s}(?P<year>\d{4})", "week"),
    (r"w(?:ee)?k[ _-]?(?P<week>\d{1,2})(?!\d)", r"w(?:ee)?k[ _-]?(?P<week>\d{1,2})", "week"),
    (r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?!\d)", r"(?P<year>\d{4})(?P<month>\d{2})", "month"),
    (r"(?<!\d)(?P<year>(?:19|20)\d{2})([-_.])(?P<month>0[1-9]|1[0-2])(?!\d)",
     r"(?P<year>\d{4}){s}(?P<month>\d{2})", "month"),
    (r"(?<!\d)(?P<month>0[1-9]|1[0-2])([-_.])(?P<year>(?:19|20)\d{2})(?!\d)",
     r"(?P<month>\d{2}){s}(?P<year>\d{4})", "month"),
    (rf"(?<![a-z]){MONTH}([ _.-]?)(?P<year>(?:19|20)\d{{2}})(?!\d)",
     r"(?P<month>[a-z]{3})[a-z]*\.?{s}(?P<year>\d{4})", "month"),
    (rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})([ _.-]?){MONTH}(?![a-z])",
     r"(?P<year>\d{4}){s}(?P<month>[a-z]{3})[a-z]*", "month"),
    (r"(?<![a-z])(?:q|kw|kwartaal) ?(?P<quarter>[1-4])([ _.-]+)(?P<year>(?:19|20)\d{2})(?!\d)",
     r"(?:Q|KW|kwartaal) ?(?P<quarter>[1-4]){s}(?P<year>\d{4})", "quarter"),
    (r"(?<!\d)(?P<quarter>[1-4])e kwartaal([ _.-]+)(?P<year>(?:19|20)\d{2})(?!\d)",
     r"(?P<quarter>[1-4])e kwartaal{s}(?P<year>\d{4})", "quarter"),
    (r"(?<!\d)(?P<year>(?:19|20)\d{2})([ _.-]*)(?:q|kw|kwartaal) ?(?P<quarter>[1-4])(?!\d)",
     r"(?P<year>\d{4}){s}(?:Q|KW|kwartaal) ?(?P<quarter>[1-4])", "quarter"),
    (r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)", r"(?P<year>\d{4})", "year"),
    (rf"(?<![a-z]){MONTH}(?![a-z])", r"(?P<month>[a-z]{3})[a-z]*", "month_alone"),
)  # fmt: skip
VERSION = r"( v(?P<version>\d+))?"


@dataclass(frozen=True)
class Named:
    """One file name taken apart: what stands before the period, the period as a pattern, and what comes after."""

    name: str
    before: str
    period: str
    kind: str
    after: str
    extension: str
    words: dict[str, str]

    @property
    def text(self) -> str:
        """The period as it stands in the name."""
        bare = self.name.removesuffix(f".{self.extension}")
        return bare[len(self.before) : len(bare) - len(self.after)]

    @property
    def stem(self) -> str:
        """What files of one delivery share: the words before the period, and the extension."""
        return f"{self.before.lower().strip(' _-.')}|{self.extension.lower()}"


def take_apart(name: str) -> Named:
    """Find the period in a file name; without one everything is `before`."""
    bare, dot, extension = name.rpartition(".")
    bare, extension = (bare, extension) if dot else (name, "")
    for shape, pattern, kind in PERIODS:
        if match := re.search(shape, bare, re.IGNORECASE):
            separator = next(
                (text for text in match.groups() if text is not None and text not in match.groupdict().values()), ""
            )
            words = {key: value for key, value in match.groupdict().items() if value}
            period = pattern.replace("{s}", plain_pattern(separator))
            return Named(name, bare[: match.start()], period, kind, bare[match.end() :], extension, words)
    return Named(name, re.sub(r" v\d+$", "", bare), "", "", "", extension, {})


def propose_pattern(names: Iterable[str]) -> tuple[str, list[Remark]]:
    """One pattern for files of one delivery, and what has to be confirmed about it."""
    parts = [take_apart(name) for name in names]
    first = parts[0]
    kinds = {part.kind for part in parts}
    remarks: list[Remark] = []
    if kinds <= {"range", "month", "year"} and len(kinds) > 1:
        period = r"(?P<year>\d{4})(?P<month>\d{2})" + ("?" if "year" in kinds else "")
        period = (r"(?:(?P<from_year>\d{4})(?P<from_month>\d{2})-)?" if "range" in kinds else "") + period
        remarks.append(reason(("file",), "de voorbeelden noemen de periode op meer dan één manier"))
    else:
        period = first.period
        if len({part.period for part in parts}) > 1:
            remarks.append(
                question(("file",), "de voorbeelden noemen de periode elk anders; dit patroon past op het eerste")
            )
    if not period:
        said = (
            "de naam noemt geen periode: de maand van binnenkomst telt. Kan de partner jaar en maand in de naam zetten?"
        )
        remarks.append(question(("file",), said))
    if period and "year" not in first.words:
        said = "de naam noemt geen jaar: de laatste keer dat het die week of maand was, telt. Kan de partner het jaar erbij zetten?"
        remarks.append(question(("file",), said))
    afters = {re.sub(r"^ v\d+$", "", part.after) for part in parts}
    after = VERSION if afters == {""} else ".*"
    if after == ".*":
        said = "achter de periode staat nog vrije tekst in de naam; die mag per keer anders zijn"
        remarks.append(reason(("file",), said))
    ending = rf"\.{plain_pattern(first.extension)}" if first.extension else ""
    pattern = f"^{plain_pattern(first.before)}{period}{after}{ending}$"
    if re.search(r"\[a-z\]|\(\?:Q", pattern) and re.search(pattern, first.name) is None:
        pattern = f"(?i){pattern}"
    missed = [part.name for part in parts if not re.search(pattern, part.name)]
    if missed:
        remarks.append(
            question(("file",), f"dit patroon past niet op {len(missed)} van de {len(parts)} voorbeelden; pas het aan")
        )
    return pattern, remarks


def with_day(pattern: str, name: str) -> str:
    """The same pattern, with the whole date of the name as the group `day`."""
    period = take_apart(name).period
    return pattern.replace(period, f"(?P<day>{period})", 1) if period else pattern


def months_covered(name: str) -> tuple[date, date] | None:
    """First and last day of what the name says the file is about; None when it says nothing."""
    words = take_apart(name).words
    if "year" not in words or "week" in words:
        return None
    year = int(words["year"])
    if "quarter" in words:
        month = 3 * int(words["quarter"])
        last = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month - 2, 1), date.fromordinal(last.toordinal() - 1)
    if "month" not in words:
        return date(year, 1, 1), date(year, 12, 31)
    month = _month(words["month"])
    last = date(year + month // 12, month % 12 + 1, 1)
    first = date(year, month, 1)
    if "from_year" in words:
        first = date(int(words["from_year"]), int(words["from_month"]), 1)
    return first, date.fromordinal(last.toordinal() - 1)


def _month(word: str) -> int:
    short = word[:3].lower().replace("maa", "mrt")
    return int(word) if word.isdigit() else MONTHS.split().index(short) + 1


def identifier(text: str) -> str:
    """A name for a delivery's file: small letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") or "levering"


def delivery_name(name: str, partner: str) -> str:
    """What the delivery of a file is called: the words before the period, without the partner's own name."""
    before = take_apart(name).before
    short = re.sub(rf"(?<![a-z]){re.escape(partner).replace('_', '[ _-]')}(?![a-z])", "", before, flags=re.IGNORECASE)
    return identifier(short) if re.search("[a-z]", short, re.IGNORECASE) else identifier(before)
