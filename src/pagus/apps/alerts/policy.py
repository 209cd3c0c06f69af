"""The rules of the house for alerts: statuses, outcomes, and how long a snooze may last."""

from __future__ import annotations

from typing import Literal

from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.model import Text

__all__ = [
    "ACKNOWLEDGED",
    "CLOSED",
    "MANDATORY_SNOOZES",
    "MANDATORY_SNOOZE_MS",
    "OPEN",
    "OUTCOMES",
    "SNOOZED",
    "SNOOZE_MS",
    "STATUSES",
    "WITHDRAWN",
    "Status",
]

Status = Literal["open", "acknowledged", "snoozed", "closed", "withdrawn"]

OPEN: Status = "open"
ACKNOWLEDGED: Status = "acknowledged"
SNOOZED: Status = "snoozed"
CLOSED: Status = "closed"
WITHDRAWN: Status = "withdrawn"
"""Late data took the alert back before anybody closed it. Shown with its mark, asks for nothing."""

STATUSES: dict[Status, Text] = {
    OPEN: Text(fr="à traiter", en="open", de="offen"),
    ACKNOWLEDGED: Text(fr="prise en charge", en="acknowledged", de="übernommen"),
    SNOOZED: Text(fr="reportée", en="snoozed", de="zurückgestellt"),
    CLOSED: Text(fr="close", en="closed", de="geschlossen"),
    WITHDRAWN: Text(fr="retirée", en="withdrawn", de="zurückgezogen"),
}

OUTCOMES: dict[str, Text] = {
    "useful": Text(
        fr="utile : elle a conduit à une action ou à une vérification nécessaire",
        en="useful: it led to an action or a needed check",
        de="nützlich: führte zu einer Maßnahme oder nötigen Prüfung",
    ),
    "not_useful": Text(
        fr="pas utile : rien à faire, le seuil mérite d’être revu",
        en="not useful: nothing to do, the threshold deserves a look",
        de="nicht nützlich: nichts zu tun, Schwelle überprüfen",
    ),
    "device_fault": Text(
        fr="défaut d’appareil ou de transmission",
        en="fault of a device or of the transmission",
        de="Geräte- oder Übertragungsfehler",
    ),
    "other": Text(fr="autre, expliqué dans la note", en="other, explained in the note", de="anderes, siehe Notiz"),
}

SNOOZE_MS = 7 * DAY
"""The longest snooze of an alert."""

MANDATORY_SNOOZE_MS = 24 * HOUR
"""The longest snooze of a mandatory no-data alert: silence is looked at again every day."""

MANDATORY_SNOOZES = 3
"""How often one mandatory no-data alert may be snoozed; then somebody closes it, with an outcome and a note."""
