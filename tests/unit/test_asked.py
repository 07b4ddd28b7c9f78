"""Klopt dit cijfer? Any sentence: what is a figure in it, which definition gives it and how, and what is never said."""

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.asking import plain
from pipelines.claims import load_claims
from pipelines.metrics import load_metrics
from pipelines.stages.claim.answer import Answer, Before, Place, World, answer
from pipelines.stages.claim.match import Known, agrees, counts, matches
from pipelines.stages.claim.said import read
from pipelines.stages.claim.sentences import right_sentence
from pipelines.stages.claim.world import world as read_world
from pipelines.stages.statistics import wilson
from tests.unit.test_claim import PLACES, ROOT, indicators

METRICS = {metric.indicator: metric for metric in load_metrics(ROOT / "warehouse" / "metrics" / "metrics.yaml")}
CLAIMS = load_claims(ROOT / "sources" / "claims.yaml", indicators(), PLACES)
HERE = "den_haag/schilderswijk"


def known(indicator: str, numerator: float, denominator: float | None = None, **more: Any) -> Known:
    metric = METRICS[indicator]
    value = numerator / denominator if denominator else numerator
    low, high = (
        (float(end) for end in wilson(numerator, denominator))
        if metric.kind == "rate" and denominator
        else (None, None)
    )
    base: dict[str, Any] = {
        "indicator": indicator, "label": metric.label.nl, "kind": metric.kind, "unit": metric.unit, "bound": metric.bound,
        "version": metric.version, "numerator_words": metric.numerator.nl, "denominator_words": metric.denominator.nl,
        "question": metric.question.nl, "location": HERE, "place": "Den Haag Schilderswijk", "cohort": "all",
        "cohort_label": "Alle jaren", "level": "all", "level_label": "", "role": "participant", "numerator": numerator,
        "denominator": denominator, "not_evaluable": 0, "value": value, "low": low, "high": high,
    }  # fmt: skip
    return Known(**base | more)


def published() -> tuple[Known, ...]:
    """The claims that can be recomputed, as a publication of the demo shows them."""
    found = []
    for claim in CLAIMS:
        for statement in claim.statements:
            told = statement.published
            top = told.numerator if told.numerator is not None else told.value
            if statement.indicator is None or top is None or (told.numerator, told.denominator) == (8, 13):
                continue
            metric = METRICS[statement.indicator]
            whole = 1 if metric.kind == "per_week" else told.denominator
            place = {
                "location": claim.location,
                "place": str(claim.location),
                "claim": claim.claim,
                "as_of": claim.as_of,
            }
            found.append(
                known(statement.indicator, top, whole, told=statement.text, cohort="claim", cohort_label="", **place)
            )
    return tuple(found)


def before() -> tuple[Before, ...]:
    verdicts = {
        "no_base": "not_reproduced",
        "no_figure": "not_reproduced",
        "no_dataset": "not_computed",
        None: "reproduced",
    }
    return tuple(
        Before(s.text, claim.location, s.published.text, "not_evaluable" if s.published.denominator == 13 and s.published.numerator == 8
               else verdicts[s.cannot], f"uitleg bij {s.published.text}")
        for claim in CLAIMS for s in claim.statements
    )  # fmt: skip


WORLD = World(
    published(),
    ((HERE, "all", "all"),),
    before(),
    (
        Place("all", "Alle locaties"),
        Place("den_haag/centrum", "Den Haag Centrum"),
        Place(HERE, "Den Haag Schilderswijk"),
        Place("dordrecht", "Dordrecht"),
    ),
)


def asked(text: str, location: str | None = HERE, world: World = WORLD, **more: Any) -> Answer:
    return answer(text, world, location, **more)


def given_by(told: Answer) -> set[str]:
    return {match.known.indicator for match in told.gives if match.all_of_it}


