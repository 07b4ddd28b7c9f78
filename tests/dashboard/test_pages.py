"""Every page, in every state it can be in: what a reader sees, and never a traceback."""

import os
import re
from pathlib import Path

import duckdb
import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboards import frame, queries
from tests.dashboard.publication import Tables, changed, only, write_desk, write_publication
from tests.dashboard.reading import OpenPage, words_on

PUBLISHED_PAGES = (
    "overview",
    "compare",
    "trend",
    "steps",
    "profile",
    "practices",
    "claim",
    "definitions",
    "publications",
)
PAGES = (*PUBLISHED_PAGES, "deliveries", "findings", "deliver")
WITHOUT_DATA = ("onboard", "rules")
POOL = "pool:2020-2022"
FAILED = frame.failed  # as it is outside tests


def drawn(app: AppTest) -> bytes:
    """The charts of a page as they travel to the browser, data and all."""
    return b"".join(chart.proto.SerializeToString() for chart in app.get("vega_lite_chart"))


@pytest.mark.parametrize("page", [*PAGES, *WITHOUT_DATA])
@pytest.mark.usefixtures("full")
def test_a_full_page_has_its_figures_its_banner_and_no_traceback(open_page: OpenPage, page: str) -> None:
    shown = words_on(open_page(page))
    assert "Demogegevens." in shown
    assert "alleen op deze computer te zien" in shown
    assert "verzonnen" in shown
    assert "None" not in shown
    assert "nan" not in shown.split()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("data")
def test_without_a_publication_a_page_says_so_and_what_to_do(open_page: OpenPage, page: str) -> None:
    shown = words_on(open_page(page))
    assert ("Er is nog niets gepubliceerd" in shown) or ("Er is nog niets aangeleverd" in shown)
    assert "make run" in shown


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_publication_says_that_there_are_no_figures_yet(data: Path, open_page: OpenPage, page: str) -> None:
    write_publication(data, edit=only("publication", "indicator", "location", "level"))
    write_desk(data, edit=only("run"))
    shown = words_on(open_page(page))
    if page == "definitions":
        assert "Diplomarendement" in shown
    elif page == "publications":
        assert "Er is nog maar één publicatie" in shown
    else:
        empty = ("nog geen cijfers", "nog niets aangeleverd", "nog geen werkwijzen", "niemand om voor aan te leveren")
        assert any(word in shown for word in empty)


