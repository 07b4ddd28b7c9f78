"""The registry → Dagster assets: one multi-asset per partner that delivers, and the shared core, metrics and published.

Does not hold a rule about data or figures: `ingest` and `benchmark` do the work, this module tells Dagster about it.
"""

import errno
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import dagster as dg

from pipelines import benchmark, desk, ingest, intake, judging
from pipelines.contracts import Severity
from pipelines.receipts import Receipt
from pipelines.registry import Party, Plan, Registry
from pipelines.resources import Workplace
from pipelines.settings import Settings
from pipelines.words import say, spoken
from pipelines.yaml_lines import ConfigurationError

SHARED_GROUP = "benchmark"
NOT_OURS = (errno.EACCES, errno.EPERM, errno.EROFS)
DESK_LATER = "desk_later"
"""Tag of one of many runs after which whoever began them writes the desk once."""
CHECKED: tuple[Severity, ...] = tuple(severity for severity in get_args(Severity) if severity != "signal")
MEANING: dict[Severity, str] = {
    "blocks": "Faalt als in deze run een bestand is tegengehouden; de vorige levering blijft dan gelden.",
    "quarantines": "Faalt als in deze run regels apart zijn gezet; de andere regels van het bestand tellen mee.",
    "notice": "Faalt als er iets opviel dat de leverancier mag toelichten; alle regels tellen mee.",
}
NIGHTLY_OR_CHANGED = dg.AutomationCondition.any_deps_updated() & ~dg.AutomationCondition.in_progress()


def months_of(party: Party) -> dg.MonthlyPartitionsDefinition:
    """The months a partner's files can be about, from its start up to and including this month."""
    return dg.MonthlyPartitionsDefinition(start_date=party.valid_from, fmt="%Y-%m", end_offset=1)


def keys_of(registry: Registry, partner: str) -> list[dg.AssetKey]:
    """One key `partner/dataset` for everything this partner fills."""
    datasets = [dataset for delivery in registry.deliveries.get(partner, {}).values() for dataset in delivery.datasets]
    return [dg.AssetKey([partner, dataset]) for dataset in dict.fromkeys(datasets)]


def partner_assets(registry: Registry) -> list[dg.AssetsDefinition]:
    """A multi-asset per partner; retired partners keep theirs, so that their history stays readable."""
    return [_deliveries_of(registry, party) for party in registry.parties.values() if party.id in registry.deliveries]


def _deliveries_of(registry: Registry, party: Party) -> dg.AssetsDefinition:
    keys = keys_of(registry, party.id)
    months = months_of(party)
    specs = [
        dg.AssetSpec(
            key, partitions_def=months, skippable=True, group_name=party.id, kinds={"parquet"},
            description=f"{registry.contracts[key.path[1]].label_nl} van {party.name}. {registry.contracts[key.path[1]].purpose}",
            tags={"kind_of_partner": party.kind}, metadata=_column_schema(registry, key.path[1]),
            freshness_policy=dg.FreshnessPolicy.time_window(fail_window=longest_wait(party)),
        )
        for key in keys
    ]  # fmt: skip
    checks = [
        dg.AssetCheckSpec(severity, asset=key, description=MEANING[severity]) for key in keys for severity in CHECKED
    ]

    @dg.multi_asset(
        name=f"{party.id}_deliveries", specs=specs, check_specs=checks, can_subset=True,
        backfill_policy=dg.BackfillPolicy.single_run(),
    )  # fmt: skip
    def deliveries(context: dg.AssetExecutionContext, workplace: Workplace) -> Iterator[dg.AssetCheckResult]:
        try:
            receipts = ingest.ingest_partner(workplace.settings(), workplace.registry(), party.id, context.run.run_id)
        except (ConfigurationError, judging.MissingKeyError) as error:
            raise dg.Failure(str(error)) from error
        except OSError as error:  # a full disk or a share that is away may be over soon; nothing else is
            if error.errno in NOT_OURS:
                raise dg.Failure(say("refused.disk", spoken("nl"), why=str(error)), allow_retries=False) from error
            raise dg.RetryRequested(max_retries=2, seconds_to_wait=10) from error
        if DESK_LATER not in context.run.tags:
            desk.write(workplace.settings(), workplace.registry())
        told = [f"{receipt.file}: {receipt.outcome}. {receipt.sentence}" for receipt in receipts]
        context.log.info("\n".join(told) or "nothing new")  # one event: each one is a commit to Dagster's storage
        known = set(months.get_partition_keys())
        for receipt in receipts:
            for dataset in receipt.files if receipt.period in known else ():
                context.log_event(
                    dg.AssetMaterialization(
                        asset_key=[party.id, dataset],
                        partition=receipt.period,
                        metadata=_receipt_metadata(receipt, dataset),
                    )
                )
        for check in checks:
            if check.asset_key in context.selected_asset_keys:
                yield _verdict(registry, check, receipts)

    return deliveries


def longest_wait(party: Party) -> timedelta:
    """The longest time between two deliveries that are both on time."""
    between = {"month": 31, "quarter": 92, "half_year": 184, "year": 366}

    def days(plan: Plan) -> int:
        gap = between[plan.every] if isinstance(plan.every, str) else 366 // max(1, len(plan.every)) + 62
        return gap + plan.due_days

    return timedelta(days=max(days(plan) for plan in party.delivers))


def _column_schema(registry: Registry, dataset: str) -> dict[str, dg.TableSchemaMetadataValue]:
    columns = [
        dg.TableColumn(
            column.name,
            column.type,
            description=column.label_nl,
            constraints=dg.TableColumnConstraints(nullable=not column.required),
        )
        for column in registry.contracts[dataset].kept
    ]
    return {"dagster/column_schema": dg.TableSchemaMetadataValue(dg.TableSchema(columns))}


