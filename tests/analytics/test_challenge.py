"""The challenge of coaching-active-life: a share by place, each against their own weeks, small numbers held back."""

from __future__ import annotations

import polars as pl

from pagus.analytics import people_indicator
from pagus.kernel.time import DAY
from pagus.kit_language.shipped import shipped_kit

KIT = shipped_kit("coaching-active-life")
SCORE = KIT.indicators["challenge_score"]
END = 20_000 * DAY


def weeks(commune: str, people: list[tuple[float, float, float]]) -> pl.DataFrame:
    """People by (mean of the week, mean of the month, days known of the month); the week is whole."""
    rows = [(f"person:{commune}-{at}", commune, *each) for at, each in enumerate(people)]
    names = {"subject": pl.String, "commune": pl.String, "week_mean": pl.Float64, "month_mean": pl.Float64}
    return pl.DataFrame(rows, schema={**names, "month_days": pl.Float64}, orient="row")


def score(audience: str, *communes: pl.DataFrame) -> dict[str, tuple[str, float | None]]:
    people = pl.concat(communes)
    features = people.with_columns(week_days=pl.lit(7.0), t=pl.lit(END, dtype=pl.Int64)).drop("commune")
    codes = people["commune"].unique(maintain_order=True).to_list()
    cut = pl.DataFrame({"commune": codes, "place": codes})
    homes = people.select("subject", "commune")
    found = people_indicator(KIT, SCORE, features, homes, cut, whole="all", audience=audience)  # type: ignore[arg-type]
    return {row["place"]: (row["status"], row["value"]) for row in found.iter_rows(named=True)}


def test_the_least_active_counts_as_much_as_the_most_active() -> None:
    # 8 minutes after weeks of 4 (month 5) is more than usual; 90 after weeks of 110 (month 105) is not.
    more, less = (8.0, 5.0, 28.0), (90.0, 105.0, 28.0)
    found = score("inside", weeks("lively", [more] * 30 + [less] * 10), weeks("sporty", [more] * 10 + [less] * 30))
    assert found["lively"] == ("ok", 0.75)
    assert found["sporty"] == ("ok", 0.25)
    assert found["all"] == ("ok", 0.5)


def test_as_much_as_usual_is_not_more_and_too_few_days_do_not_count() -> None:
    usual = weeks("usual", [(20.0, 20.0, 28.0)] * 20 + [(20.1, 20.0, 28.0)] * 20 + [(99.0, 20.0, 13.0)] * 20)
    assert score("inside", usual)["usual"] == ("ok", 0.5)


def test_a_small_place_is_held_back() -> None:
    found = score("public", weeks("hamlet", [(8.0, 5.0, 28.0)] * 2), weeks("town", [(8.0, 5.0, 28.0)] * 60))
    assert found["hamlet"] == ("suppressed", None)
