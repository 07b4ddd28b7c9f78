"""What `wlb onboard` proposes for a file of every partner, when it knows nothing of that partner, against the agreed YAML.

The floor per delivery is what it reaches today; a lower one is a loss that somebody has to explain.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines import ingest
from pipelines.demo.exports import Export
from pipelines.onboarding.command import write
from pipelines.onboarding.propose import Proposal, propose
from pipelines.onboarding.render import as_yaml
from pipelines.registry import load_registry
from pipelines.settings import SOURCES, Settings
from pipelines.table_language import Delivery, Table
from pipelines.yaml_lines import load, parse
from tests import demo_files

SECONDS = 60
NEWCOMER = "nieuwkomer"
DUO = Path(__file__).parents[1] / "samples" / "duo" / "mbo_inscriptions_2019.csv"
# Share of the agreed columns that must be proposed from the same place, a little below what is reached. Below 1 a person has
# to say something that no file shows: a fixed role, who was asked, what a word in a date's place means, that the numbers of
# decisions are no keys though each stands there once, which place the first letters of a number stand for.
FLOORS = {
    "amersfoort/presentie": 0.95, "amersfoort/werkmap": 0.95, "birkhoven_zorggoed/contracts": 0.95, "da_vinci/overzicht": 0.95,
    "den_haag/praktijk": 0.95, "den_haag/rapportage": 0.95, "dordrecht/hulpvragen": 1.0, "dordrecht/kosten": 0.95,
    "dordrecht/praktijk": 0.95, "dordrecht/stagiairs": 0.95, "dordrecht/trajecten": 0.9, "dordrecht/urenreg": 0.8,
    "duo/mbo_inscriptions": 1.0, "eykenburg/contracten": 0.85, "gemeente_amersfoort/bijdragen": 0.95,
    "gemeente_dordrecht/bijdragen": 0.75, "gezondheidszorg_college/wlb": 0.95, "hoornbeeck/registratie": 0.75,
    "humanitas_dmh/dienstverbanden": 0.95, "hvp_zorg/personeel": 1.0, "mbo_amersfoort/stagiairs": 0.95,
    "prisma_college/stages": 0.95, "roc_mondriaan/inschrijvingen": 1.0, "thuiszorg_dordrecht/in_dienst": 0.95,
    "vakcollege_amersfoort/leerlingen": 0.95, "werkgeversservicepunt_den_haag/trajecten": 0.85,
}  # fmt: skip
# From this confidence on a proposed column is never another one than was agreed.
NEVER_WRONG_FROM = 0.75
REGISTRY = load_registry(SOURCES)
DELIVERIES = [(partner, name) for partner, own in sorted(REGISTRY.deliveries.items()) for name in sorted(own)]
# One worker looks at one delivery, so that it proposes once for all that is held against it.
every_delivery = pytest.mark.parametrize(
    ("partner", "name"),
    [pytest.param(*item, id="/".join(item), marks=pytest.mark.xdist_group("/".join(item))) for item in DELIVERIES],
)

NAMES = ("family_name", "given_name", "full_name")
Sources = dict[tuple[str, str], set[Any]]


def sources_of(delivery: Delivery) -> Sources:
    """(dataset, column) → where it comes from, over all fills: headers, a constant, a key."""
    found: Sources = {}
    for table in delivery.tables:
        for fill in table.fills:
            for name, column in fill.columns.items():
                told = names_of_parts(table)
                said: set[Any] = {told.get(header, header) for header in column.source}
                if column.constant is not None:  # a newcomer has places of its own
                    said.add(("constant", "own place" if name == "location" else column.constant))
                if column.key:
                    said.add("key")
                if column.date_of_week or column.counted_week or column.school_year or column.file:
                    said |= {told.get(header, header) for header in column.headers} | {column.file}
                if column.key_list:
                    # A text has no key list beside it: the name and the first day together are the best it can say.
                    said |= {"key list", "key", *column.headers}
                # A whole name in one column may be kept whole or taken apart.
                for own in NAMES if name in NAMES else (name,):
                    found.setdefault((fill.dataset, own), set()).update(said)
    return found


def names_of_parts(table: Table) -> dict[str, str]:
    """What a cell, a word of a header, a group row or a field without a name is called is a matter of taste: by its place."""
    told = {}
    if table.unpivot:
        groups = [name for name in re.compile(table.unpivot.columns).groupindex if name != "measure"]
        told = {table.unpivot.into: "the cell"} | {name: f"word {i} of the header" for i, name in enumerate(groups)}
    if table.fill_down:
        told |= dict.fromkeys(re.compile(table.fill_down).groupindex, "the group row")
    for name, kind in (table.records.types if table.records else {}).items():
        told |= {kind.header(name, i): f"{name} field {i}" for i in range(len(kind.fields))}
    return told


def agreement(agreed: Delivery, proposed: Delivery) -> tuple[float, list[str]]:
    """Share of the agreed columns that the proposal takes from the same place, and those it does not."""
    theirs, ours = sources_of(agreed), sources_of(proposed)
    wrong = [f"{d}.{c}: {sorted(map(str, ours.get((d, c), ())))} for {sorted(map(str, said))}" for (d, c), said in theirs.items()
             if not said & ours.get((d, c), set())]  # fmt: skip
    return 1 - len(wrong) / len(theirs), wrong


@cache
def exports() -> dict[tuple[str, str], list[Export]]:
    found: dict[tuple[str, str], list[Export]] = {}
    for export in demo_files.exports():
        described = REGISTRY.delivery_for(export.partner, export.name)
        if described:
            found.setdefault((export.partner, described[0]), []).append(export)
    return found


def sample(partner: str, name: str, folder: Path) -> Path:
    """One file of this delivery, as somebody would ask a newcomer for: not the first and not a redelivery."""
    if not exports().get((partner, name)):
        return DUO
    plain = [export for export in exports()[partner, name] if " v" not in export.name]
    chosen = plain[len(plain) // 2]
    path = folder / chosen.name
    path.write_bytes(chosen.content())
    return path


@dataclass(frozen=True)
class Newcomer:
    """A file, and what is proposed for it when nobody has ever heard of its partner."""

    path: Path
    proposal: Proposal


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Newcomer]:
    @cache
    def proposed(partner: str, name: str) -> Newcomer:
        others = {other: own for other, own in REGISTRY.deliveries.items() if other != partner}
        path = sample(partner, name, tmp_path_factory.mktemp("samples"))
        (proposal,) = propose([path], NEWCOMER, replace(REGISTRY, deliveries=others), SOURCES, SECONDS)
        return Newcomer(path, proposal)

    return proposed


def read_back(proposal: Proposal, folder: Path) -> Delivery:
    path = folder / "voorstel.yaml"
    path.write_text(as_yaml(proposal), encoding="utf-8")
    marked = load(path)
    assert marked.data == normal(proposal.delivery)
    return parse(Delivery, marked)


def normal(value: Any) -> Any:
    """A proposal's data as YAML gives it back: `{from: Kop}` is written as `Kop`."""
    if isinstance(value, dict):
        return {k: v["from"] if isinstance(v, dict) and set(v) == {"from"} else normal(v) for k, v in value.items()}
    return [normal(item) for item in value] if isinstance(value, list | tuple) else value