def _receipt_metadata(receipt: Receipt, dataset: str) -> dict[str, dg.MetadataValue]:
    metadata: dict[str, dg.MetadataValue] = {
        "outcome": dg.MetadataValue.text(receipt.outcome),
        "receipt": dg.MetadataValue.text(receipt.receipt_id),
        "delivery": dg.MetadataValue.text(receipt.delivery_id),
        "rows_in": dg.MetadataValue.int(receipt.source_rows),
        "rows_used": dg.MetadataValue.int(receipt.used),
        "rows_quarantined": dg.MetadataValue.int(receipt.quarantined),
        "rows_skipped": dg.MetadataValue.json(receipt.skipped),
        "dagster/row_count": dg.MetadataValue.int(receipt.records[dataset]),
        "seconds": dg.MetadataValue.float(receipt.seconds),
        "accepted_file": dg.MetadataValue.text(receipt.files[dataset]),
    }
    if dataset in receipt.difference:
        metadata["difference_with_previous"] = dg.MetadataValue.json(receipt.difference[dataset])
    return metadata


def _verdict(registry: Registry, check: dg.AssetCheckSpec, receipts: list[Receipt]) -> dg.AssetCheckResult:
    """One check per dataset and severity: the rules that spoke in this run as a table, values masked at the source."""
    dataset = check.asset_key.path[1]
    concerned = [
        r for r in receipts if not r.delivery or dataset in registry.deliveries[r.partner][r.delivery].datasets
    ]
    spoken = [
        (receipt, finding)
        for receipt in concerned
        for finding in receipt.findings
        if finding["severity"] == check.name and finding["rule"].split(".")[0] in (dataset, "file", "table", "row")
    ]
    table = [
        dg.TableRecord({"rule": f["rule"], "count": f["count"], "file": r.file, "example": f["sentence"]})
        for r, f in spoken[:50]
    ]
    severity = dg.AssetCheckSeverity.ERROR if check.name == "blocks" else dg.AssetCheckSeverity.WARN
    return dg.AssetCheckResult(
        check_name=check.name, asset_key=check.asset_key, passed=not spoken, severity=severity,
        metadata={"deliveries": len(concerned), "findings": sum(f["count"] for _, f in spoken)}
        | ({"rules": dg.MetadataValue.table(table)} if table else {}),
    )  # fmt: skip


def shared_assets(registry: Registry) -> list[dg.AssetsDefinition]:
    """core → metrics → published: rebuilt as a whole whenever an accepted row changed, and every night."""
    upstream = [key for partner in registry.deliveries for key in keys_of(registry, partner)]

    @dg.asset(deps=upstream, group_name=SHARED_GROUP, kinds={"duckdb"}, automation_condition=NIGHTLY_OR_CHANGED)
    def core(workplace: Workplace) -> dg.MaterializeResult[None]:
        """Eén rij per ding dat echt bestaat, van alle partners samen; elke keer opnieuw opgebouwd in een nieuw bestand."""
        built = benchmark.build_core(workplace.settings(), workplace.registry())
        return dg.MaterializeResult(metadata=_built_metadata(built))

    @dg.asset(deps=[core], group_name=SHARED_GROUP, kinds={"duckdb"}, automation_condition=NIGHTLY_OR_CHANGED)
    def metrics(workplace: Workplace) -> dg.MaterializeResult[None]:
        """Eén tabel per indicator met één rij per persoon of gebeurtenis."""
        built = benchmark.build_metrics(workplace.settings())
        return dg.MaterializeResult(metadata=_built_metadata(built))

    @dg.asset(deps=[metrics], group_name=SHARED_GROUP, kinds={"duckdb"}, automation_condition=NIGHTLY_OR_CHANGED)
    def published(context: dg.AssetExecutionContext, workplace: Workplace) -> dg.MaterializeResult[None]:
        """Wat mensen zien: alleen aantallen en cijfers, na onderdrukking en controle."""
        settings, registry = workplace.settings(), workplace.registry()
        intake.note_strangers(settings, registry)
        ingest.forget_old_files(settings, registry)
        try:
            publication = benchmark.publish(settings, registry, context.run.run_id)
        except benchmark.PublicationRefused as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        finally:
            desk.write(settings, registry)
        return dg.MaterializeResult(
            metadata={
                "publication": publication.version,
                "figures": publication.figures,
                "hidden": publication.hidden,
                "withheld": ", ".join(publication.withheld),
                "claims": publication.claims,
                "demo": settings.is_demo,
                "open_data": _offered(settings, publication.path),
            }
        )

    return [core, metrics, published]


def _offered(settings: Settings, publication: Path) -> str:
    """Open data of what was published, or why there is none: that never undoes a publication."""
    from pipelines.opendata.offer import NotOfferedError, offer  # it brings rdflib along

    try:
        return str(offer(publication, settings.data / "opendata"))
    except (NotOfferedError, OSError) as refused:
        return str(refused)


def _built_metadata(built: benchmark.BuiltSchema) -> dict[str, dg.MetadataValue]:
    records = [
        dg.TableRecord(
            {
                "table": table.table,
                "rows": table.rows,
                "reads": ", ".join(table.reads),
                "seconds": round(table.seconds, 3),
            }
        )
        for table in built.tables
    ]
    return {
        "warehouse": dg.MetadataValue.text(built.version),
        "tables": dg.MetadataValue.table(records) if records else dg.MetadataValue.text("none"),
        "lineage": dg.MetadataValue.json({table.table: list(table.reads) for table in built.tables}),
    }