def of(told: Answer, base: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    (found,) = [one for one in told.counts if one.base == base]
    return found.rounded, found.truncated


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("78 % stroomt uit naar werk", "percent", Fraction(78, 100)),
        ("83,9%", "percent", Fraction(839, 1000)),
        ("achtenzeventig procent", "percent", Fraction(78, 100)),
        ("66", "number", Fraction(66)),
        ("10.000 hulpvragen", "number", Fraction(10000)),
        ("2,2 uur per hulpvraag", "number", Fraction(22, 10)),
        ("tweeëntwintig stagiairs", "number", Fraction(22)),
        ("twee derde", "share", Fraction(2, 3)),
        ("tweederde van de groep", "share", Fraction(2, 3)),
        ("driekwart", "share", Fraction(3, 4)),
        ("de helft", "share", Fraction(1, 2)),
        ("acht op de tien", "share", Fraction(8, 10)),
        ("een op de drie", "share", Fraction(1, 3)),
        ("102 van de 130", "pair", Fraction(102, 130)),
        ("102 deelnemers van de 130", "pair", Fraction(102, 130)),
        ("102/130", "pair", Fraction(102, 130)),
        ("13 van 13", "pair", Fraction(1)),
        ("Alle 13 starters", "pair", Fraction(1)),
        ("Van de 155 haalden er 130 een diploma", "pair", Fraction(130, 155)),
        ("2016", "number", Fraction(2016)),
    ],
)
def test_a_figure_is_read_however_it_is_written(text: str, kind: str, value: Fraction) -> None:
    (found,) = read(text).figures
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    ["na een half jaar", "na 6 maanden", "mbo niveau 2", "mbo 1-2", "in schooljaar 2015/16", "op 26 juni 2013", "groep 2", "op twee locaties", "12 uur per week", "hallo", ""],
)  # fmt: skip
def test_terms_levels_and_dates_are_no_figures(text: str) -> None:
    assert not read(text).figures
    if any(sign.isdigit() for sign in text):
        assert read(text).aside


@pytest.mark.parametrize(
    ("text", "hedge"),
    [("ruim 66 %", "above"), ("bijna 80 %", "below"), ("meer dan 500", "at_least"), ("hooguit 10 %", "at_most"), ("ongeveer 80 %", "about"), ("80 %", "")],
)  # fmt: skip
def test_how_sure_somebody_was_is_read_too(text: str, hedge: str) -> None:
    assert read(text).figures[0].hedge == hedge


def test_two_figures_are_two() -> None:
    assert [(one.kind, one.text) for one in read("78 % stroomt uit naar werk, 102 mensen.").figures] == [
        ("percent", "78 %"),
        ("number", "102"),
    ]


def test_78_percent_is_101_or_102_of_130_and_of_155_only_121() -> None:
    told = asked("78 % stroomt uit naar werk")
    assert (told.outcome, given_by(told)) == ("agrees", {"work_rate_graduates"})
    assert of(told, 130) == ((101, 102), ())
    assert of(told, 155)[0] == (121,)
    others = {match.known.indicator: (match.known.numerator, match.known.denominator) for match in told.does_not}
    assert others["work_rate_starters"] == (102, 155)


def test_66_percent_is_102_of_155_rounded_and_68_of_102_only_cut_off() -> None:
    told = asked("66 %")
    assert {m.known.indicator: m.hits[0].way for m in told.gives} == {
        "work_rate_starters": "rounded", "retention_6m_counted": "truncated",
    }  # fmt: skip
    assert (of(told, 155)[0], of(told, 130)[0], of(told, 102)) == ((102, 103), (86,), ((67,), (68,)))
    assert any("afgekapt; afgerond is het 67 %" in sentence for sentence in told.sentences)


def test_a_bare_66_is_asked_as_a_percentage_too() -> None:
    assert given_by(asked("66")) == given_by(asked("66 %"))