def test_every_delivery_has_a_floor() -> None:
    assert set(FLOORS) == {"/".join(item) for item in DELIVERIES}


@every_delivery
def test_an_unknown_partners_columns_are_found(
    partner: str,
    name: str,
    newcomer: Callable[[str, str], Newcomer],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    agreed = REGISTRY.deliveries[partner][name]
    proposal = newcomer(partner, name).proposal
    proposed = read_back(proposal, tmp_path)
    share, wrong = agreement(agreed, proposed)
    record_property("onboarded", f"{partner}/{name}: {share:.2f}")
    assert share >= FLOORS[f"{partner}/{name}"], wrong
    assert proposed.reads in agreed.reads
    assert agreed.reads == "workbook" or agreed.text.delimiter == proposed.text.delimiter
    assert not sure_and_wrong(agreed, proposed, proposal)


def sure_and_wrong(agreed: Delivery, proposed: Delivery, proposal: Proposal) -> list[str]:
    """Columns that were proposed with confidence and were agreed from another place, or a dataset that was never agreed."""
    theirs, ours = sources_of(agreed), sources_of(proposed)
    found = []
    for (t, f), scores in proposal.scores.items():
        dataset = proposed.tables[t].fills[f].dataset
        for column, score in scores.items():
            place = (dataset, column)
            is_wrong = dataset not in agreed.datasets or (
                place in theirs and not theirs[place] & ours.get(place, set())
            )
            if score >= NEVER_WRONG_FROM and place in ours and is_wrong:
                found.append(f"{dataset}.{column}: {score}")
    return found


@every_delivery
def test_a_proposal_can_be_tried_at_once(
    partner: str, name: str, newcomer: Callable[[str, str], Newcomer], tmp_path: Path
) -> None:
    """The proposal loads, and a trial says in sentences what happens."""
    came, to = newcomer(partner, name), tmp_path / "proposal"
    write([came.proposal], NEWCOMER, to, is_new=True)
    registry = load_registry(SOURCES, to)
    _, trial = ingest.try_out(Settings(data=tmp_path / "data"), registry, came.path, NEWCOMER, rehearsal=True)
    if trial.error:
        assert re.search("ontbreekt|kunnen niet worden gebruikt", str(trial.error)), trial.error
        assert any(remark.kind == "question" for remark in came.proposal.remarks)
    else:
        outcome = trial.outcome
        assert outcome.source_rows == outcome.used + outcome.quarantined + sum(outcome.skipped.values())
        assert outcome.used > 0
