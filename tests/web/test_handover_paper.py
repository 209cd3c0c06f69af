"""The sheet on paper: one page in each language, whatever is on it; the own baseline; what is left out is counted."""

from __future__ import annotations

import re
import subprocess
import zlib
from pathlib import Path
from shutil import which

import polars as pl
import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from django.utils import translation

from pagus.apps.handovers.collecting import own_baseline
from pagus.apps.handovers.sheet import Baseline, RaisedRule, Sheet, SheetGlucose, SheetKit, SheetParameter, SheetSeries
from pagus.kernel.time import DAY
from pagus.kit_language.model import LANGUAGES, Language
from pagus.web.handovers.paper import sheet_paper
from pagus.web.handovers.sheet_charts import sheet_charts
from tests.apps.workspace import NOW

WORDS = {"fr": "Poids du corps", "en": "Body weight", "de": "Körpergewicht"}


def full_sheet(series: int = 7, rules: int = 9, limits: int = 8) -> Sheet:
    """As much as a sheet can hold: every chart, a long question, more rows than fit."""
    days = [[NOW - n * DAY, 70.0 + n % 3, 71.0 + n % 3, 72.0 + n % 3, 2] for n in range(27, -1, -1) if n % 9]
    baseline = Baseline(low=70.0, median=71.5, high=73.0, days=24, from_ms=NOW - 31 * DAY, to_ms=NOW - 3 * DAY)
    minutes = [float(minute) for minute in range(0, 1440, 30)]
    curves = {f"p{p}": [80.0 + p + minute / 30 for minute in minutes] for p in (5, 25, 50, 75, 95)}
    return Sheet(
        version=1, person="person:P-7K3Q9", simulated=True, team={"fr": "Équipe", "en": "Team", "de": "Team"},
        made_ms=NOW, from_ms=NOW - 28 * DAY, to_ms=NOW, asked_by="nurse", asked_role=WORDS, to="physician",
        question="Faut-il changer ? " * 55, urgency="today", due_ms=NOW + DAY, reason_alert="Poids en hausse",
        identity=None,
        kits=[SheetKit(installation=1, title=WORDS, version="1.0.0", mode="simulation", since_ms=NOW - 90 * DAY)] * 3,
        series=[
            SheetSeries(code=f"s{n}", name=WORDS, unit="kg", loinc="", days=days, last_ms=NOW, last=71.0,
                        baseline=baseline)
            for n in range(series)
        ],
        silent=[WORDS] * 4,
        glucose=SheetGlucose(from_ms=NOW - 14 * DAY, to_ms=NOW, readings=4000, enough=True, mean=150.0, gmi=6.9, cv=0.3,
                             active=0.97, ranges=[0.0, 0.01, 0.77, 0.2, 0.02], profile={"minute": minutes, **curves}),
        rules=[
            RaisedRule(title=WORDS, severity="high", times=4, first_ms=NOW - 9 * DAY, last_ms=NOW, open=1,
                       outcomes={"useful": 2}, last_note="Appelée, elle va bien. " * 8, last_by="nurse",
                       last_note_ms=NOW)
        ] * rules,
        parameters=[
            SheetParameter(installation=1, name="x", label=WORDS, unit="kg", value=1.5, kit_value=2.0, layer="person",
                           by="nurse", at_ms=NOW, reason="Insuffisance rénale connue, voir courrier.")
        ] * limits,
        proposable=[], medicines=["Bisoprolol 2,5 mg, 1 le matin"] * 8,
    )  # fmt: skip


def pages_of(pdf: bytes) -> int:
    """How many pages? Page objects stand in compressed streams of objects."""
    parts = [pdf]
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream[1]))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page\b(?!s)", part)) for part in parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_sheet_is_one_page(language: Language) -> None:
    made = sheet_paper(full_sheet(), language)
    assert pages_of(made) == 1


def test_an_empty_sheet_is_one_page_too() -> None:
    sheet = full_sheet(0, 0, 0)
    sheet["glucose"], sheet["kits"], sheet["medicines"], sheet["silent"] = None, [], [], []
    assert pages_of(sheet_paper(sheet, "en")) == 1


def test_the_paper_says_what_it_is(tmp_path: Path) -> None:
    if which("pdftotext") is None:
        pytest.skip("needs pdftotext of poppler-utils")
    (tmp_path / "sheet.pdf").write_bytes(sheet_paper(full_sheet(), "fr"))
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "sheet.pdf", "-"], capture_output=True, text=True, check=True
    )
    for words in ("P-7K3Q9", "Simulé", "cette personne n’existe pas", "Bisoprolol", "15 ou 112", "habituel ici"):
        assert words in text.stdout
    assert "5 lignes ne tiennent pas ici" in text.stdout


def test_a_page_breaks_the_line_where_days_are_missing() -> None:
    with translation.override("en"):
        drawn = sheet_charts(full_sheet(1), "en")["series"][0]
    assert drawn["n"] == 2 * len(full_sheet(1)["series"][0]["days"])
    assert "usual here: 70 to 73 kg" in drawn["words"]


def days(values: list[float]) -> pl.DataFrame:
    return pl.DataFrame({"day": [NOW - n * DAY for n in range(len(values))], "mean": values})


def test_own_baseline_leaves_the_last_days_out_and_needs_a_week() -> None:
    rising = [90.0, 90.0, 90.0, *([70.0] * 20)]
    base = own_baseline(days(rising), NOW)
    assert base is not None
    assert (base["low"], base["median"], base["high"]) == (70.0, 70.0, 70.0)
    assert base["days"] == 19
    assert own_baseline(days([70.0] * 9), NOW) is None


def test_own_baseline_is_the_percentiles_of_the_window() -> None:
    values = [0.0] * 4 + [float(n) for n in range(28)]
    inside = sorted(values[4:31])
    base = own_baseline(days(values), NOW)
    assert base is not None
    expected = pl.Series(inside)
    assert base["low"] == pytest.approx(expected.quantile(0.05, "linear"), abs=1.5)
    assert base["high"] == pytest.approx(expected.quantile(0.95, "linear"), abs=1.5)