def test_only_cut_off_is_the_verdict_when_nothing_else_gives_it() -> None:
    told = asked("Ruim 66 %, twee derde van die groep, werkt na een half jaar nog.")
    assert (told.outcome, given_by(told)) == ("agrees_cut_off", {"retention_6m_counted"})


def test_more_than_is_not_less_than() -> None:
    assert "work_rate_starters" not in given_by(asked("ruim 66 %"))  # it is 65,8
    assert "work_rate_starters" in given_by(asked("bijna 66 %"))


@pytest.mark.parametrize(
    ("claim", "text", "indicator"),
    [(c, s.text, s.indicator) for c in CLAIMS for s in c.statements if s.indicator and s.published.numerator != 8],
    ids=lambda part: part[:40] if isinstance(part, str) else "",
)
def test_every_sentence_that_the_partnership_published_is_given_by_its_own_definition(
    claim: Any, text: str, indicator: str
) -> None:
    world = replace(WORLD, places=(*WORLD.places, Place("amersfoort/soesterkwartier", "Soesterkwartier")))
    told = answer(text, world, claim.location)
    assert told.outcome in ("agrees", "agrees_cut_off")
    assert indicator in given_by(told)


@pytest.mark.parametrize(
    "text", [s.text for c in CLAIMS for s in c.statements if s.cannot in ("no_base", "no_dataset")]
)
def test_what_was_published_and_no_definition_gives_is_recognised(text: str) -> None:
    told = answer(text, World((), (), before(), WORLD.places))
    assert (told.outcome, given_by(told)) == ("published_before", set())
    assert any("uitleg bij" in sentence for sentence in told.sentences)


def test_eight_of_thirteen_could_not_be_judged_then() -> None:
    told = asked("8 van de 13 hadden op de dag van hun diploma werk.", "den_haag/centrum")
    assert told.outcome == "published_before"


def test_the_right_sentence_has_counts_interval_and_definition() -> None:
    (work,) = [one for one in published() if (one.numerator, one.denominator) == (102, 130)]
    sentence = right_sentence(work)
    for part in (
        "102 van de 130",
        "78,5 %",
        "70,6 % tot 84,7 %",
        "stand 31 januari 2017",
        "work_rate_graduates versie 1.0",
    ):
        assert part in sentence


def test_a_lower_bound_is_worded_as_such_and_few_people_get_no_percentage() -> None:
    assert "ten minste 102 van de 155" in right_sentence(known("work_rate_starters", 102, 155))
    few = right_sentence(known("diploma_rate_starters", 13, 13))
    assert "13 van de 13 (95 %-interval 77,2 % tot 100,0 %)" in few


def test_the_interval_of_what_is_no_share_is_in_its_own_unit() -> None:
    weeks = replace(known("interns_per_week", 160, 10), low=12.0, high=20.5)
    assert "16 stagiairs per week (95 %-interval 12 tot 20,5)" in right_sentence(weeks)


def test_two_figures_that_belong_to_two_definitions_are_told_apart() -> None:
    told = asked("102 van 155 vond werk, 78 %")
    assert (told.outcome, given_by(told)) == ("agrees_partly", set())
    assert {match.known.indicator for match in told.gives} == {"work_rate_starters", "work_rate_graduates"}


def test_no_figure_an_unknown_place_and_an_unknown_cohort_are_answered_kindly() -> None:
    assert asked("hallo").outcome == "no_number"
    only_aside = asked("na 6 maanden")
    assert only_aside.outcome == "no_number"
    assert "6 maanden" in only_aside.sentences[0]
    nowhere = asked("78 %", "schilderwijk")
    assert nowhere.outcome == "unknown_place"
    assert f"Bedoelt u {HERE}?" in nowhere.sentences[0]
    assert asked("78 %", cohort="1812/13").outcome == "unknown_place"


def test_a_place_is_found_by_part_of_its_name_and_in_the_sentence_itself() -> None:
    assert asked("78 %", "schilderswijk").location == HERE
    assert asked("In Den Haag Schilderswijk is het 78 %", None).location == HERE
    assert asked("78 %", "den haag").outcome == "unknown_place"  # two places carry that name


