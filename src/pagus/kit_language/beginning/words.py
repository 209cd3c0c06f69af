"""The words of a new kit, in three languages. They promise nothing: what nobody has verified says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pagus.kit_language.beginning.answers import Answers
from pagus.kit_language.model import LANGUAGES, Language, Text

__all__ = ["messages"]

_SUMMARY = Text(
    "Suit une mesure ({name}) et lève une alerte quand elle passe sa limite ou quand elle n’arrive plus.",
    "Follows one signal ({name}) and raises an alert when it passes its limit or stops coming.",
    "Verfolgt eine Messgröße ({name}) und löst einen Alarm aus, wenn sie ihre Grenze überschreitet oder ausbleibt.",
)
_LEGAL = Text(
    "Pas encore indiquée\u00a0: à écrire avant toute utilisation hors simulation.",
    "Not stated yet: to be written before any use outside simulation.",
    "Noch nicht angegeben: vor jeder Verwendung außerhalb der Simulation zu schreiben.",
)
_INCLUSION = Text(
    "Pas encore décrit\u00a0: qui est suivi, par quel chemin pour qui n’a ni écran ni réseau, et qui reste en dehors.",
    "Not described yet: who is followed, by which path for those without screen or network, and who is left out.",
    "Noch nicht beschrieben: wer verfolgt wird, auf welchem Weg ohne Bildschirm oder Netz, und wer außen vor bleibt.",
)
_DISCLAIMER = Text(
    "Ébauche\u00a0: aucun professionnel ne l’a relue, aucune évaluation ne l’a mesurée. Pas un service d’urgence.",
    "A draft: no professional has read it, no evaluation has measured it. It is no emergency service.",
    "Ein Entwurf: keine Fachperson hat ihn gelesen, keine Evaluation ihn gemessen. Er ist kein Notdienst.",
)
_WORKLOAD = Text("Pas encore mesurée.", "Not measured yet.", "Noch nicht gemessen.")
_INTENDED = Text(
    "Pas encore indiqué\u00a0: à écrire par le fabricant du dispositif médical, s’il y en a un.",
    "Not stated yet: to be written by the manufacturer of the medical device, if there is one.",
    "Noch nicht angegeben: vom Hersteller des Medizinprodukts zu schreiben, falls es einen gibt.",
)
_LAST = Text("la dernière valeur ({name})", "the last value ({name})", "der letzte Wert ({name})")
_SILENCE = Text(
    "le temps écoulé depuis la dernière valeur", "the time since the last value", "die Zeit seit dem letzten Wert"
)
_LIMIT = {
    True: Text("Alerter au-dessus de", "Alert above", "Alarm über"),
    False: Text("Alerter au-dessous de", "Alert below", "Alarm unter"),
}
_SILENCE_LIMIT = Text("Alerter après un silence de", "Alert after a silence of", "Alarm nach einer Stille von")
_TITLE = {
    True: Text(
        "Valeur au-dessus de la limite ({name})", "Value above its limit ({name})", "Wert über der Grenze ({name})"
    ),
    False: Text(
        "Valeur au-dessous de la limite ({name})", "Value below its limit ({name})", "Wert unter der Grenze ({name})"
    ),
}
_SILENT_TITLE = Text("Plus aucune valeur ({name})", "No more values ({name})", "Keine Werte mehr ({name})")
_ADVICE = Text(
    "Vérifier la valeur là où elle est mesurée. Conseil provisoire\u00a0: l’auteur du kit doit l’écrire.",
    "Check the value where it is measured. Provisional advice: the author of the kit has to write it.",
    "Den Wert am Ort der Messung prüfen. Vorläufiger Rat: die Autorin oder der Autor des Kits muss ihn schreiben.",
)
_SILENT_ADVICE = Text(
    "Vérifier l’appareil et la transmission. Conseil provisoire\u00a0: l’auteur du kit doit l’écrire.",
    "Check the device and the transmission. Provisional advice: the author of the kit has to write it.",
    "Gerät und Übertragung prüfen. Vorläufiger Rat: die Autorin oder der Autor des Kits muss ihn schreiben.",
)
_CHOSEN = Text(
    "Choisi par l’auteur du kit\u00a0; aucun texte ne le donne et personne ne l’a vérifié.",
    "Chosen by the author of the kit; no text gives it and nobody has verified it.",
    "Von der Autorin oder dem Autor des Kits gewählt; kein Text gibt es vor und niemand hat es geprüft.",
)
_RANGE = Text(
    "Plage choisie pour retenir les erreurs de saisie et d’appareil\u00a0; aucun texte ne la donne.",
    "A range chosen to catch slips of typing and of devices; no text gives it.",
    "Ein Bereich, der Tipp- und Gerätefehler abfangen soll; kein Text gibt ihn vor.",
)


def messages(answers: Answers) -> dict[Language, dict[str, Any]]:
    """What does a new kit say, in each language?

    Takes: the answers. Gives: the data of messages/fr.yaml, en.yaml and de.yaml.
    """
    return {language: _said(_texts(answers), answers, language) for language in LANGUAGES}


def _texts(answers: Answers) -> dict[str, Any]:
    code, silence = answers.signal.code, f"no_{answers.signal.code}"
    kit = {
        "title": answers.title,
        "summary": _SUMMARY,
        "legal_basis": _LEGAL,
        "inclusion": _INCLUSION,
        "disclaimer": _DISCLAIMER,
    }
    if answers.clinical:
        kit |= {"workload": _WORKLOAD, "intended_use": _INTENDED}
    return {
        "kit": kit,
        "signals": {code: {"name": answers.signal.name, "note": _RANGE}},
        "features": {f"{code}_now": {"name": _LAST}, f"{code}_silence": {"name": _SILENCE}},
        "parameters": {
            f"{code}_limit": {"name": _LIMIT[answers.above], "note": _CHOSEN},
            "silence_limit": {"name": _SILENCE_LIMIT, "note": _CHOSEN},
        },
        "rules": {
            answers.rule: {"title": _TITLE[answers.above], "advice": _ADVICE, "note": _CHOSEN},
            silence: {"title": _SILENT_TITLE, "advice": _SILENT_ADVICE, "note": _CHOSEN},
        },
    }


def _said(texts: Mapping[str, Any], answers: Answers, language: Language) -> dict[str, Any]:
    name = answers.signal.name.say(language)
    own = (answers.title, answers.signal.name)
    return {
        key: _said(value, answers, language)
        if isinstance(value, dict)
        else value.say(language)
        if value in own
        else value.say(language).replace("{name}", name)
        for key, value in texts.items()
    }
