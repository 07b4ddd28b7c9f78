"""Commands by which a steward repairs instead of asking for a new file; each writes a line that others can review."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands import given


def explain(
    delivery: Annotated[str, typer.Argument(help="Reference of the delivery, as on its receipt.")],
    rule: Annotated[str, typer.Argument(help="Id of the notice, as in `wlb status --json`.")],
    text: Annotated[str, typer.Argument(help="What the supplier says about it.")],
    by: Annotated[str, typer.Option(help="Who said it.")],
    header: Annotated[str, typer.Option(help="Only in this column of the file.")] = "",
    value: Annotated[str, typer.Option(help="Only this value.")] = "",
    on: given.OnDay = None,
    as_json: given.AsJson = False,
) -> None:
    """Keep what a supplier says about a notice; it is silenced for this delivery only."""
    settings, registry = given.workplace()
    from pipelines import desk, explanations, outbox, returned, terminal

    if not text.strip() or not by.strip():
        given.stop(2, given.refused("explain_words"))
    said = explanations.Explanation(rule, text.strip(), by.strip(), given.day(on).isoformat(), header, value)
    try:
        receipt = returned.delivery_of(settings.data, delivery)
        explanations.add(settings.data, receipt, said)
    except (returned.NotFound, explanations.NothingToExplain) as error:
        given.stop(2, str(error))
    folder = outbox.write(settings, registry, receipt)
    desk.write(settings, registry)
    if as_json:
        terminal.print_json({"delivery": receipt.delivery_id, **vars(said), "receipt": folder})
    else:
        terminal.console().print(f"Bewaard; deze melding vraagt bij deze levering niets meer. Nieuw bewijs: {folder}")


def map_word(
    delivery: Annotated[str, typer.Argument(help="PARTNER/DELIVERY, as in sources/partners.")],
    column: Annotated[str, typer.Argument(help="Contract column, as dataset.column.")],
    value: Annotated[str, typer.Argument(help="The partner's word.")],
    to: Annotated[str, typer.Argument(help="Code of the vocabulary that it means.")],
    reason: Annotated[str, typer.Option(help="Why this is right.")],
    by: Annotated[str, typer.Option(help="Who decided it.")],
    on: given.OnDay = None,
    sources: given.Sources = None,
    as_json: given.AsJson = False,
) -> None:
    """Map a word that nobody knew, as a reviewed line of YAML; what was delivered is judged again by the next run."""
    own = {"column": column, "value": value, "to": to}
    _repair(delivery, {"do": "map"} | own, reason, by, on, sources, as_json)


def waive(
    delivery: Annotated[str, typer.Argument(help="PARTNER/DELIVERY, as in sources/partners.")],
    rule: Annotated[str, typer.Argument(help="Id of a rule that sets rows apart.")],
    reason: Annotated[str, typer.Option(help="Why these rows may count.")],
    by: Annotated[str, typer.Option(help="Who decided it.")],
    period: Annotated[str | None, typer.Option(help="Only for this month (yyyy-mm).")] = None,
    on: given.OnDay = None,
    sources: given.Sources = None,
    as_json: given.AsJson = False,
) -> None:
    """Let rows count that break a rule, with a notice, as a reviewed line of YAML; delivered files are judged again."""
    _repair(delivery, {"do": "waive", "rule": rule, "period": period}, reason, by, on, sources, as_json)


def list_repairs(
    partner: Annotated[str | None, typer.Option(help="Only of this partner.")] = None,
    sources: given.Sources = None,
    as_json: given.AsJson = False,
) -> None:
    """What was mapped, waived and explained: by whom, when and why."""
    from pipelines import explanations, repairs, terminal_figures
    from pipelines.registry import load_registry
    from pipelines.settings import SOURCES
    from pipelines.terminal import print_json

    folder = (sources or SOURCES).resolve()
    parties = load_registry(folder).parties
    if partner is not None and partner not in parties:
        given.stop(2, f"'{partner}' is no partner; there are: {', '.join(parties)}")
    found = {"repairs": repairs.everything(folder), "explanations": explanations.everything(given.settings().data)}
    found = {name: [row for row in rows if partner in (None, row["partner"])] for name, rows in found.items()}
    if as_json:
        print_json(found)
    else:
        terminal_figures.tell_repairs(found["repairs"], found["explanations"])


def _repair(
    delivery: str,
    own: Mapping[str, str | None],
    reason: str,
    by: str,
    on: datetime | None,
    sources: Path | None,
    as_json: bool,
) -> None:
    from pipelines import desk, repairs, terminal
    from pipelines.registry import load_registry
    from pipelines.settings import SOURCES
    from pipelines.stages.publish import current

    folder = (sources or SOURCES).resolve()
    partner, _, name = delivery.partition("/")
    known = load_registry(folder).deliveries
    if name not in known.get(partner, {}):
        there = [f"{one}/{other}" for one, names in known.items() for other in names]
        given.stop(2, given.refused("delivery_unknown", delivery=delivery, known=", ".join(there)))
    line = {**own, "delivery": name, "reason": reason, "decided_by": by, "decided_on": given.day(on)}
    try:
        path = repairs.write(folder, partner, line)
    except repairs.NotRepaired as error:
        given.stop(2, str(error))
    settings = given.settings()
    if current(settings.data / "desk"):
        desk.write(settings, load_registry(folder))
    if as_json:
        terminal.print_json(
            {"file": path, "partner": partner, **own, "reason": reason, "decided_by": by, "decided_on": given.day(on)}
        )
    else:
        terminal.console().print(
            f"Toegevoegd aan {path}. Laat het nalezen; `wlb run` beoordeelt de leveringen opnieuw."
        )