def test_a_figure_of_a_smaller_group_is_told_apart() -> None:
    year = known("diploma_rate_starters", 41, 50, cohort="2015/16", cohort_label="2015/16")
    told = asked("82 %", world=replace(WORLD, known=(*WORLD.known, year), before=()))
    assert (told.outcome, [match.known.cohort for match in told.elsewhere]) == ("elsewhere", ["2015/16"])
    chosen = asked("82 %", world=replace(WORLD, known=(*WORLD.known, year)), cohort="2015/16")
    assert chosen.outcome == "agrees"


def test_what_is_hidden_is_counted_and_never_confirmed() -> None:
    texts = [f"{count} van de 17" for count in range(18)] + [f"{percent} %" for percent in range(101)]
    told = [answer(text, World((), ((HERE, "all", "all"),), (), WORLD.places), HERE) for text in texts]
    assert {one.outcome for one in told} == {"not_found"}
    assert {one.sentences[1:] for one in told} == {told[0].sentences[1:]}
    assert "verborgen" in told[0].sentences[1]


@given(st.integers(1, 400), st.data(), st.integers(0, 1))
def test_the_counts_that_give_a_percentage_are_exactly_those(base: int, data: st.DataObject, decimals: int) -> None:
    count = data.draw(st.integers(0, base))
    cell = known("work_rate_graduates", count, base)
    for percent in range(101):
        said = read(f"{percent},0 %" if decimals else f"{percent} %")
        (making,) = counts(said, [cell])
        hit = agrees(said.figures[0], cell)
        assert (count in making.rounded) == bool(hit and hit.way in ("exact", "rounded"))
        assert (count in making.truncated) == bool(hit and hit.way == "truncated")


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    told = answer(text, WORLD)
    assert told.sentences
    assert all(sentence.strip() for sentence in told.sentences)


def test_the_definition_that_a_sentence_seems_to_be_about_comes_first() -> None:
    cells = [known(name, 80, 100) for name in ("work_rate_graduates", "diploma_rate_leavers", "retention_6m_counted")]
    first = {
        text: matches(read(text), cells)[0].known.indicator for text in ("80 % haalt een diploma", "80 % vindt werk")
    }
    assert first == {"80 % haalt een diploma": "diploma_rate_leavers", "80 % vindt werk": "work_rate_graduates"}


def test_a_count_may_be_cut_off_or_rounded_and_says_which() -> None:
    ratio = known("hours_per_request", 2.26)
    ways = {
        text: (hit.way if (hit := agrees(read(text).figures[0], ratio)) else None)
        for text in ("2,3", "2,2", "2,1", "2,26")
    }
    assert ways == {"2,3": "rounded", "2,2": "truncated", "2,1": None, "2,26": "exact"}


def test_an_answer_as_a_document_has_plain_numbers_and_the_right_sentence() -> None:
    told = json.loads(json.dumps(plain(asked("78 %")), default=str))
    assert told["said"][0]["value"] == 0.78
    assert told["gives"][0]["ways"] == [{"told": "78 %", "way": "rounded", "reading": "value"}]
    assert "102 van de 130" in told["gives"][0]["sentence"]
    assert told["gives"][0]["as_of"] == "2017-01-31"


