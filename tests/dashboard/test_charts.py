"""Charts are drawn from words and published shares; nothing is lost for who cannot see them."""

import json

import pandas as pd

from dashboards import charts


def rows(*labels: str, own: str = "") -> pd.DataFrame:
    return pd.DataFrame(
        {"label": label, "text": "• verborgen" if hidden else "84 % (130 van 155)", "value": None if hidden else 0.84,
         "low": None if hidden else 0.77, "high": None if hidden else 0.89, "own": label == own, "small": False}
        for label in labels
        for hidden in [label.startswith("Hidden")]
    )  # fmt: skip


def test_every_row_has_its_words_and_hidden_rows_only_words() -> None:
    spec = charts.figures.interval_chart(rows("A", "Hidden B", own="A"), "in procenten").to_dict()
    drawn = next(iter(spec["datasets"].values()))
    assert [row["text"] for row in drawn] == ["84 % (130 van 155)", "• verborgen"]
    assert [row["value"] for row in drawn] == [0.84, None]


def test_a_page_where_all_is_hidden_still_draws() -> None:
    hidden = rows("Hidden A", "Hidden B")
    for chart in (
        charts.figures.interval_chart(hidden, ""),
        charts.figures.amount_chart(hidden),
        charts.figures.steps_chart(hidden),
    ):
        assert chart.to_dict()["height"] > 0


def test_a_label_with_quotes_stays_a_label() -> None:
    spec = json.dumps(charts.figures.interval_chart(rows("O'Brien\\'s, 'datum' | x"), "").to_dict())
    assert "O\\\\'Brien" in spec


def test_the_national_line_is_there_only_when_given() -> None:
    assert "landelijk" not in json.dumps(charts.figures.interval_chart(rows("A"), "").to_dict())
    assert "landelijk" in json.dumps(charts.figures.interval_chart(rows("A"), "", (0.775, "landelijk")).to_dict())


def test_the_description_tells_ten_rows_and_where_the_rest_stands() -> None:
    told = charts.figures.described(
        "Diploma", rows(*[f"Place {index}" for index in range(12)]), "De rest staat in de tabel."
    )
    assert told.startswith("Diploma. Place 0: 84 % (130 van 155); Place 1")
    assert told.endswith("Place 9: 84 % (130 van 155). De rest staat in de tabel.")
    assert "Place 10" not in told


def test_no_chart_fetches_anything() -> None:
    spec = charts.figures.interval_chart(rows("A"), "").to_dict()
    assert "url" not in json.dumps(spec["layer"])
    assert all("url" not in json.dumps(data) for data in spec["datasets"].values())
