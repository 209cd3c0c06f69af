"""The words of the worklist: what a call gave, what a shift is."""

from __future__ import annotations

from pagus.apps.worklist.rota import Kind
from pagus.kit_language.model import Text

__all__ = ["CALL_OUTCOMES", "NOTED", "SHIFT_KINDS"]

CALL_OUTCOMES: dict[str, Text] = {
    "reached": Text(fr="personne jointe", en="reached", de="erreicht"),
    "relative": Text(fr="un proche joint", en="a relative reached", de="Angehörige erreicht"),
    "not_reached": Text(fr="pas de réponse", en="no answer", de="keine Antwort"),
    "voicemail": Text(fr="message laissé sur le répondeur", en="message left", de="Nachricht hinterlassen"),
    "wrong_number": Text(fr="mauvais numéro", en="wrong number", de="falsche Nummer"),
    "refused": Text(fr="ne souhaite pas parler", en="does not wish to talk", de="möchte nicht sprechen"),
    "emergency": Text(
        fr="urgence : le 15 ou le 112 a été appelé",
        en="emergency: 15 or 112 was called",
        de="Notfall: 15 oder 112 wurde gerufen",
    ),
}

NOTED = frozenset({"relative", "refused", "emergency"})
"""Outcomes of a call that need a note: with whom, why, what was found."""

SHIFT_KINDS: dict[Kind, Text] = {
    "duty": Text(fr="en service", en="on duty", de="im Dienst"),
    "on_call": Text(fr="d’astreinte", en="on call", de="in Bereitschaft"),
}