@pytest.mark.parametrize(
    ("text", "kind", "value", "hedge"),
    [
        ("78% of them found work", "percent", Fraction(78, 100), ""),
        ("just over 66.5 percent", "percent", Fraction(665, 1000), "above"),
        ("10,000 requests", "number", Fraction(10000), ""),
        ("more than 22,000 hours", "number", Fraction(22000), "at_least"),
        ("2.2 hours per request", "number", Fraction(22, 10), ""),
        ("2,2 hours per request", "number", Fraction(22, 10), ""),
        ("seventy-eight per cent", "percent", Fraction(78, 100), ""),
        ("two thirds of them", "share", Fraction(2, 3), ""),
        ("almost two-thirds", "share", Fraction(2, 3), "below"),
        ("a quarter", "share", Fraction(1, 4), ""),
        ("three quarters", "share", Fraction(3, 4), ""),
        ("half of them", "share", Fraction(1, 2), ""),
        ("one in three", "share", Fraction(1, 3), ""),
        ("8 in 10", "share", Fraction(8, 10), ""),
        ("102 of the 130", "pair", Fraction(102, 130), ""),
        ("102 out of 130 people", "pair", Fraction(102, 130), ""),
        ("Of the 155 former participants 130 got a diploma", "pair", Fraction(130, 155), ""),
        ("All 13 starters", "pair", Fraction(1), ""),
    ],
)
def test_a_figure_is_read_in_english_too(text: str, kind: str, value: Fraction, hedge: str) -> None:
    (found,) = read(text, "en").figures
    assert (found.kind, found.value, found.hedge) == (kind, value, hedge)


@pytest.mark.parametrize(
    "text",
    ["after half a year", "after 6 months", "level 2", "in 2015/16", "on 26 June 2013", "June 26, 2013", "group 2", "at two locations", "12 hours a week", "six-month round", "hello"],
)  # fmt: skip
def test_terms_levels_and_dates_are_no_figures_in_english(text: str) -> None:
    assert not read(text, "en").figures


def test_the_answer_is_in_the_language_of_its_world() -> None:
    world = replace(WORLD, lang="en")
    told = asked("78% went to work, two thirds of them stayed", world=world)
    dutch = asked("78 % stroomt uit naar werk, twee derde daarvan blijft")
    assert {(m.known.indicator, m.hits[0].way) for m in told.gives} == {
        (m.known.indicator, m.hits[0].way) for m in dutch.gives
    }
    (work,) = [one for one in published() if (one.numerator, one.denominator) == (102, 130)]
    sentence = right_sentence(work, "en")
    for part in ("102 of 130", "78.5%", "95% interval 70.6% to 84.7%", "as of 31 January 2017", "version 1.0"):
        assert part in sentence


DUTCH = (
    "klopt",
    "zijn",
    "van de",
    "gepubliceerd",
    "noemer",
    "teller",
    "afgekapt",
    " en ",
    " of de ",
    "tot en met",
    "geen",
    "Noem",
)


@pytest.mark.parametrize(
    ("text", "location"),
    [("78%", HERE), ("66%", HERE), ("66%, 102 people", HERE), ("12%", HERE), ("hello", HERE), ("after 6 months", HERE), ("78%", "schilderwijk"), ("all 8 of the 13", "den_haag/centrum"), ("more than 500", "dordrecht"), ("about 101 of the 130", HERE)],
)  # fmt: skip
def test_an_english_answer_has_no_dutch_in_it(text: str, location: str) -> None:
    told_in_english = tuple(replace(one, explanation="explained") for one in before())
    known_in_english = tuple(
        replace(one, label=one.indicator, question="", numerator_words="top.", denominator_words="base.")
        for one in published()
    )
    told = asked(
        text, location, replace(WORLD, lang="en", known=known_in_english, before=told_in_english, is_demo=True)
    )
    said = " ".join(told.sentences).replace(text, "")
    for published_text in (one.text for one in before()):
        said = said.replace(published_text, "")
    assert not [word for word in DUTCH if word in said], said


def test_a_world_is_read_in_either_language_by_whoever_has_the_publication_open() -> None:
    asked_for: list[str] = []

    def ask(query: str) -> list[dict[str, Any]]:
        asked_for.append(query)
        return [{"demo": True}] if "from publication" in query else []

    world = read_world(ask, "en")
    assert (world.lang, world.is_demo, world.known) == ("en", True, ())
    assert any("label_en" in query for query in asked_for)
    assert not any("_nl" in query for query in asked_for)
