"""`docs/regels.md` → the rules as the page Regels shows them, and the one that a finding is about. Pure but for reading it."""

import re
from dataclasses import dataclass
from functools import cache

from dashboards.steward.child import ROOT

FILE = ROOT / "docs" / "regels.md"
ANY = re.compile(r"<[a-z]+>")
# Who reads the page can change nothing in it, and has no `make`.
FOR_MAKERS = re.compile(r" Gemaakt uit [^\n]*`make rules`[^.\n]*\.")


@dataclass(frozen=True)
class Rule:
    """One rule: what was agreed and why (empty for rules of the file itself), and an example as suppliers read it."""

    rule: str
    severity: str
    agreed: str
    why: str
    example: str


@dataclass(frozen=True)
class Chapter:
    """The rules of the file itself, or those of one dataset."""

    title: str
    text: str
    rules: tuple[Rule, ...]


@cache
def chapters() -> tuple[str, tuple[Chapter, ...]]:
    """What stands above the rules, and the chapters; nothing when the document is not there."""
    text = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    introduction, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    told = FOR_MAKERS.sub("", introduction.partition("\n")[2]).strip()
    return told, tuple(_chapter(part) for part in parts)


def _chapter(part: str) -> Chapter:
    title, _, body = part.partition("\n")
    table = [line for line in body.splitlines() if line.startswith("|")]
    text = "\n".join(line for line in body.splitlines() if not line.startswith("|")).strip()
    heads, rows = (_cells(table[0]), table[2:]) if table else ([], [])
    return Chapter(title.strip(), text, tuple(_rule(dict(zip(heads, _cells(row), strict=False))) for row in rows))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _rule(row: dict[str, str]) -> Rule:
    name = row.get("regel", "").strip("`")
    return Rule(
        name, row.get("zwaarte", ""), row.get("afgesproken", ""), row.get("waarom", ""), row.get("voorbeeld", "")
    )


def about(rule: str) -> list[Rule]:
    """The entries that a rule's id is about: its own, or the general one (`<dataset>.<kolom>.is_known`)."""
    every = [entry for chapter in chapters()[1] for entry in chapter.rules]
    return [entry for entry in every if entry.rule == rule] or [entry for entry in every if _fits(entry.rule, rule)]


def _fits(general: str, rule: str) -> bool:
    if not ANY.search(general):
        return False
    return bool(re.fullmatch(r"[^.]+".join(re.escape(part) for part in ANY.split(general)), rule))


def matching(words: str) -> list[tuple[Chapter, list[Rule]]]:
    """The chapters with the rules in which every word stands, in any of their texts; all of them without words."""
    wanted = words.casefold().split()
    found = []
    for chapter in chapters()[1]:
        rules = [rule for rule in chapter.rules if all(word in _text(chapter, rule) for word in wanted)]
        if rules:
            found.append((chapter, rules))
    return found


def _text(chapter: Chapter, rule: Rule) -> str:
    return " ".join((chapter.title, rule.rule, rule.severity, rule.agreed, rule.why, rule.example)).casefold()
