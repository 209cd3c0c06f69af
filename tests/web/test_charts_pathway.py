"""The drawing of a pathway: well-formed, said to those who hear it, every way in its table, nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from pagus.kit_language import kit_sentences
from pagus.kit_language.model import LANGUAGES
from pagus.web.charts import Chart, PathwayChart, Setting, pathway_chart
from tests.engines.pathways.people import example_kit

SVG = "{http://www.w3.org/2000/svg}"


def chart(language: Any = "en", **more: Any) -> Chart:
    kit = example_kit()
    words = kit_sentences(kit, language).pathways[0]
    return pathway_chart(
        PathwayChart(setting=Setting(identifier="p", language=language), pathway=kit.pathways["activity"], words=words,
                     **more)
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_and_has_its_table(language: str) -> None:
    drawn = chart(language)
    root = ElementTree.fromstring(drawn.svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "p-title p-description"
    assert root.findtext("title") == drawn.title
    assert "12" in (root.findtext("desc") or "")
    assert [row[0] for row in drawn.table.rows] == [str(number) for number in range(1, 13)]
    assert all(len(row) == len(drawn.table.columns) and all(row) for row in drawn.table.rows)


def test_a_page_needs_no_style_and_nothing_from_elsewhere() -> None:
    drawn = chart()
    assert not re.search(r"style=|<style|<script|https?://|href", drawn.svg)


def test_a_file_of_its_own_says_what_its_numbers_mean() -> None:
    alone = ElementTree.fromstring(chart(alone=True).svg)
    texts = ["".join(each.itertext()) for each in alone.iter(f"{SVG}text")]
    assert any(text.startswith("1. When “First interview” is done, if the limitation is at least 3") for text in texts)
    assert any(text.startswith("12. ") for text in texts)


def test_people_are_counted_where_somebody_asks() -> None:
    texts = ["".join(each.itertext()) for each in ElementTree.fromstring(chart(counts={"care": 41}).svg).iter("text")]
    assert "41" in texts
    assert texts.count("0") == 12


def test_titles_cannot_break_out() -> None:
    kit = example_kit()
    words = kit_sentences(kit, "en").pathways[0]
    hostile = replace(words.states[0], title="<script>alert(1)</script> & co")
    given = PathwayChart(
        setting=Setting(identifier="p"),
        pathway=kit.pathways["activity"],
        words=replace(words, states=(hostile, *words.states[1:])),
    )
    svg = pathway_chart(given).svg
    assert "<script" not in svg
    ElementTree.fromstring(svg)
