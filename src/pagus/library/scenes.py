"""The territories that demos play in: real places, virtual people and simulated stations of the same simulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from pagus.kernel.places import Place
from pagus.library.demo import demo_observations, demo_people, demo_teams, demo_things
from pagus.library.territories import france

__all__ = ["SCENES", "Scene", "scene_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where a demo plays, and what runs there from the beginning.

    ``stations`` and ``teams`` are empty in the first scene, whose places are those of the simulation itself.
    """

    name: str
    title: str
    territory: str
    definition: str | None = None
    kits: tuple[str, ...] = ()
    followed: Mapping[str, int] = field(default_factory=dict)
    """For each kit with pathways that runs from the beginning: every how many-th of the virtual people it follows."""
    nurse_team: str
    stations: tuple[str, ...] = ()
    """Communes, one for each station of the simulation."""
    teams: tuple[tuple[str, str, str, str, str], ...] = ()
    """code, name in fr, en, de, place."""

    def people(self) -> pl.DataFrame:
        """code, residence, team, simulated: as the simulation has them, or spread over the communes of the scene."""
        found = demo_people()
        if not self.stations:
            return found
        places = [self.stations[number % 4] for number in range(found.height)]
        team = [self.teams[number % len(self.teams)][0] for number in range(found.height)]
        renamed = found["code"].replace_strict(self._codes())
        return found.with_columns(code=renamed, residence=pl.Series(places), team=pl.Series(team))

    def pathways(self) -> list[tuple[str, list[str]]]:
        """The kits whose pathways people follow from the beginning, and who does."""
        codes = self.people()["code"].to_list()
        return [(slug, codes[::every]) for slug, every in self.followed.items()]

    def things(self) -> pl.DataFrame:
        """The stations, as ``demo_things`` gives them."""
        found = demo_things()
        if not self.stations:
            return found
        places = [_commune(code) for code in self.stations]
        columns: dict[str, list[object]] = {
            "place": list(self.stations),
            "represents": list(self.stations),
            "name_fr": [f"Station simulée {place.name}" for place in places],
            "name_en": [f"Simulated station {place.name}" for place in places],
            "name_de": [f"Simulierte Station {place.name}" for place in places],
            "lon": [place.lon for place in places],
            "lat": [place.lat for place in places],
        }
        renamed = found["code"].replace_strict(self._codes())
        return found.with_columns(pl.Series(name, values) for name, values in columns.items()).with_columns(
            code=renamed
        )

    def care_teams(self) -> pl.DataFrame:
        """code, name in three languages, territory."""
        if not self.teams:
            return demo_teams()
        return pl.DataFrame(self.teams, schema=demo_teams().schema, orient="row")

    def observations(self, end_ms: int) -> pl.DataFrame:
        """What was simulated, about the people and the stations of this scene."""
        found = demo_observations(end_ms)
        if not self.stations:
            return found
        return found.with_columns(pl.col("subject").replace(self._codes()))

    def _codes(self) -> dict[str, str]:
        """The code here of each subject of the simulation: nobody has the same pseudonym in two territories."""
        people = {code: f"person:P-{code.rpartition('-')[2][::-1]}" for code in demo_people()["code"]}
        numbers = enumerate(demo_things()["code"], start=1)
        return people | {code: f"thing:station-{self.name}-{number}" for number, code in numbers}


def _commune(code: str) -> Place:
    return france().get(code)


_COMMUNES = "74010 74281 74012 74081 74256 74042 74225 74056 74208 74119 74224 74243"
_HAUTE_SAVOIE = tuple(f"commune:{code}" for code in _COMMUNES.split(" "))
SCENES = {
    scene.name: scene
    for scene in (
        Scene(
            name="strasbourg",
            title="Pagus demo",
            territory="programme:strasbourg",
            definition="strasbourg_programme",
            kits=("air-today", "diabetes-home", "sport-on-prescription", "malnutrition-elderly"),
            followed={"sport-on-prescription": 1, "malnutrition-elderly": 2},
            nurse_team="diabetology-strasbourg",
        ),
        Scene(
            name="haute-savoie",
            title="Pagus demo, territory B",
            territory="departement:74",
            nurse_team="diabetology-annecy",
            stations=_HAUTE_SAVOIE,
            teams=(
                (
                    "diabetology-annecy",
                    "Diabétologie d’Annecy (démonstration)",
                    "Annecy diabetology (demo)",
                    "Diabetologie Annecy (Demo)",
                    "departement:74",
                ),
                (
                    "nurses-chablais",
                    "Infirmiers du Chablais (démonstration)",
                    "Chablais nurses (demo)",
                    "Pflegeteam Chablais (Demo)",
                    "departement:74",
                ),
            ),
        ),
    )
}
"""By name. The first is what ``pagus demo`` makes; the second receives kits from it with ``pagus demo --two``."""


def scene_of(territory: str) -> Scene:
    """Which scene plays in this territory? The first one where none does: a demo of tests has a clock and no scene."""
    return next((scene for scene in SCENES.values() if scene.territory == territory), next(iter(SCENES.values())))
