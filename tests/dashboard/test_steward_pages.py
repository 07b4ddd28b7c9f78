"""The steward's pages with the real command behind them: a file is tried out and handed in, a word is mapped, a partner proposed.

The command runs in this process here (`in_process`), so that Great Expectations is loaded once; that it has a process of its
own otherwise, and what is made of its failures, is in `test_drafts.py`.
"""

import io
import json
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from dashboards import frame
from dashboards.steward import child, proposing
from dashboards.steward.child import Answer
from pipelines import cli, desk, settings
from pipelines.registry import load_registry
from pipelines.words import Lang
from tests import newcomer
from tests.dashboard.publication import changed, write_desk
from tests.dashboard.reading import OpenPage, words_on
from tests.workplace import Workplace, request, requests, trajectories, trajectory

GOOD = [request(number) for number in range(40)]
FILE = "hulpvragen_201602.csv"
BSN = ("111222333", "123456782", "999999990", "999990019", "100000009", "100000010")  # invented, and pass the 11-test


@pytest.fixture
def place(workplace: Workplace, data: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """A workplace that the pages look at, and whose agreements the command uses."""
    assert data
    monkeypatch.setenv("WLB_DATA", str(workplace.data))
    monkeypatch.setattr(settings, "SOURCES", workplace.sources)
    monkeypatch.setattr(child, "SOURCES", workplace.sources)
    (workplace.sources / "headers.yaml").write_bytes((settings.ROOT / "sources" / "headers.yaml").read_bytes())

    def in_process(arguments: list[str], lang: Lang) -> Answer:
        said, refused = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "argv", ["wlb", *arguments])
        load_registry.cache_clear()
        with redirect_stdout(said), redirect_stderr(refused), pytest.raises(SystemExit) as ended:
            cli.main()
        told = json.loads(said.getvalue()) if said.getvalue() else None
        return Answer(
            int(ended.value.code or 0), told, "" if told is not None else child._why(refused.getvalue(), lang)
        )

    monkeypatch.setattr(child, "_run", in_process)
    written(workplace)
    return workplace


def written(place: Workplace) -> None:
    desk.write(place.settings, place.registry)


def stored(place: Workplace) -> set[str]:
    """Everything in the data folder but the desk and the key."""
    files = (path.relative_to(place.data) for path in place.data.rglob("*") if path.is_file())
    return {str(path) for path in files if path.parts[0] not in ("desk", "demo.key", "demo.json")}


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv")).run()
    assert not app.exception, app.exception
    return app


def button(app: AppTest, label: str) -> None:
    next(one for one in app.button if label in one.label).click().run()
    assert not app.exception, app.exception


