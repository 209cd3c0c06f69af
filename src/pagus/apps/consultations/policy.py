"""The rules of the house for consultations by video: times, sizes, words. Each number says on whose word it stands.

All are local defaults of this software: no text of law or of a learned society was checked for them. That a mesh holds
four people is a matter of bandwidth: each browser sends its picture to each of the others.
"""

from __future__ import annotations

from pagus.kernel.time import DAY, HOUR, MINUTE, SECOND
from pagus.kit_language.model import Text

__all__ = [
    "GUEST_PARTS",
    "INVITATION_MS",
    "LETTERS_WAITING",
    "LETTER_CHARACTERS",
    "LONGEST_MS",
    "LOST_MS",
    "LOW_KILOBITS",
    "MOST_GUESTS",
    "MOST_PEOPLE",
    "OPEN_STATES",
    "OUTCOMES",
    "STATES",
    "UNHELD_MS",
    "VACANT_MS",
    "WAYS_OF_LEAVING",
]

MOST_PEOPLE = 4
MOST_GUESTS = 6
"""Invitations of one consultation, with those that were taken back."""
INVITATION_MS = 2 * HOUR
"""How long an invitation opens the call, counted from when the call is planned for."""
LONGEST_MS = 4 * HOUR
"""The longest call: passes and relay credentials hold as long."""
LOST_MS = 45 * SECOND
"""A browser that was not heard of for so long is shown to nobody any more. Its page takes a new seat after 30 s."""
VACANT_MS = 30 * MINUTE
"""A call in which nobody was for so long has ended by itself."""
UNHELD_MS = 2 * DAY
"""A call that nobody came to within this time after it was planned is cancelled."""
LETTER_CHARACTERS = 32_768
"""The longest letter: a description of four tracks with its candidates stays under a third of it."""
LETTERS_WAITING = 400
"""So many letters wait for one browser; then its senders are refused until it reads."""
LOW_KILOBITS = 150
"""What the low-bandwidth mode sends of the picture, in kb/s."""

OPEN_STATES = ("planned", "arrived", "in-progress")

STATES: dict[str, Text] = {
    "planned": Text(fr="prévue", en="planned", de="geplant"),
    "arrived": Text(fr="on attend", en="somebody waits", de="jemand wartet"),
    "in-progress": Text(fr="en cours", en="in progress", de="läuft"),
    "finished": Text(fr="terminée", en="ended", de="beendet"),
    "cancelled": Text(fr="annulée", en="cancelled", de="abgesagt"),
}
"""The states are those of an Encounter of FHIR R4."""

OUTCOMES: dict[str, Text] = {
    "done": Text(fr="consultation faite", en="consultation held", de="Sprechstunde gehalten"),
    "phone": Text(fr="poursuivie par téléphone", en="went on by phone", de="telefonisch fortgesetzt"),
    "again": Text(fr="à refaire par vidéo", en="to be held again by video", de="per Video zu wiederholen"),
    "visit": Text(fr="à voir sur place", en="to be seen in person", de="vor Ort zu sehen"),
    "nobody": Text(fr="personne n’est venu", en="nobody came", de="niemand kam"),
    "failed": Text(fr="échec technique", en="failed technically", de="technisch gescheitert"),
}

GUEST_PARTS: dict[str, Text] = {
    "specialist": Text(fr="spécialiste", en="specialist", de="Fachärztin oder Facharzt"),
    "gp": Text(fr="médecin traitant", en="general practitioner", de="Hausärztin oder Hausarzt"),
    "interpreter": Text(fr="interprète", en="interpreter", de="Dolmetschen"),
    "relative": Text(fr="proche", en="relative", de="angehörige Person"),
}

WAYS_OF_LEAVING: dict[str, Text] = {
    "left": Text(fr="est parti", en="left", de="hat verlassen"),
    "replaced": Text(fr="page rechargée", en="page opened anew", de="Seite neu geöffnet"),
    "lost": Text(fr="liaison perdue", en="connection lost", de="Verbindung verloren"),
    "ended": Text(fr="fin de l’appel", en="end of the call", de="Ende des Anrufs"),
}
