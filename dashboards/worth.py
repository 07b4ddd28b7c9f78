"""A published cost-benefit analysis (MKBA) → the sentences that pages and factsheets say of it. Pure; adds nothing up."""

from dashboards.records.derived import Value
from pipelines import words
from pipelines.words import Lang, say


def sentence(value: Value, lang: Lang) -> str:
    """'Elke euro kosten geeft 2,80 aan maatschappelijke baten, een saldo van 1,80 …', gross and net side by side."""
    told = say("mkba.sentence", lang,
        ratio=words.number(value.ratio or 0.0, lang, 2), balance=words.number(value.balance_per_euro or 0.0, lang, 2),
    )  # fmt: skip
    if value.ratio_low is not None and value.ratio_high is not None:
        low, high = words.number(value.ratio_low, lang, 2), words.number(value.ratio_high, lang, 2)
        told += " " + say("mkba.range", lang, low=low, high=high)
    if value.break_even_deadweight is not None:
        told += " " + say("mkba.break_even", lang, share=words.percent(value.break_even_deadweight, lang, 0))
    return told


def is_example(value: Value) -> bool:
    """True when nobody stands for the assumptions below it; whoever shows the ratio says so beside it."""
    return value.scenario_status == "illustrative"


def why_not(value: Value, lang: Lang) -> str:
    """Why there is no ratio to show, in a sentence."""
    key = f"value.reason.{value.reason}"
    return say("mkba.not", lang, why=say(key if words.knows(key) else "value.reason.no_figure", lang))
