"""Who signs in sees what their role allows, and a sentence with a way back for the rest."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboards import access
from dashboards.access import of_claims
from tests.dashboard.publication import changed, write_publication
from tests.dashboard.reading import words_on

NOW = 1_800_000_000.0
FRESH = {"is_logged_in": True, "exp": NOW + 600, "iat": NOW - 600, "name": "Ada"}
APP = Path(__file__).resolve().parents[2] / "dashboards" / "app.py"


@pytest.mark.parametrize(
    ("told", "roles", "audience"),
    [
        ("steward", {"viewer", "member", "steward"}, "kopgroep"),
        (["member:north", "other"], {"viewer", "member"}, "site:north"),
        ("viewer member:east", {"viewer", "member"}, "site:east"),
        (["viewer"], {"viewer"}, "public"),
        (None, {"viewer"}, "public"),
        (["member:../desk", "Steward", "stewards"], {"viewer"}, "public"),
    ],
)
def test_the_token_says_the_role_and_the_role_says_the_audience(told: object, roles: set[str], audience: str) -> None:
    found = of_claims({**FRESH, "roles": told}, NOW, "kopgroep")
    assert found.state == "signed_in"
    assert (set(found.roles), found.audience) == (roles, audience)


@pytest.mark.parametrize(
    "claims",
    [
        {"is_logged_in": False},
        {**FRESH, "exp": NOW},
        {**FRESH, "iat": NOW - access.LASTS_SECONDS},
        {"is_logged_in": True, "roles": "steward"},
        {"is_logged_in": True, "roles": "steward", "exp": "later"},
    ],
)
def test_a_token_that_is_over_or_says_no_time_signs_nobody_in(claims: Mapping[str, Any]) -> None:
    found = of_claims(claims, NOW, "kopgroep")
    assert (found.state, found.roles) == ("signed_out", frozenset())


def test_where_no_sign_in_is_configured_everything_is_open() -> None:
    assert of_claims({}, NOW, "kopgroep") == access.Reader("open", access.EVERYTHING, "kopgroep")


def test_the_claim_may_have_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WLB_ROLES_CLAIM", "groups")
    assert "steward" in of_claims({**FRESH, "groups": ["steward"]}, NOW, "public").roles


def opened(page: str, monkeypatch: pytest.MonkeyPatch, claims: Mapping[str, Any]) -> AppTest:
    """A page as somebody with these claims finds it, on a server that everybody can reach."""
    monkeypatch.setattr(access, "reader", lambda: of_claims(claims, NOW, "public"))
    config.set_option("server.address", ".".join("0" * 4))
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    ("roles", "page", "sentence"),
    [
        ("viewer", "deliveries", "Deze pagina is voor datastewards"),
        ("member:north", "deliveries", "Deze pagina is voor datastewards"),
        ("viewer", "practices", "Deze pagina is voor leden van de Kopgroep"),
        ("viewer", "claim", "Deze pagina is voor leden van de Kopgroep"),
    ],
)
def test_a_role_that_lacks_access_gets_a_sentence_and_a_way_back(
    monkeypatch: pytest.MonkeyPatch, roles: str, page: str, sentence: str
) -> None:
    app = opened(page, monkeypatch, {**FRESH, "roles": roles})
    shown = words_on(app)
    assert sentence in shown
    assert "vraag dan de beheerder" in shown
    assert "Wijkbedrijf" not in shown
    assert [link.proto.label for link in app.get("page_link")] == ["Terug naar het overzicht"]


@pytest.mark.usefixtures("full")
def test_before_signing_in_no_figure_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for page in ("overview", "deliveries"):
        app = opened(page, monkeypatch, {"is_logged_in": False})
        assert "Meld u aan" in words_on(app)
        assert not app.table
        assert [button.label for button in app.button] == ["Aanmelden"]


def test_each_role_reads_its_own_publication(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_publication(data)
    for audience in ("site:north", "kopgroep"):
        exact = changed("freshness", {"name": f"Alleen voor {audience}"}, partner="west")
        write_publication(data, edit=exact, audience=audience)
    for roles, seen in (("viewer", None), ("member:north", "site:north"), ("steward", "kopgroep")):
        app = opened("overview", monkeypatch, {**FRESH, "roles": roles})
        shown = words_on(app)
        assert ("Alleen voor" in shown) == bool(seen)
        assert f"Alleen voor {seen or ''}" in shown or not seen
        assert "Zonder aanmelding" not in shown
        assert "Aangemeld als Ada" in shown


def test_a_member_whose_site_has_no_publication_gets_a_sentence(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_publication(data)
    shown = words_on(opened("compare", monkeypatch, {**FRESH, "roles": "member:east"}))
    assert "Er is nog niets gepubliceerd" in shown
    assert str(data) not in shown, "where the server looked is nothing for a member"
