"""Every pair of tokens that meets on a page keeps the contrast of WCAG 2.2 AA, in both themes."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "src" / "pagus" / "web" / "static" / "css"
GROUNDS = ("paper", "surface", "sunken")
SEVERITIES = ("information", "warning", "high", "critical", "good")
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "accent", "accent-strong") for ground in GROUNDS],
    *[(severity, ground) for severity in SEVERITIES for ground in (f"{severity}-soft", "paper", "surface")],
    *[("ink", f"{severity}-soft") for severity in SEVERITIES],
    *[("accent", f"{severity}-soft") for severity in SEVERITIES],
    *[("on-severity", severity) for severity in SEVERITIES],
    *[("on-range", tone) for tone in ("range-low", "range-target", "range-high")],
    *[("on-severity", tone) for tone in ("range-very-low", "range-very-high")],
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("accent-strong", "accent-soft"),
    ("ink", "accent-soft"),
    ("map-label", "map-label-halo"),
    ("ink", "chart-band"),
    ("ink", "chart-window"),
]
SHAPES = [
    *[("line-strong", ground) for ground in ("paper", "surface", "sunken")],
    *[(f"{severity}-fill", ground) for severity in SEVERITIES for ground in ("surface",)],
    *[("accent", ground) for ground in ("chart-band", "chart-window", "chart-fan-outer")],
    *[(tone, "surface") for tone in ("range-very-low", "range-low", "range-target", "range-very-high")],
    ("focus-inner", "focus-outer"),
    ("focus-inner", "paper"),
    ("focus-inner", "surface"),
    ("critical", "chart-band"),
    ("high", "chart-window"),
]


def tokens() -> dict[str, tuple[str, str]]:
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    found = dict[str, tuple[str, str]]()
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", text):
        found[name] = (light, dark)
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXT), (3.0, SHAPES)], ids=["text", "shapes"])
def test_pairs_keep_their_contrast(theme: str, least: float, pairs: list[tuple[str, str]]) -> None:
    known, place = tokens(), ("light", "dark").index(theme)
    weak = {
        f"{one} on {other}": round(contrast(known[one][place], known[other][place]), 2)
        for one, other in pairs
        if contrast(known[one][place], known[other][place]) < least
    }
    assert weak == {}


def test_the_official_air_colours_carry_readable_numbers() -> None:
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(atmo-\d): (#\w{6});", text))
    assert len(colours) == 6
    for tone, colour in colours.items():
        ink = "#15242b" if tone <= "atmo-4" else "#ffffff"
        assert contrast(ink, colour) >= 4.5, tone


def test_neighbouring_map_classes_differ_in_lightness() -> None:
    known = tokens()
    for palette in ("need", "amount"):
        for place in (0, 1):
            shades = [luminance(known[f"map-{palette}-{index}"][place]) for index in range(1, 6)]
            steps = [abs(one - other) for one, other in itertools.pairwise(shades)]
            assert min(steps) > 0.01, (palette, place, shades)


def test_every_used_token_exists() -> None:
    defined = set(re.findall(r"^\s*--([\w-]+):", (CSS / "tokens.css").read_text(encoding="utf-8"), re.MULTILINE))
    used = {
        name
        for sheet in CSS.glob("*.css")
        for name in re.findall(r"var\(--([\w-]+)\)", sheet.read_text(encoding="utf-8"))
    }
    assert used - defined == set()


def test_no_colour_stands_outside_the_tokens() -> None:
    allowed = {"charts.css": {"#15242b", "#ffffff"}, "print.css": {"#fff", "#999"}}
    for sheet in CSS.glob("*.css"):
        if sheet.name != "tokens.css":
            found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text(encoding="utf-8")))
            assert found <= allowed.get(sheet.name, set()), sheet.name


def test_every_tone_of_the_charts_has_its_fill() -> None:
    from pagus.web.charts.model import TONES

    sheet = (CSS / "charts.css").read_text(encoding="utf-8")
    assert {tone for tone in TONES if f".fill-{tone} " not in sheet} == set()
