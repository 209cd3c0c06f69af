"""A few practices in and around Strasbourg: enough for what-ifs that can be followed by hand."""

from __future__ import annotations

from datetime import date

from pagus.apps.care.actions import add_to_directory
from pagus.apps.care.facts import BatchFacts, FacilityFacts, PracticeFacts, PractitionerFacts, ServiceFacts

__all__ = ["EUROMETROPOLE", "HOENHEIM", "MOLSHEIM", "SCHILTIGHEIM", "STRASBOURG", "add_practices"]

EUROMETROPOLE = "epci:246700488"
STRASBOURG, SCHILTIGHEIM, HOENHEIM = "commune:67482", "commune:67447", "commune:67204"
MOLSHEIM = "commune:67300"
"""Outside, but near enough that people of the Eurométropole go there."""

_ROWS = (
    # code, name, commune, kind, born, full-time equivalents, acts a year
    ("facility:grand-rue", "Cabinet de la Grand-Rue", STRASBOURG, "practice", 1958, 1.0, 5000.0),
    ("facility:gare", "Cabinet de la Gare", STRASBOURG, "practice", 1980, 2.0, 9000.0),
    ("facility:schilick", "Cabinet de Schiltigheim", SCHILTIGHEIM, "practice", 1975, 1.0, 4800.0),
    ("facility:hoenheim", "Cabinet de Hœnheim", HOENHEIM, "practice", 1990, 1.0, 4400.0),
    ("facility:molsheim", "Cabinet de Molsheim", MOLSHEIM, "practice", 1985, 1.0, 5200.0),
    ("facility:booth", "Cabine de Hœnheim", HOENHEIM, "teleconsultation_booth", 1982, 0.2, 1000.0),
)


def add_practices(*, simulated: bool = False) -> None:
    """Let the directory know them."""
    service = (ServiceFacts(service="general_practice"),)
    add_to_directory(
        BatchFacts(source="Test register", layout="plain", data_date=date(2026, 3, 1), rows=6, simulated=simulated),
        [FacilityFacts(code=row[0], kind=row[3], name=row[1], place=row[2], services=service) for row in _ROWS],
        [
            PractitionerFacts(
                code=f"rpps:1000000000{number}",
                name=f"Doctor {number}",
                profession="general_practice",
                birth_year=row[4],
                fte=row[5],
                acts_per_year=row[6],
                practices=(PracticeFacts(facility=row[0]),),
            )
            for number, row in enumerate(_ROWS)
        ],
    )
