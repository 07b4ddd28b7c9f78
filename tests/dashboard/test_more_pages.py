"""Ontwikkeling, Locatieprofiel, Praktijken and Klopt dit cijfer?: what a reader finds there; and English, and links."""

from pathlib import Path

import pytest

from tests.dashboard.publication import Tables, changed, only, write_publication
from tests.dashboard.reading import OpenPage, words_on

POOL = "pool:2020-2022"
TITLES = {
    "overview": "Overview",
    "trend": "Development: Diplomarendement",
    "steps": "From start to work",
    "profile": "Noord Molen",
    "practices": "Practices and agreements",
    "claim": "Is this figure right?",
    "definitions": "Definitions",
    "deliveries": "Deliveries",
}


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("page", TITLES)
def test_every_page_speaks_english_when_the_link_asks_for_it(open_page: OpenPage, page: str) -> None:
    app = open_page(page, lang="en")
    assert app.title[0].value.replace("\\", "") == TITLES[page]
    shown = words_on(app)
    assert "Demo data." in shown
    assert app.query_params["lang"] == "en"
    for dutch in ("Demogegevens", "verborgen", "Kies ", "Download als", "Deel deze", "Wat kunt u"):
        assert dutch not in shown, dutch


@pytest.mark.usefixtures("full")
def test_the_switch_changes_the_language_and_the_link(open_page: OpenPage) -> None:
    app = open_page("overview")
    app.radio(key="language").set_value("en").run()
    assert app.title[0].value == "Overview"
    assert app.query_params["lang"] == "en"
    app.radio(key="language").set_value("nl").run()
    assert app.title[0].value == "Overzicht"
    assert "lang" not in app.query_params


@pytest.mark.usefixtures("full")
def test_a_link_with_an_unknown_language_view_or_tab_gives_the_usual_ones(open_page: OpenPage) -> None:
    app = open_page("compare", lang="fr", view="pie", tab="nonsense", period=POOL)
    assert app.title[0].value == "Diplomarendement"
    assert "Punt = het cijfer" in words_on(app)
    assert not {"lang", "view", "tab"} & set(app.query_params)


@pytest.mark.usefixtures("full")
def test_the_funnel_is_there_for_the_period_it_was_made_for_and_the_link_brings_it(open_page: OpenPage) -> None:
    app = open_page("compare", indicator="diploma_rate_starters", period=POOL, view="funnel")
    assert "Tussen de lijnen ligt wat toeval alleen al kan doen" in words_on(app)
    assert app.query_params["view"] == "funnel"
    assert "toeval alleen al" not in words_on(open_page("compare", indicator="diploma_rate_starters", period="2019/20"))


@pytest.mark.usefixtures("full")
def test_shares_corrected_for_level_say_for_whom_they_could_not_be_corrected(open_page: OpenPage) -> None:
    shown = words_on(open_page("compare", indicator="diploma_rate_starters", period="all", view="level"))
    assert "zonder correctie" in shown
    assert "West Brink: Niet gecorrigeerd: een van de niveaus is verborgen." in shown


@pytest.mark.usefixtures("full")
def test_months_are_shown_where_they_were_published_with_what_they_say(open_page: OpenPage) -> None:
    app = open_page("trend", indicator="requests_handled", location="north/mill", per="months")
    shown = words_on(app)
    assert "Per maand · Noord Molen" in shown
    assert "oktober 2026: 120" in shown, "the chart in words"
    assert "juli 2026: –" in shown, "a month that is not shown is a gap"
    assert "Meer dan gewone schommeling: buiten de grenzen (oktober 2026)." in shown
    assert app.query_params["per"] == "months"
    assert "Per maand te zien bij: Noord Molen." in words_on(open_page("trend", indicator="requests_handled"))


@pytest.mark.usefixtures("full")
def test_a_link_to_months_that_are_not_published_gives_the_school_years(open_page: OpenPage) -> None:
    app = open_page("trend", indicator="diploma_rate_starters", location="north/mill", per="months")
    assert "Per schooljaar · Noord Molen" in words_on(app)


