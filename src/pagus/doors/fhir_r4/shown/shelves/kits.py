"""Installed kits and their forms."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations.queries import InstalledKit, active_installations
from pagus.apps.resources.query import Query
from pagus.doors.fhir_r4.shown.shelves.base import Asker, Item
from pagus.doors.fhir_r4.shown.shelves.territory import own_territories
from pagus.doors.fhir_r4.shown.writing.forms import questionnaire
from pagus.doors.fhir_r4.shown.writing.kits import library, plan_definition
from pagus.kit_language.model import Language

__all__ = ["Forms", "Libraries", "Plans"]


def _running(asker: Asker) -> Iterator[InstalledKit]:
    """The kits that run in a place of this one's territory, or for all of it."""
    own = own_territories(asker)
    for installed in active_installations():
        here = installed.territory
        if any(accounts.covers(each, here) or accounts.covers(here, each) for each in own):
            yield installed


class _Kits(ABC):
    type: str

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The one of this id."""
        return next((each for each in self._items(asker) if each.document["id"] == id_), None)

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All of them, in the order of their installation."""
        found = list(self._items(asker))
        places = [each.place for each in found]
        yield from found[places.index(after) + 1 :] if after in places else found if not after else ()

    def _items(self, asker: Asker) -> Iterator[Item]:
        """Everything of this type, in the order of installation."""
        for installed in _running(asker):
            for written in self._written(installed, asker.language):
                yield Item(written, written["id"], updated_ms=installed.installed_ms)

    @abstractmethod
    def _written(self, installed: InstalledKit, language: Language) -> Iterator[dict[str, Any]]:
        """The documents of one kit."""


class Plans(_Kits):
    """Kits with their rules."""

    type = "PlanDefinition"

    def _written(self, installed: InstalledKit, language: Language) -> Iterator[dict[str, Any]]:
        yield plan_definition(installed, language)


class Libraries(_Kits):
    """Kits with their parameters, signals and sources."""

    type = "Library"

    def _written(self, installed: InstalledKit, language: Language) -> Iterator[dict[str, Any]]:
        yield library(installed, language)


class Forms(_Kits):
    """The forms of kits."""

    type = "Questionnaire"

    def _written(self, installed: InstalledKit, language: Language) -> Iterator[dict[str, Any]]:
        for form in installed.kit.forms.values():
            yield questionnaire(installed.id, form, installed.installed_ms, language)
