"""The pathways of a kit: each as a drawing, and in the words that a clinician reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from pagus.faces.console.frame import language
from pagus.kit_language import kit_sentences
from pagus.kit_language.model import Kit
from pagus.web import charts

__all__ = ["drawn_pathway", "pathways_of"]


def pathways_of(kit: Kit) -> list[dict[str, Any]]:
    """Each pathway of a kit, with its words and its drawing."""
    values = {name: parameter.default for name, parameter in kit.parameters.items()}
    return [
        {"words": words, "chart": drawn_pathway(kit, words.name, values, None)}
        for words in kit_sentences(kit, language()).pathways
    ]


def drawn_pathway(
    kit: Kit, pathway: str, parameters: Mapping[str, float], counts: Mapping[str, int] | None
) -> charts.Chart:
    """A pathway as a drawing, with how many stand in each state where somebody asks."""
    here = language()
    words = kit_sentences(kit, here, parameters).pathways
    return charts.pathway_chart(
        charts.PathwayChart(
            setting=charts.Setting(identifier=f"pathway-{pathway}", language=here, zone=settings.TIME_ZONE),
            pathway=kit.pathways[pathway],
            words=next(each for each in words if each.name == pathway),
            counts=counts,
        )
    )