def test_the_development_opens_on_a_place_of_which_there_is_something_to_see(data: Path, open_page: OpenPage) -> None:
    hidden = {"hidden": True, "hidden_reason": "too_few_people", "status": "hidden", "value": None}
    write_publication(data, edit=changed("figure", hidden, indicator="diploma_rate_starters", location="all"))
    shown = words_on(open_page("trend", indicator="diploma_rate_starters"))
    assert "Per schooljaar · Alle locaties" not in shown
    nothing = words_on(open_page("trend", indicator="diploma_rate_starters", location="all"))
    (told,) = [line for line in nothing.splitlines() if line.startswith("Wel te zien bij: ")]
    assert "Oost Werf 2" in told
    assert "Alle locaties" not in told


def test_from_start_to_work_opens_on_a_place_of_which_there_is_something_to_see(
    data: Path, open_page: OpenPage
) -> None:
    hidden = {"hidden": True, "hidden_reason": "too_few_people", "status": "hidden", "value": None}
    write_publication(data, edit=changed("figure", hidden, location="all"))
    assert "Eén noemer: iedereen die startte · Alle locaties" not in words_on(open_page("steps"))
    assert "Hier is geen van de stappen te tonen" in words_on(open_page("steps", location="all"))


def test_small_groups_are_drawn_person_by_person(data: Path, open_page: OpenPage) -> None:
    where = {"indicator": "diploma_rate_starters", "location": "west/green", "cohort": "all", "level": "all"}
    small = {"numerator": 16, "denominator": 28, "value": 16 / 28, "low": 0.39, "high": 0.74}
    write_publication(data, edit=changed("figure", small, **where))
    shown = words_on(open_page("compare", indicator="diploma_rate_starters", period="all"))
    assert "mens voor mens. West Brink: 16 van de 28" in shown


def test_what_asks_for_attention_says_why(data: Path, open_page: OpenPage) -> None:
    def with_signal(tables: Tables) -> None:
        signal = next(row for row in tables["trend"] if row["rules"])
        tables["trend"].append(signal | {"location": "east/yard"})

    write_publication(data, edit=with_signal)
    shown = words_on(open_page("overview"))
    assert "Diplomarendement, Oost Werf 1: Meer dan gewone schommeling: buiten de grenzen (2023/24)." in shown
    assert "College Noord is niet verwerkt" in shown


@pytest.mark.usefixtures("full")
def test_a_difference_is_told_in_people_too(open_page: OpenPage) -> None:
    shown = words_on(open_page("compare", indicator="diploma_rate_starters", period=POOL))
    assert "Oost Werf 2: Dan ging het om 2 tot 5 van de 103 mensen meer." in shown


@pytest.mark.usefixtures("full")
def test_the_development_of_one_place_has_limits_a_signal_and_its_sentence(open_page: OpenPage) -> None:
    shown = words_on(open_page("trend", indicator="diploma_rate_starters"))
    assert "Per schooljaar · Alle locaties" in shown
    assert "Meer dan gewone schommeling: buiten de grenzen (2023/24)." in shown
    assert "70 tot 90 %" in shown
    assert "2025/26: nog niet te beoordelen" in shown


@pytest.mark.usefixtures("full")
def test_where_every_year_is_hidden_that_is_said_and_why(open_page: OpenPage) -> None:
    shown = words_on(open_page("trend", indicator="diploma_rate_starters", location="north/mill"))
    assert "per schooljaar niets te tonen" in shown
    assert "verborgen, omdat mensen anders herkenbaar kunnen worden" in shown


@pytest.mark.usefixtures("full")
def test_how_long_work_lasts_tells_how_many_were_followed(open_page: OpenPage) -> None:
    shown = words_on(open_page("trend", indicator="work_rate_graduates"))
    assert "Hoe lang houdt werk stand? · Alle locaties" in shown
    assert "182 70 % 155" in shown
    nothing = words_on(open_page("trend", indicator="work_rate_graduates", location="east/barn"))
    assert "Voor deze plek is dit niet te tekenen" in nothing
    assert "Wel te zien bij: Alle locaties." in nothing


@pytest.mark.usefixtures("full")
def test_a_profile_has_figures_partners_way_of_working_and_worth(open_page: OpenPage) -> None:
    shown = words_on(open_page("profile", location="north/quay"))
    assert "Zin bij" in shown
    assert "College Noord" in shown
    assert "Coördinatoren\n4" in shown.replace("  \n", "\n").replace("]", "")
    assert "geeft **2,40 euro** aan maatschappelijke baten" in shown
    assert "saldo van **1,40 euro**" in shown
    assert "door niemand vastgesteld" in shown
    assert "Kosten van alle partners: 400.000 euro" in shown
    assert "Starters: aantal jaren: verhouding 1,60 tot 3,30" in shown