@pytest.mark.parametrize(
    ("page", "damage"),
    [(page, "truncated") for page in PAGES]
    + [(page, damage) for page in ("compare", "deliveries") for damage in ("noise", "empty", "gone", "no tables")],
)
def test_a_broken_publication_gives_a_sentence(full: Path, open_page: OpenPage, page: str, damage: str) -> None:
    for pointer in full.rglob("current"):
        path = pointer.parent / pointer.read_text(encoding="utf-8")
        content = path.read_bytes()
        if damage == "truncated":
            path.write_bytes(content[: len(content) // 3])
        elif damage == "noise":
            path.write_bytes(content.translate(bytes(byte ^ 0x5A for byte in range(256))))
        elif damage == "empty":
            path.write_bytes(b"")
        elif damage == "gone":
            path.unlink()
        else:
            path.unlink()
            duckdb.connect(str(path)).close()
    shown = words_on(open_page(page))
    assert "niet te lezen" in shown
    assert "make run" in shown


@pytest.mark.parametrize("pointer", ["../../../etc/passwd", "/etc/passwd", "", "two\nlines.duckdb", "a b.duckdb"])
def test_a_pointer_that_is_no_file_name_is_not_followed(full: Path, open_page: OpenPage, pointer: str) -> None:
    (full / "published" / "public" / "current").write_text(pointer, encoding="utf-8")
    assert "niet te lezen" in words_on(open_page("overview"))


def test_a_new_publication_is_shown_on_the_next_rerun_and_announced(full: Path, open_page: OpenPage) -> None:
    app = open_page("compare", indicator="diploma_rate_starters", period="all")
    assert "84 % (160 van 190)" in words_on(app)
    where = {"indicator": "diploma_rate_starters", "location": "north/mill", "cohort": "all", "level": "all"}
    newer = changed("figure", {"numerator": 171, "value": 0.9}, **where)
    write_publication(full, "20261203T061200-b", newer)
    app.run()
    assert "90 % (171 van 190)" in words_on(app)
    assert "nieuwe publicatie" in app.toast[0].value
    app.run()
    assert not app.toast


def test_the_pointer_is_enough_to_go_back(full: Path, open_page: OpenPage) -> None:
    write_publication(full, "20261203T061200-b", changed("publication", {"demo": False}))
    app = open_page("overview")
    assert "Demogegevens." not in words_on(app)
    (full / "published" / "public" / "current").write_text("20261103T061200-a.duckdb", encoding="utf-8")
    app.run()
    assert "Demogegevens." in words_on(app)


def test_a_hidden_figure_is_hidden_everywhere_with_its_reason(data: Path, open_page: OpenPage) -> None:
    write_publication(data)
    for page, link in (
        ("compare", {"indicator": "diploma_rate_starters", "period": POOL}),
        ("overview", {"period": POOL}),
        ("steps", {"location": "north/mill", "period": POOL}),
    ):
        shown = words_on(open_page(page, **link))
        assert "• verborgen" in shown, page
        assert "verborgen, omdat mensen anders herkenbaar kunnen worden. Aantallen onder de 10" in shown, page


def test_numbers_that_slipped_into_a_hidden_row_are_not_shown(data: Path, open_page: OpenPage) -> None:
    where = {"indicator": "diploma_rate_starters", "location": "north/mill", "cohort": POOL, "level": "all"}
    leak = {"numerator": 4321, "denominator": 8765, "value": 0.493, "low": 0.1234, "high": 0.99}
    write_publication(data, edit=changed("figure", leak, **where))
    for page in ("compare", "overview", "steps"):
        app = open_page(page, indicator="diploma_rate_starters", period=POOL, location="north/mill")
        shown = words_on(app)
        for secret in ("4321", "4.321", "8765", "8.765", "49 %", "12 tot"):
            assert secret not in shown, (page, secret)


def test_fewer_than_thirty_people_are_counts_and_not_percentages(data: Path, open_page: OpenPage) -> None:
    where = {"indicator": "diploma_rate_starters", "location": "west/green", "cohort": "all", "level": "all"}
    small = changed(
        "figure", {"numerator": 16, "denominator": 28, "value": 16 / 28, "low": 0.39, "high": 0.74}, **where
    )
    write_publication(data, edit=small)
    app = open_page("compare", indicator="diploma_rate_starters", period="all")
    shown = words_on(app)
    assert "West Brink: 16 van de 28" in shown
    assert "57 %" not in shown
    assert "kleine groep" in shown


@pytest.mark.usefixtures("full")
def test_a_lower_bound_says_at_least(open_page: OpenPage) -> None:
    shown = words_on(open_page("compare", indicator="work_rate_starters", period="all"))
    assert "ten minste 65 % (124 van 190)" in shown


@pytest.mark.usefixtures("full")
def test_a_provisional_and_a_not_evaluable_cohort_are_named_so(open_page: OpenPage) -> None:
    shown = words_on(open_page("compare", indicator="diploma_rate_starters", period="2024/25"))
    assert "voorlopig" in shown
    assert "de uitkomst nog niet bekend" in shown
    shown = words_on(open_page("compare", indicator="diploma_rate_starters", period="2025/26"))
    assert "nog niet te beoordelen" in shown
    assert "zij tellen niet als mislukt" in shown
    assert " 0 %" not in shown


@pytest.mark.usefixtures("full")
def test_the_response_and_what_it_leaves_open_stand_with_the_figures(open_page: OpenPage) -> None:
    shown = words_on(open_page("compare", indicator="work_rate_graduates", period="all", tab="figures"))
    assert "kennen we het antwoord" in shown


@pytest.mark.usefixtures("full")
def test_the_conclusion_comes_from_the_test_and_not_from_the_bars(open_page: OpenPage) -> None:
    shown = words_on(open_page("compare", indicator="diploma_rate_starters", own="west/green"))
    assert re.search(r"West Brink: Zin bij \d+%\. Geen aantoonbaar verschil", shown)
    assert "Oost Werf 2: Aantoonbaar hoger" in shown
    untested = words_on(open_page("compare", indicator="diploma_rate_starters", period="2019/20"))
    assert "de verschillen niet getoetst" in untested
    none_differ = words_on(open_page("compare", indicator="diploma_rate_leavers"))
    assert "Geen enkele locatie verschilt hier aantoonbaar" in none_differ


def test_of_a_location_that_was_not_compared_nothing_is_concluded(data: Path, open_page: OpenPage) -> None:
    silent = {"status": "not_compared", "reason": "few_answers", "q_passed": None}
    write_publication(data, edit=changed("comparison", silent, indicator="diploma_rate_leavers", location="west/green"))
    shown = words_on(open_page("compare", indicator="diploma_rate_leavers"))
    assert "Geen enkele locatie verschilt" not in shown
    assert re.search(r"Van de \d locaties die te vergelijken zijn, verschilt er geen aantoonbaar", shown)


@pytest.mark.usefixtures("full")
def test_places_stand_in_the_agreed_order_whatever_their_outcome(open_page: OpenPage) -> None:
    app = open_page("compare", indicator="diploma_rate_starters", period="all")
    places = [str(place) for place in app.table[0].value.iloc[:, 0]]
    assert places[:5] == ["Noord Molen", "Noord Kade", "Oost Werf 1", "Oost Werf 2", "West Brink"]


@pytest.mark.usefixtures("full")
def test_a_demonstrable_difference_is_marked_in_the_matrix_and_named(open_page: OpenPage) -> None:
    shown = words_on(open_page("overview"))
    assert shown.count("aantoonbaar anders") == 1
    assert "Diplomarendement, Oost Werf 2: Aantoonbaar hoger" in shown


@pytest.mark.usefixtures("full")
def test_the_way_from_start_to_work_has_both_bases(open_page: OpenPage) -> None:
    shown = words_on(open_page("steps", location="north/quay", period="all"))
    assert "266 mensen van wie de termijn om is" in shown
    assert "ten minste 62 % (165 van 266)" in shown
    assert "mensen die na hun diploma werk vonden" in shown
    assert "68 %" in shown
    assert "68 van 155" in shown, "what was claimed about this place stands there too"


def test_a_national_line_is_drawn_only_for_the_same_way_of_counting(data: Path, open_page: OpenPage) -> None:
    write_publication(data)
    link = {"indicator": "diploma_rate_starters", "period": "all"}
    app = open_page("compare", **link)
    assert b"landelijk" not in drawn(app)
    assert "Landelijk wordt anders geteld" in words_on(open_page("compare", **link, tab="definition"))
    write_publication(data, "20261203T061200-b", changed("reference", {"comparable": True}, unit="%"))
    assert b"landelijk 2022-2023: 77,5 %" in drawn(open_page("compare", **link))


@pytest.mark.parametrize(
    "link",
    [
        {"indicator": "nonsense"},
        {"indicator": "'; drop table figure; --", "period": "all'"},
        {"period": "2099/00", "level": "mbo9", "role": "mayor", "own": "nowhere"},
        {"period": "2019/20", "level": "mbo1"},
        {"own": "<script>alert(1)</script>"},
    ],
)
@pytest.mark.usefixtures("full")
def test_a_hand_edited_link_never_breaks_a_page(open_page: OpenPage, link: dict[str, str]) -> None:
    app = open_page("compare", **link)
    assert "Locaties naast elkaar" in words_on(app)
    assert app.get("vega_lite_chart")
    assert not set(link.values()) & {str(value) for value in app.query_params.values()} - {"mbo1", "all"}


@pytest.mark.usefixtures("full")
def test_everything_in_a_link_that_is_not_there_is_told_once(open_page: OpenPage) -> None:
    app = open_page("compare", period="2099/00", level="mbo9", own="nowhere")
    assert [toast.value for toast in app.toast] == [
        "Niveau, Periode, Mijn locatie: deze keuzes in de link bestaan niet in deze publicatie. U ziet de gewone."
    ]


@pytest.mark.usefixtures("full")
def test_a_page_with_a_mistake_gives_a_sentence_and_a_way_back(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(frame, "failed", FAILED)
    monkeypatch.setattr(queries.figures, "compared", lambda *_: 1 // 0)
    app = open_page("compare")
    assert "Er ging iets mis op deze pagina" in words_on(app)
    assert [link.proto.label for link in app.get("page_link")] == ["Terug naar het overzicht"]
    assert "ZeroDivisionError" in caplog.text


def many(tables: Tables) -> None:
    """Thirty locations more, each with the figures of the first."""
    first = tables["location"][next(i for i, row in enumerate(tables["location"]) if row["location"] == "north/mill")]
    copied = [row for row in tables["figure"] if row["location"] == "north/mill"]
    for number in range(30):
        place = {"location": f"north/more{number:02}"}
        tables["location"].append(first | place | {"label": f"Meer {number:02}", "position": 100 + number})
        tables["figure"] += [row | place for row in copied]


def test_many_locations_are_laid_side_by_side_in_lots(data: Path, open_page: OpenPage) -> None:
    write_publication(data, edit=many)
    app = open_page("overview")
    box = app.selectbox(key="_places")
    assert [option.rpartition(" (")[2] for option in box.options] == [
        *(f"{6 * lot + 1}–{6 * lot + 6} van 35)" for lot in range(5)),
        "31–35 van 35)",
    ]
    widest = max(len(table.value.columns) for table in app.table)
    assert widest == 1 + 1 + 6, "the indicator, the whole and six locations"
    assert "Meer 03" not in " ".join(map(str, app.table[1].value.columns))
    box.set_value(list(box.options)[1]).run()
    assert "Meer 03" in words_on(app)
    assert app.query_params["places"] == "north/more01"


@pytest.mark.usefixtures("full")
def test_the_link_follows_the_choices(open_page: OpenPage) -> None:
    app = open_page("compare")
    app.selectbox[0].select("work_rate_graduates").run()
    app.selectbox(key="compare_own").select("east/yard").run()
    link = dict(app.query_params)
    assert link == {"indicator": "work_rate_graduates", "own": "east/yard"}
    assert words_on(open_page("compare", **link)) == words_on(app)


@pytest.mark.usefixtures("full")
def test_a_level_is_shown_over_all_periods_only(open_page: OpenPage) -> None:
    app = open_page("compare", indicator="diploma_rate_starters", level="mbo1", period="2019/20")
    assert app.selectbox(key="compare_period").value == "all"
    assert app.selectbox(key="compare_period").disabled


def test_a_ratio_that_is_worked_out_has_a_definition_and_is_not_laid_side_by_side(
    data: Path, open_page: OpenPage
) -> None:
    def with_ratio(tables: Tables) -> None:
        last = tables["indicator"][-1]
        ratio = {
            "indicator": "social_value_ratio",
            "kind": "value",
            "unit": "eur_per_eur",
            "label_nl": "Baten-kostenverhouding",
        }
        tables["indicator"].append({**last, **ratio, "horizon_days": None, "position": last["position"] + 1})

    write_publication(data, edit=with_ratio)
    assert "Baten-kostenverhouding" not in open_page("compare").selectbox[0].options
    assert "Baten-kostenverhouding" in open_page("definitions").selectbox[0].options
    assert "Baten-kostenverhouding" in words_on(open_page("definitions", indicator="social_value_ratio"))


def test_what_a_file_says_is_never_run_as_markdown(data: Path, open_page: OpenPage) -> None:
    attack = "![x](http://example.org/x.png) :red[boo] $x$ **bold** <b>"
    write_publication(data, edit=changed("freshness", {"name": attack}, partner="west"))
    app = open_page("overview")
    texts = [element.value for element in app.markdown]
    texts += [str(cell) for table in app.table for cell in table.value.values]
    attacked = {"what": attack, "now": attack, "places": attack, "explained": ""}
    write_desk(data, edit=changed("action", attacked, rule="visit.hours.hours_are_a_quarter_to_12"))
    noticed = {"partner": "east", "receipt": "east.hulpvragen.2026-07.0123456789ab.1"}
    for page, link in (("deliveries", noticed), ("findings", {"kind": "notice"})):
        texts += [str(cell) for table in open_page(page, **link).table for cell in table.value.values]
    assert sum("example" in text for text in texts) >= 3
    for text in texts:
        assert "![" not in text
        own = re.sub(r"\[run \w+ in Dagster\]\(http://127[^)]+\)", "", text).replace("](compare?", "")
        assert "](" not in own, "the only links are our own"
        assert ":red[" not in text


@pytest.mark.usefixtures("full")
def test_the_steward_sees_what_is_missing_and_what_to_do(open_page: OpenPage) -> None:
    shown = words_on(open_page("deliveries"))
    assert "Wijkbedrijf West: Presentielijst van oktober 2026 is er nog niet (uiterlijk 10 november 2026)" in shown
    assert "College Noord: Inschrijvingen van oktober 2026 is niet verwerkt" in shown
    assert "○ mist" in shown
    assert "burgerservicenummers" in shown


@pytest.mark.usefixtures("full")
def test_a_receipt_says_where_every_row_went(open_page: OpenPage) -> None:
    app = open_page("deliveries", partner="east", receipt="east.hulpvragen.2026-08.0123456789ab.1")
    shown = words_on(app)
    assert "Rijen 423" in shown
    assert "Verwerkt 412" in shown
    assert "Overgeslagen rijen: leeg 7, totaal 1." in shown


@pytest.mark.usefixtures("full")
def test_the_steward_sees_what_is_linked_and_what_is_not(open_page: OpenPage) -> None:
    shown = words_on(open_page("findings"))
    assert "College Noord Inschrijving 200 93,0 % 150 30 6 1 9 4" in shown
    assert "Inschrijving 1 meer dan één persoon inschrijvingen.csv: regel 12" in shown
    assert (
        "Inschrijving 13 niemand gevonden inschrijvingen.csv: regel 20, regel 21, regel 22, regel 23, regel 24 …"
        in shown
    )
    assert "**niemand gevonden**: geen deelnemer bekend." in shown


@pytest.mark.usefixtures("full")
def test_a_difference_between_partners_is_told_once(open_page: OpenPage) -> None:
    shown = words_on(open_page("findings"))
    assert "College Noord Wijkbedrijf Noord een andere dag voor het diploma 1 inschrijvingen.csv: regel 7" in shown
    assert "Wijkbedrijf Noord College Noord een andere dag" not in shown


@pytest.mark.usefixtures("full")
def test_words_that_occur_nowhere_are_for_the_steward(open_page: OpenPage) -> None:
    assert "Wijkbedrijf Noord Rapportage Traject · opleiding (leeg), 'AKA'" in words_on(open_page("findings"))


def test_where_everything_is_linked_and_agrees_nothing_is_said(data: Path, open_page: OpenPage) -> None:
    write_desk(data, edit=only("run", "delivery", "finding", "expected"))
    shown = words_on(open_page("findings"))
    assert "Herstelacties" in shown
    for title in ("Koppeling met deelnemers", "Verschillen tussen bronnen", "Woorden die nergens voorkomen"):
        assert title not in shown


@pytest.mark.usefixtures("full")
def test_a_receipt_shows_repairs_and_gives_the_file_back(open_page: OpenPage) -> None:
    app = open_page("deliveries", partner="north", receipt="north.rapportage.2026-08.0123456789ab.1")
    shown = words_on(app)
    assert "Onbekende waarde voor soort hulp" in shown
    assert "Bedoelt u" in shown
    assert "Toegelicht: Een nachtdienst" in shown
    assert "Maak het bestand met opmerkingen" in [button.label for button in app.button]
    assert "run 6f1c0d58 in Dagster" in shown


@pytest.mark.usefixtures("full")
def test_without_sign_in_nothing_is_shown_beyond_this_machine(open_page: OpenPage) -> None:
    for address in (".".join("0" * 4), "", None, "192.168.1.10", "127.example.org"):
        config.set_option("server.address", address)
        for page in ("overview", "deliveries"):
            shown = words_on(open_page(page))
            assert "alleen voor deze computer" in shown
            assert "Locaties naast elkaar" not in shown


@pytest.mark.usefixtures("full")
def test_another_audience_has_its_own_publication(open_page: OpenPage) -> None:
    for audience in ("kopgroep", "../desk"):
        os.environ["WLB_AUDIENCE"] = audience
        try:
            assert "Er is nog niets gepubliceerd" in words_on(open_page("overview"))
        finally:
            del os.environ["WLB_AUDIENCE"]
