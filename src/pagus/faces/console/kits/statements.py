"""Measured results that travel with a kit: where, for how many, how sure; and why a registry took a version back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pagus.apps.installations import queries as installations
from pagus.faces.console.frame import language
from pagus.faces.console.kits.remarks import place_name
from pagus.kernel.time import parse_instant
from pagus.kit_language.model import Kit
from pagus.trust import Signed
from pagus.web.charts.language import day, number, printed_unit

__all__ = ["result_rows", "withdrawn_why"]


def result_rows(signed: Iterable[Signed], kit: Kit | None) -> list[dict[str, Any]]:
    """Each measured result that counts: of which indicator, where, when, for how many, with its interval."""
    return [_row(each, kit) for each in signed if each.statement.kind == "measured_result"]


def withdrawn_why(reference: str) -> str:
    """Why did its registry withdraw this version? Nothing when it did not."""
    offered = installations.offered_kit(reference)
    return offered.entry.yanked.reason if offered is not None and offered.entry.yanked is not None else ""


def _row(signed: Signed, kit: Kit | None) -> dict[str, Any]:
    facts, here = signed.statement.facts, language()
    indicator = kit.indicators.get(str(facts["indicator"])) if kit is not None else None
    share = indicator is not None and indicator.kind == "share_of_subjects"

    def said(name: str) -> str:
        value = float(facts[name])
        return f"{number(100 * value, here, 1)} %" if share else number(value, here)

    unit = "" if indicator is None or share else printed_unit(indicator.unit, here)
    first, last = (day(parse_instant(f"{each}T12:00:00Z"), here, "UTC", year=True) for each in _ends(facts["period"]))
    return {
        "indicator": indicator.title.say(here) if indicator is not None else facts["indicator"],
        "territory": place_name(str(facts["territory"])),
        "period": f"{first} – {last}",
        "n": number(int(facts["n"]), here, 0),
        "value": f"{said('value')} {unit}".strip(),
        "interval": f"{said('low')} – {said('high')}",
        "simulated": bool(facts["simulated"]),
        "by": signed.key.organisation,
    }


def _ends(period: object) -> list[str]:
    return str(period).split("/")
