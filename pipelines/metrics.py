"""`warehouse/metrics/metrics.yaml` → the indicators as typed values: what each measures, in whose words, since when.

Does not measure: how an indicator is counted stands in the SQL file of the same name, beside the YAML.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipelines.yaml_lines import ConfigurationError, Marked, load, parse

Kind = Literal["rate", "survival", "count", "people", "ratio", "per_week", "value"]
Unit = Literal["fraction", "count", "hours", "hours_per_request", "interns", "residents", "days", "eur", "eur_per_eur"]
Direction = Literal["up", "down", "neutral"]
Theme = Literal["education", "work", "neighbourhood", "placements", "value", "deliveries"]
Sentence = Annotated[str, Field(min_length=1)]


class Agreed(BaseModel):
    """A strict, frozen value: an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Agreed):
    """The same words in Dutch and in English."""

    nl: Sentence
    en: Sentence


class Metric(Agreed):
    """One indicator: its words, direction, kind, unit and version."""

    indicator: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Kind
    unit: Unit
    direction: Direction
    theme: Theme | None = None
    """The heading under which pages show it."""
    bound: Literal["lower"] | None = None
    """`lower`: the base is everyone whose horizon has passed, so that who is unknown counts below."""
    clustered: bool = False
    """True where the unit is not a person counted once (weeks, placements, deliveries): the interval draws persons."""
    about: Literal["people", "deliveries"] = "people"
    """What a small count would give away; that a partner delivered late hides nobody."""
    rests_on_answers: bool = False
    """True when people can be unknown: then response and bounds stand beside the figure."""
    has_editions: bool = False
    """True when the SQL tells `is_final` per row: a source's edition may still change, and keeps the figure provisional."""
    horizon_days: int | None = Field(default=None, ge=0)
    """Days after the planned end (or the event that starts the clock) until somebody can be judged."""
    breaks: tuple[Annotated[str, Field(pattern=r"^\d{4}/\d{2}$")], ...] = ()
    """School years from which something was counted in another way: no line or limit runs across."""
    version: str = Field(pattern=r"^\d+\.\d+$")
    adopted_on: date
    valid_from: date | None = None
    valid_to: date | None = None
    """The facts that this definition may judge; outside it another definition, or none, is in force."""
    next_review: date
    owner: Sentence
    label: Text
    question: Text
    purpose: Text
    numerator: Text
    denominator: Text
    not_evaluable: Text
    excluded: Text

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "Metric":
        if self.bound and self.kind != "rate":
            raise ValueError("only a rate can be a lower bound")
        if self.kind in ("rate", "survival") and (self.unit != "fraction" or self.horizon_days is None):
            raise ValueError(f"a {self.kind} has unit 'fraction' and a horizon_days")
        if self.clustered and self.kind not in ("rate", "ratio", "per_week"):
            raise ValueError(f"a {self.kind} has no clusters to draw again")
        if self.has_editions and self.kind != "rate":
            raise ValueError("only a rate has editions")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to must not be earlier than valid_from")
        if self.next_review <= self.adopted_on:
            raise ValueError("next_review must be later than adopted_on")
        return self


class WaitingMetric(Metric):
    """A new version of an indicator that is counted and not published, with what is different in it."""

    change: Text


class Metrics(Agreed):
    """The file `metrics.yaml`."""

    metrics: tuple[Metric, ...]


class WaitingMetrics(Agreed):
    """The file `metrics.yaml` of the versions that wait."""

    metrics: tuple[WaitingMetric, ...]


WORDS = ("label", "question", "purpose", "numerator", "denominator", "not_evaluable", "excluded")


@cache
def load_metrics(path: Path) -> tuple[Metric, ...]:
    """Read `metrics.yaml`; raises `ConfigurationError` with every mistake, its file and its line.

    An indicator without SQL beside the YAML, SQL without an indicator, and a name that stands twice are mistakes too.
    """
    marked = load(path)
    metrics = parse(Metrics, marked).metrics
    if mistakes := _misplaced(path, marked, metrics):
        raise ConfigurationError(mistakes)
    return metrics


@cache
def load_waiting(path: Path, live: tuple[Metric, ...]) -> tuple[WaitingMetric, ...]:
    """The new versions that wait beside the `live` ones, laid out like them; none when there is no such file.

    Raises `ConfigurationError`: besides the mistakes of `load_metrics`, a version that is not higher and another kind of figure.
    """
    if not path.exists():
        return ()
    marked = load(path)
    waiting = parse(WaitingMetrics, marked).metrics
    mistakes = _misplaced(path, marked, waiting)
    now = {metric.indicator: metric for metric in live}
    for index, metric in enumerate(waiting):
        old = now.get(metric.indicator)
        if old is None:
            wrong = f"'{metric.indicator}' is no indicator yet; a new one needs no shadow"
        elif (metric.kind, metric.unit) != (old.kind, old.unit):
            wrong = f"this is a {metric.kind} in {metric.unit}, the live one a {old.kind} in {old.unit}; that is another indicator"
        elif _numbers(metric.version) <= _numbers(old.version):
            wrong = f"version {metric.version} is not higher than the live {old.version}"
        else:
            continue
        mistakes.append(marked.mistake(("metrics", index), wrong))
    if mistakes:
        raise ConfigurationError(mistakes)
    return waiting


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _misplaced(path: Path, marked: Marked, metrics: tuple[Metric, ...]) -> list[str]:
    """An indicator without SQL beside the YAML, SQL without an indicator, and a name that stands twice."""
    mistakes, seen = [], set()
    for index, metric in enumerate(metrics):
        if metric.indicator in seen:
            mistakes.append(marked.mistake(("metrics", index), f"'{metric.indicator}' stands here twice; keep one"))
        seen.add(metric.indicator)
        if not path.with_name(f"{metric.indicator}.sql").exists():
            mistakes.append(
                marked.mistake(("metrics", index), f"{metric.indicator}.sql does not exist beside this file")
            )
    mistakes += [
        f"{sql}:1: no indicator '{sql.stem}' in {path.name}; describe it there"
        for sql in sorted(path.parent.glob("*.sql"))
        if sql.stem not in seen
    ]
    return mistakes


def indicator_frame(
    metrics: tuple[Metric, ...], folder: Path, sources: Mapping[str, tuple[str, ...]] | None = None
) -> pd.DataFrame:
    """The rows of `agreed.indicator`, one per indicator in the order of the YAML; `folder` holds the SQL.

    `sources` maps an indicator to the datasets it rests on (see `lineage.datasets`).
    """
    rows = []
    for position, metric in enumerate(metrics):
        row: dict[str, object] = {
            "indicator": metric.indicator,
            "kind": metric.kind,
            "unit": metric.unit,
            "direction": metric.direction,
            "theme": metric.theme,
            "bound": metric.bound,
            "rests_on_answers": metric.rests_on_answers,
            "clustered": metric.clustered,
            "about": metric.about,
            "horizon_days": metric.horizon_days,
            "version": metric.version,
            "adopted_on": metric.adopted_on,
            "valid_from": metric.valid_from,
            "valid_to": metric.valid_to,
            "next_review": metric.next_review,
            "owner": metric.owner,
            "sources": ", ".join((sources or {}).get(metric.indicator, ())),
            "sql": (folder / f"{metric.indicator}.sql").read_text(encoding="utf-8"),
            "position": position,
        }
        for word in WORDS:
            text: Text = getattr(metric, word)
            row |= {f"{word}_nl": text.nl, f"{word}_en": text.en}
        rows.append(row)
    return pd.DataFrame(rows)
