"""What a map of places can show: inhabitants, open alerts, the air index of the day, an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts import queries as alerts
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import InstalledKit
from pagus.apps.reports.air import AirDay, air_of_zones, zone_of
from pagus.apps.reports.divisions import Division, division, divisions
from pagus.apps.reports.indicators import indicator_table
from pagus.apps.territory.queries import CREDIT, is_within, places_within
from pagus.errors import DataGapError
from pagus.kernel.places import kind_of
from pagus.kit_language.model import Indicator
from pagus.web import charts
from pagus.web.air_index import air_map, air_words, day_words
from pagus.web.indicator_values import indicator_look, period_words, periods, place_values

__all__ = ["AIR", "ALERTS", "POPULATION", "Layer", "division_for", "layer_choices", "layer_of", "narrowed"]

POPULATION, ALERTS, AIR = "population", "alerts", "air"
SIZES: Mapping[str, tuple[float, float, float, float]] = {
    "region": (1_000_000, 2_500_000, 4_000_000, 6_000_000),
    "departement": (250_000, 500_000, 800_000, 1_200_000),
    "epci": (10_000, 20_000, 50_000, 100_000),
    "commune": (500, 1_000, 2_500, 10_000),
}
ALERT_CUTS = (1, 2, 5, 10)
ZONED = frozenset({"epci", "commune"})
"""Places that lie in one zone of the air index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer of a map: its look, its values by place, what is suppressed, and what stands under the map."""

    key: str
    label: str
    look: charts.ClassedMap
    values: Mapping[str, float | None]
    source: str
    suppressed: frozenset[str] = frozenset()
    date: str = ""
    n: int | None = None
    n_label: str = ""
    note: str = ""
    words: Mapping[str, str] | None = None
    """What is said instead of "no data" where it is known why there are none."""

    def legend(self, language: str) -> charts.Legend:
        """The legend of its map."""
        return charts.legend(self.look, language, suppressed=bool(self.suppressed))

    def told(self, language: str) -> dict[str, list[str]]:
        """Its values as ``map.js`` and the table twin say them."""
        told = charts.map_json(self.look, self.values, language, self.suppressed)
        for code, words in (self.words or {}).items():
            told[code] = [told[code][0], words]
        return told


def layer_choices(user: Any, code: str, language: str) -> list[tuple[str, str]]:
    """Which layers can a map of the parts of this place show to this user? Key and label of each."""
    choices = [(POPULATION, _("Inhabitants")), (ALERTS, _("Open alerts"))]
    kinds = divisions(code)
    if "epci" in kinds or kind_of(code) in ZONED:
        choices.append((AIR, _("Air index")))
    if "epci" in kinds:
        for installed, indicator in _indicators(user, code):
            choices.append((f"{installed.id}-{indicator.id}", indicator.title.say(language)))
    return choices


def division_for(code: str, kind: str, layer: str) -> Division:
    """The parts that a map of this layer shows: those asked for, or those for which the layer has values.

    Takes: a place code; the kind asked for, which may not fit the place; the layer's key.
    """
    kinds = divisions(code)
    has_values = {POPULATION: kinds, ALERTS: kinds, AIR: ("epci", "commune")}.get(layer, ("epci",))
    fitting = [each for each in (kind, *kinds) if each in kinds and each in has_values]
    return division(code, fitting[0] if fitting else "")


def layer_of(user: Any, chosen: Division, key: str, language: str) -> Layer:
    """The layer of that key; inhabitants for a key that this map does not have."""
    if key not in {known for known, _label in layer_choices(user, chosen.of.code, language)}:
        key = POPULATION
    if key == ALERTS:
        return _alerts(user, chosen)
    if key == AIR:
        return _air(chosen, language)
    if key == POPULATION:
        return _population(chosen)
    number, _dash, name = key.partition("-")
    return _indicator(chosen, int(number), name, language)


def narrowed(user: Any, code: str) -> str:
    """The place by which lists are filtered: none when all that this user may see lies in it anyway."""
    mine = accounts.territories(user, "see_places")
    return "" if all(is_within(territory, code) for territory in mine) else code


def _indicators(user: Any, code: str) -> list[tuple[InstalledKit, Indicator]]:
    return [
        (installed, indicator)
        for installed in installations.active_installations()
        if accounts.may(user, "see_indicators", installed.territory)
        and (is_within(code, installed.territory) or is_within(installed.territory, code))
        for indicator in installed.kit.indicators.values()
        if indicator.kind != "population_by_class"
    ]


def _population(chosen: Division) -> Layer:
    values = {part.code: None if part.population is None else float(part.population) for part in chosen.parts}
    known = [value for value in values.values() if value is not None]
    look = charts.ClassedMap(
        title=_("Inhabitants"), palette="amount", cuts=SIZES.get(chosen.kind, SIZES["epci"]), digits=0
    )
    return Layer(
        key=POPULATION,
        label=_("Inhabitants"),
        look=look,
        values=values,
        source=CREDIT,
        date=_("census, edition of 1 January 2026"),
        n=int(sum(known)),
        n_label=_("inhabitants"),
    )


def _alerts(user: Any, chosen: Division) -> Layer:
    counts = {
        place: sum(by_severity.values())
        for place, by_severity in alerts.counts_by_place(user, narrowed(user, chosen.of.code)).items()
    }
    values = {
        part.code: float(sum(counts.get(code, 0) for code in {part.code, *places_within(part.code)}))
        for part in chosen.parts
    }
    return Layer(
        key=ALERTS,
        label=_("Open alerts"),
        look=charts.ClassedMap(title=_("Open alerts"), palette="amount", cuts=ALERT_CUTS, digits=0),
        values=values,
        source=_("alerts that you may see"),
        date=_("now"),
        n=sum(counts.values()),
        n_label=_("open alerts"),
        note=_("People count where they live, stations where they stand."),
    )


def _air(chosen: Division, language: str) -> Layer:
    zones = {part.code: zone_of(part.code) for part in chosen.parts if part.kind in {"epci", "commune"}}
    found = air_of_zones(sorted({zone for zone in zones.values() if zone}))
    days = {code: found[zone].latest if zone else None for code, zone in zones.items()}
    missing = {code: found[zone].days[-1] for code, zone in zones.items() if zone and not days[code]}
    shown: list[AirDay] = [day for day in days.values() if day]
    newest = max((day.day for day in shown), default=None)
    return Layer(
        key=AIR,
        label=_("Air index"),
        look=air_map(language),
        values={part.code: _class_index(days.get(part.code)) for part in chosen.parts},
        source=_("stations of this workspace; computed after the order of 10 July 2020, not the official index"),
        date=day_words(newest, language, year=True) if newest else "",
        n=len({zone for code, zone in zones.items() if days.get(code)}),
        n_label=_("zones with an index"),
        note=_("The newest day with an index. A station speaks only for its own zone, the EPCI."),
        words={code: air_words(day, language) for code, day in missing.items()},
    )


def _class_index(day: AirDay | None) -> float | None:
    return None if day is None else float(day.level - 1)


def _indicator(chosen: Division, number: int, name: str, language: str) -> Layer:
    installed = installations.get_installation(number)
    indicator = installed.kit.indicators[name]
    label, source = indicator.title.say(language), installed.kit.title.say(language)
    key, codes = f"{number}-{name}", [part.code for part in chosen.parts]
    try:
        table = indicator_table(number, name)
    except DataGapError:
        look, note = indicator_look(indicator, language), _("The first period is not over yet.")
        return Layer(key=key, label=label, look=look, values=dict.fromkeys(codes), source=source, note=note)
    newest = periods(table)[0]
    found = place_values(table, newest[1])
    values = {code: found[code].value if code in found else None for code in codes}
    total = found[table.whole].n if table.whole in found else None
    return Layer(
        key=key,
        label=label,
        look=indicator_look(indicator, language, [value for value in values.values() if value is not None]),
        values=values,
        suppressed=frozenset(code for code in codes if code in found and found[code].status == "suppressed"),
        source=source,
        date=period_words(*newest, language),
        n=total,
        n_label="" if total is None else _("people") if installed.kit.subject == "person" else _("followed"),
    )