def buttons(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def downloads(app: AppTest) -> list[str]:
    return [one.proto.label for one in app.get("download_button") if isinstance(one, Element)]


def test_a_file_is_tried_out_without_being_stored_and_then_handed_in(
    place: Workplace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = requests(*GOOD, request(40, kind="boodschapen"))
    app = upload(open_page("deliver", partner="noord"), FILE, content)
    shown = words_on(app)
    assert "zou worden verwerkt, met opmerkingen" in shown
    assert "40 van de 42 regels gebruikt, 1 apart gezet" in shown
    assert "Onbekende waarde voor soort hulp: 'boodschapen'" in shown
    assert "Hulpvraag: 40 gegevens" in shown
    assert "wordt een pseudoniem" in shown
    (draft,) = (place.data / "work").iterdir()
    assert stored(place) == {f"work/{draft.name}/{FILE}"}
    monkeypatch.setattr(sys, "argv", ["nothing was asked yet"])
    app.run()
    assert sys.argv == ["nothing was asked yet"], "the answer is kept as long as the file is the same"
    button(app, "Lever dit bestand in")
    assert f"{FILE} is ingeleverd" in "".join(one.value for one in app.success).replace("\\", "")
    assert stored(place) == {f"inbox/noord/{FILE}"}
    assert (place.data / "inbox" / "noord" / FILE).read_bytes() == content
    (receipt,) = place.run("noord")
    assert receipt.used == 40


def test_a_trial_tells_what_would_change_since_the_delivery_it_replaces(place: Workplace, open_page: OpenPage) -> None:
    app = upload(open_page("deliver", partner="noord"), FILE, requests(*GOOD))
    assert "Er is geen eerdere levering die deze vervangt" in words_on(app)
    place.deliver("noord", FILE, requests(*GOOD))
    again = upload(open_page("deliver", partner="noord"), FILE, requests(*GOOD[1:], request(90), request(91)))
    shown = words_on(again)
    assert "Wat er verandert" in [header.value for header in again.subheader]
    assert "**Hulpvragen**: 2 nieuw, 0 gewijzigd, 1 verdwenen." in shown


def test_a_file_can_be_put_aside(place: Workplace, open_page: OpenPage) -> None:
    app = upload(open_page("deliver", partner="noord"), FILE, requests(*GOOD))
    button(app, "Lever niet in")
    assert stored(place) == set()
    assert "Proeflevering" not in words_on(app)


@pytest.mark.usefixtures("place")
def test_a_trial_shows_nobody(open_page: OpenPage) -> None:
    lines = [trajectory(number, family=f"Vandenberg{number}", given="Fatima") for number in range(30)]
    lines.append(trajectory(30, family="Vandenberg30", born="31-02-1990", start="31-06-2015"))
    app = upload(open_page("deliver", partner="noord"), "trajecten_201602.csv", trajectories(*lines))
    shown = words_on(app)
    assert "31-06-2015" in shown
    for secret in ("Vandenberg", "Fatima", "1990", "NO-00"):
        assert secret not in shown


def test_a_file_with_citizen_service_numbers_is_removed_at_once(place: Workplace, open_page: OpenPage) -> None:
    lines = [request(number, client=bsn) for number, bsn in enumerate(BSN)]
    app = upload(open_page("deliver", partner="noord"), FILE, requests(*lines))
    shown = words_on(app)
    assert "zou worden vernietigd" in shown
    assert "meteen gewist" in shown
    assert not any(bsn in shown for bsn in BSN)
    assert stored(place) == set()
    assert not [label for label in buttons(app) if "inlever" in label or "Lever dit" in label]


def test_a_waiting_file_with_citizen_service_numbers_is_left_to_the_run(place: Workplace, open_page: OpenPage) -> None:
    place.drop("noord", FILE, requests(*(request(n, client=bsn) for n, bsn in enumerate(BSN))))
    app = open_page("deliver", partner="noord")
    app.radio[0].set_value("inbox").run()
    assert "De volgende run vernietigt het" in app.error[0].value
    assert stored(place) == {f"inbox/noord/{FILE}"}
    (place.data / "inbox" / "noord" / FILE).write_bytes(requests(*GOOD))
    app.run()
    assert "zou worden verwerkt" in words_on(app)
    (place.data / "inbox" / "noord" / FILE).unlink()
    app.run()
    assert "Proeflevering" not in words_on(app)


def test_a_file_that_would_be_refused_is_not_handed_in(place: Workplace, open_page: OpenPage) -> None:
    app = upload(open_page("deliver", partner="noord"), "notulen.txt", b"a;b")
    shown = words_on(app)
    assert "zou niet worden verwerkt" in shown
    assert "past bij geen afgesproken bestandsnaam" in shown
    assert "Herstel eerst" in shown
    assert "Lever dit bestand in" not in buttons(app)
    upload(app, FILE, requests(*GOOD))
    assert "Lever dit bestand in" in buttons(app)
    assert len(stored(place)) == 1


def test_a_waiting_file_can_be_tried_out_where_it_lies(place: Workplace, open_page: OpenPage) -> None:
    place.drop("noord", FILE, requests(*GOOD))
    app = open_page("deliver", partner="noord")
    app.radio[0].set_value("inbox").run()
    shown = words_on(app)
    assert f"Proeflevering van {FILE}" in shown
    assert "wacht al in de inbox" in shown
    assert "Lever dit bestand in" not in buttons(app)
    assert stored(place) == {f"inbox/noord/{FILE}"}


def test_a_member_of_a_site_delivers_for_its_own_site_only(
    place: Workplace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "delivers_for", lambda: frozenset({"noord"}))
    app = open_page("deliver", partner="school")
    (partner,) = [box for box in app.selectbox if box.label.startswith("Van welke partner")]
    assert partner.options == [place.registry.parties["noord"].name]
    monkeypatch.setattr(frame, "delivers_for", frozenset)
    assert "niemand om voor aan te leveren" in words_on(open_page("deliver"))


def test_a_word_is_mapped_on_the_page_and_nothing_has_to_come_again(place: Workplace, open_page: OpenPage) -> None:
    before = place.deliver("noord", FILE, requests(*GOOD, request(40, kind="boodschapen")))
    written(place)
    app = open_page("findings", theme="words")
    assert "regel 42, kolom 'Soort hulp'" in words_on(app)
    button(app, "Zet klaar")
    assert "zonder reden en naam" in app.warning[0].value
    assert not (place.sources / "partners" / "noord" / "repairs.yaml").exists()
    app.selectbox[-1].set_value("groceries")
    app.text_area[0].set_value("tikfout in hun lijst")
    app.text_input[0].set_value("A. Steward")
    button(app, "Zet klaar")
    assert "repairs.yaml" in app.success[0].value
    assert "help_request.category: boodschapen → groceries" in words_on(app)
    assert "tikfout in hun lijst" in (place.sources / "partners" / "noord" / "repairs.yaml").read_text(encoding="utf-8")
    load_registry.cache_clear()
    (after,) = place.run("noord")
    assert (before.used, after.used) == (40, 41)


def test_a_rule_is_waived_on_the_page_for_one_month(place: Workplace, open_page: OpenPage) -> None:
    early = request(40, asked="05-02-2016", handled="03-02-2016")
    place.deliver("noord", FILE, requests(*GOOD, early))
    written(place)
    app = open_page("findings", theme="agreement")
    app.text_area[0].set_value("later ingevuld")
    app.text_input[0].set_value("A. Steward")
    button(app, "Zet klaar")
    assert app.success
    told = (place.sources / "partners" / "noord" / "repairs.yaml").read_text(encoding="utf-8")
    assert "period: 2016-02" in told
    load_registry.cache_clear()
    (after,) = place.run("noord")
    assert after.used == 41


def test_what_a_supplier_says_of_a_notice_is_kept_and_asks_nothing_more(place: Workplace, open_page: OpenPage) -> None:
    lines = [request(number) + "x" for number in range(40)]
    place.deliver("noord", FILE, requests(*lines).replace(b"Status;Wijk;", b"Status;Wijk;Opmerking"))
    written(place)
    app = open_page("findings", kind="notice")
    assert "Een kolom die wij niet kennen: 'Opmerking'" in words_on(app)
    app.text_area[0].set_value("--tijdelijk, gaat er volgende maand uit")
    app.text_input[0].set_value("hun administratie")
    button(app, "Bewaar de toelichting")
    assert app.success
    assert "Hier is niets te herstellen" in words_on(app)
    (kept,) = (place.data / "explanations" / "noord").glob("*.json")
    assert "--tijdelijk, gaat er volgende maand uit" in kept.read_text(encoding="utf-8")
    shown = words_on(open_page("findings", kind="explained"))
    assert "Toegelicht: --tijdelijk" in shown
    assert "al toegelicht" in shown


def test_what_only_a_supplier_can_repair_is_said(place: Workplace, open_page: OpenPage) -> None:
    place.deliver("noord", FILE, requests(*GOOD, GOOD[0]))
    written(place)
    shown = words_on(open_page("findings", theme="double"))
    assert "herstelt alleen de leverancier" in shown


def test_samples_become_a_proposal_that_can_be_changed_and_downloaded(
    place: Workplace, open_page: OpenPage, tmp_path: Path
) -> None:
    sample = newcomer.help_requests(tmp_path)
    app = open_page("onboard")
    app.text_input[0].set_value("zwolle").run()
    app.file_uploader[0].set_value([(sample.name, sample.read_bytes(), "")]).run()
    button(app, "Stel een leeswijze voor")
    shown = words_on(app)
    assert "**Type hulp**  \n→ help_request · category :green-badge[zeker 97 %]" in shown
    assert "60 van de 66 regels gebruikt" in shown
    assert "boodschappen (15×)" in shown
    texts = {area.label: area for area in app.text_area}
    assert set(texts) == {"partners/zwolle/hulp.yaml", "partners.yaml"}
    yaml = texts["partners/zwolle/hulp.yaml"]
    yaml.set_value((yaml.value or "").replace("dataset: help_request", "dataset: help_requests")).run()
    button(app, "Probeer opnieuw")
    assert "hulp.yaml" in app.error[0].value.replace("\\", "")
    assert "help_requests" in app.error[0].value.replace("\\", "")
    assert "zwolle" not in place.registry.parties
    assert not (place.sources / "partners" / "zwolle").exists()


def test_the_proposal_is_packed_as_it_stands() -> None:
    packed = zipfile.ZipFile(io.BytesIO(proposing.zipped({"partners.yaml": "a: é\n", "partners/x/y.yaml": "b: 1\n"})))
    assert packed.read("partners/x/y.yaml") == b"b: 1\n"
    assert packed.read("partners.yaml").decode() == "a: é\n"


@pytest.mark.usefixtures("place")
def test_a_sample_of_which_nothing_is_known_gets_a_sentence(open_page: OpenPage) -> None:
    app = open_page("onboard")
    assert next(one for one in app.button if one.label.startswith("Stel")).disabled
    app.text_input[0].set_value("Zwolle!").run()
    assert "kleine letters" in app.warning[0].value
    app.text_input[0].set_value("zwolle").run()
    app.file_uploader[0].set_value([("brief.txt", b"Beste collega,\nhierbij de cijfers.\n", "")]).run()
    button(app, "Stel een leeswijze voor")
    assert "geen voorstel" in app.error[0].value
    assert "brief.txt" in words_on(app)


def test_a_provisional_figure_says_what_it_waits_for(full: Path, open_page: OpenPage) -> None:
    assert full
    held_up = words_on(
        open_page("deliveries", place="west/green", figure="work_rate_starters", group="2024/25.participant")
    )
    assert "mensen** is de uitkomst nog niet bekend: de termijn van 183 dagen is nog niet om" in held_up
    assert "West Brink zijn compleet **t/m 30 september 2026**" in held_up
    assert "**Die dag schuift niet op:** Presentielijst van oktober 2026 van Wijkbedrijf West is er nog niet" in held_up
    assert "College Noord, Inschrijvingen oktober 2026" in held_up
    by_itself = words_on(
        open_page("deliveries", place="east/barn", figure="work_rate_starters", group="2024/25.participant")
    )
    assert "Van Oost Werf 2 zelf ontbreekt niets" in by_itself
    assert "Die dag schuift niet op" not in by_itself


@pytest.mark.usefixtures("data")
def test_without_a_publication_the_deliveries_are_there_all_the_same(data: Path, open_page: OpenPage) -> None:
    write_desk(data)
    shown = words_on(open_page("deliveries"))
    assert "Waarom is een cijfer voorlopig?" not in shown
    assert "Kalender per partner" in shown


@pytest.mark.usefixtures("full")
def test_the_calendar_can_show_only_what_is_open(open_page: OpenPage) -> None:
    everybody, only_open = words_on(open_page("deliveries")), words_on(open_page("deliveries", show="open"))
    assert "**Wijkbedrijf Oost**" in everybody
    assert "**Wijkbedrijf Oost**" not in only_open
    assert "○ okt 26 mist" in only_open


@pytest.mark.usefixtures("full")
def test_a_link_to_a_rule_opens_that_rule(open_page: OpenPage) -> None:
    shown = words_on(open_page("rules", rule="help_request.category.is_known"))
    assert "is geen bekende waarde voor niveau" in shown
    assert "staat niet in de regellijst" in words_on(open_page("rules", rule="<script>"))


def test_only_a_receipt_from_the_outbox_is_handed_out(full: Path, open_page: OpenPage) -> None:
    link = {"partner": "east", "receipt": "east.hulpvragen.2026-08.0123456789ab.1"}
    folder = full / "outbox" / "east" / "east.hulpvragen.2026-08.0123456789ab"
    folder.mkdir(parents=True)
    (folder / "ontvangstbewijs.html").write_text("<p>bewijs</p>", encoding="utf-8")
    labels = downloads(open_page("deliveries", **link))
    assert "Ontvangstbewijs voor de leverancier" in labels
    (full / "ontvangstbewijs.html").write_text("geheim", encoding="utf-8")
    write_desk(full, "20261103T061500-d", changed("delivery", {"outbox": "outbox/.."}, receipt_id=link["receipt"]))
    labels = downloads(open_page("deliveries", **link))
    assert "Ontvangstbewijs voor de leverancier" not in labels
