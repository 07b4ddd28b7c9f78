"""The rules that suppliers read are the rules that deliveries are judged by, each with an example that was really judged."""

from dataclasses import replace

import pytest

from pipelines import findings, rule_catalogue
from pipelines.contracts import Rule
from pipelines.findings import Finding
from pipelines.registry import load_registry
from pipelines.settings import ROOT, SOURCES

REGISTRY = load_registry(SOURCES)
PAGE = ROOT / "docs" / "regels.md"


@pytest.mark.usefixtures("great_expectations")
def test_the_page_is_what_the_agreements_say_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == rule_catalogue.catalogue(REGISTRY), "run `make rules`"


def test_every_rule_of_every_contract_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for contract in REGISTRY.contracts.values():
        for rule in contract.rules:
            (line,) = [line for line in page.splitlines() if line.startswith(f"| `{rule.id}` |")]
            assert rule.why in line
            assert "→ “regel 17" in line or "“regel 17" in line


@pytest.mark.usefixtures("great_expectations")
def test_a_rule_that_no_made_up_row_breaks_is_told() -> None:
    contract = next(iter(REGISTRY.contracts.values()))
    column = contract.kept[0].name
    holds = Rule(f"{contract.id}.always", "notice", "accuracy", "Klopt altijd.", "Daarom.", "expect_column_values_to_match_regex",
                 {"column": column, "regex": "."})  # fmt: skip
    with pytest.raises(LookupError, match="no made-up row breaks"):
        rule_catalogue.of_contract(replace(contract, rules=(holds,)), REGISTRY.vocabularies)


def test_a_finding_that_asks_for_a_new_word_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def strange(colour: str) -> Finding:
        return Finding("file.colour", "notice", "accuracy", f"De kleur is {colour}.")

    monkeypatch.setattr(findings, "strange", strange, raising=False)
    sample = next(c for c in REGISTRY.contracts.values() if c.id == "trajectory")
    with pytest.raises(LookupError, match=r"findings.strange asks for \['colour'\]"):
        rule_catalogue.general(sample)


def test_no_example_names_a_real_partner() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert not [party.name for party in REGISTRY.parties.values() if f" {party.name} " in page]