def test_a_worth_that_rests_on_a_hidden_figure_is_not_shown(data: Path, open_page: OpenPage) -> None:
    nothing = dict.fromkeys(("ratio", "balance_per_euro", "ratio_low", "ratio_high", "benefits_eur"))
    write_publication(data, edit=changed("value", nothing | {"reason": "too_few_people"}, location="north"))
    shown = words_on(open_page("profile", location="north/quay"))
    assert "Voor deze periode is de MKBA niet te tonen: verborgen cijfer." in shown
    assert "maatschappelijke baten" not in shown


@pytest.mark.usefixtures("full")
def test_practices_stand_beside_outcomes_without_being_their_cause(open_page: OpenPage) -> None:
    shown = words_on(open_page("practices"))
    assert "sinds 2016 · keuzedeel K0907 · 240 uur studielast · afgesproken op 14 juni 2016" in shown
    assert "mailto:vragen@north.example" in shown
    assert "**Geen oorzaak.** Oost Werf 2: Aantoonbaar hoger" in shown
    assert "Vragen kan altijd, ook zonder verschil." in shown
    only_guidance = words_on(open_page("practices", theme="guidance"))
    assert "Elke dag bellen" in only_guidance
    assert "K0907" not in only_guidance


def test_without_practices_the_page_says_when_they_come(data: Path, open_page: OpenPage) -> None:
    write_publication(data, edit=lambda tables: tables["practice"].clear())
    assert "Locaties leveren eens per jaar een praktijkprofiel" in words_on(open_page("practices"))


@pytest.mark.usefixtures("full")
def test_a_sentence_in_the_link_is_judged_with_the_right_sentence_to_copy(open_page: OpenPage) -> None:
    app = open_page("claim", say="84 % haalt een diploma", place="north/mill")
    shown = words_on(app)
    assert "klopt" in shown
    assert any("160 van de 190" in block.value for block in app.code)
    assert app.query_params["say"] == "84 % haalt een diploma"
    app.text_input(key="claim_text").set_value("geen getal").run()
    assert "geen getal gelezen" in words_on(app)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("text", ["", "![x](http://example.org) 84 %", "'; drop table figure; --", "9" * 400])
def test_whatever_is_asked_the_page_answers(open_page: OpenPage, text: str) -> None:
    app = open_page("claim", say=text)
    assert "Wat er eerder over is gepubliceerd" in words_on(app)
    assert not any("](http" in element.value for element in app.markdown)


def test_a_number_that_is_hidden_is_not_confirmed(data: Path, open_page: OpenPage) -> None:
    where = {"indicator": "diploma_rate_starters", "location": "north/mill", "cohort": POOL, "level": "all"}
    leak = {"numerator": 4321, "denominator": 8765, "value": 4321 / 8765}
    write_publication(data, edit=changed("figure", leak, **where))
    shown = words_on(open_page("claim", say="4321 van 8765"))
    assert "4.321" not in shown
    assert "klopt, als" not in shown


def test_only_a_table_with_too_few_columns_makes_the_new_pages_unreadable_and_not_crash(
    data: Path, open_page: OpenPage
) -> None:
    write_publication(data, edit=only("publication", "indicator", "location", "level", "figure", "cohort"))
    for page in ("trend", "profile", "claim", "compare"):
        assert words_on(open_page(page))


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    ("page", "link"),
    [
        (
            "trend",
            {"indicator": "nonsense", "location": "../desk", "role": "mayor", "started": "1900/01", "curve": "x"},
        ),
        ("profile", {"location": "nowhere", "period": "'; --", "mkba": "x", "value": "<b>"}),
        ("practices", {"theme": "<script>", "indicator": "all"}),
        ("claim", {"say": "84 %", "place": "nowhere"}),
    ],
)
def test_a_hand_edited_link_gives_the_usual_choices(open_page: OpenPage, page: str, link: dict[str, str]) -> None:
    app = open_page(page, **link)
    assert app.title[0].value
    assert not (set(link.values()) - {"84 %"}) & {str(value) for value in app.query_params.values()}
