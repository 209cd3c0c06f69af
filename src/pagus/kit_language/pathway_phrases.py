"""The fixed phrases of pathways, in the three languages; ``pathway_words`` fills the ``{}`` places."""

from __future__ import annotations

from collections.abc import Mapping

from pagus.kit_language.model import Text

_SPACE = "\u00a0"


def _text(fr: str, en: str, de: str) -> Text:
    """French takes a fixed space before a colon and inside its quotes."""
    for mark in (" :", " »", " ;"):
        fr = fr.replace(mark, _SPACE + mark[1:])
    return Text(fr=fr.replace("« ", f"«{_SPACE}"), en=en, de=de)


QUOTED = _text("« {} »", "“{}”", "„{}“")
BEGINS = _text("Le parcours commence par {}.", "The pathway begins with {}.", "Der Pfad beginnt mit {}.")
OWNER = _text(
    "Quand une décision ne peut pas être évaluée, {role} regarde ce qui manque, sous {within}.",
    "When a decision cannot be evaluated, {role} looks at what is missing, within {within}.",
    "Wenn eine Entscheidung nicht auswertbar ist, sieht {role} innerhalb von {within} nach, was fehlt.",
)
MOVED = _text(
    "Quand la personne déménage : {}.", "When the person moves away: {}.", "Wenn die Person wegzieht: {}."
)  # fmt: skip
MOVED_ENDS = _text(
    "Quand la personne déménage, le parcours se termine.",
    "When the person moves away, the pathway ends.",
    "Wenn die Person wegzieht, endet der Pfad.",
)
TASK = _text("{role} : {task}, sous {due}.", "{role}: {task}, within {due}.", "{role}: {task}, innerhalb von {due}.")
FORM = _text("Formulaire : {}.", "Form: {}.", "Formular: {}.")
REPEATS = _text(
    "À refaire tant que l’étape dure.", "Again and again while this lasts.", "Immer wieder, solange dies andauert."
)
ESCALATED = _text(
    "Si ce n’est toujours pas fait {after} plus tard, la tâche passe à : {role}.",
    "If it is still not done {after} later, the task goes to: {role}.",
    "Ist sie {after} später noch nicht erledigt, geht die Aufgabe an: {role}.",
)
TOLD = _text("Message à {to} : {text}", "Message to {to}: {text}", "Nachricht an {to}: {text}")
TOLD_AFTER = _text("Après {after}, message à {to} : {text}", "After {after}, message to {to}: {text}",
                   "Nach {after} Nachricht an {to}: {text}")  # fmt: skip
TOLD_OFTEN = _text(
    "{times} fois, à {after} d’intervalle, message à {to} : {text}",
    "{times} times, {after} apart, message to {to}: {text}",
    "{times} Mal im Abstand von {after} Nachricht an {to}: {text}",
)
ON: Mapping[str, Text] = {
    "done": _text("Quand {} est fait", "When {} is done", "Wenn {} erledigt ist"),
    "cancelled": _text("Quand {} est abandonné", "When {} is given up", "Wenn {} aufgegeben wird"),
    "escalated": _text("Quand {} n’est pas fait à temps", "When {} is not done in time",
                       "Wenn {} nicht rechtzeitig erledigt ist"),
    "timer": _text("Après {}", "After {}", "Nach {}"),
    "answered": _text("Quand le formulaire {} est rempli", "When the form {} is filled in",
                      "Wenn das Formular {} ausgefüllt ist"),
    "alert": _text("Quand l’alerte {} est déclenchée", "When the alert {} is raised",
                   "Wenn der Alarm {} ausgelöst wird"),
    "returned": _text("Quand cela se termine par {}", "When that ends with {}", "Wenn dies mit {} endet"),
}  # fmt: skip
RETURNED = _text("Quand cela se termine", "When that ends", "Wenn dies endet")
IF = _text(", si {}", ", if {}", ", falls {}")
OTHERWISE = _text(", sinon", ", otherwise", ", sonst")
AS_SOON_AS = _text("Dès que {}", "As soon as {}", "Sobald {}")
TO = _text("{how} : {to}.", "{how}: {to}.", "{how}: {to}.")
BRANCHES = _text("En parallèle : {}.", "Side by side: {}.", "Nebeneinander: {}.")
ALL_JOINED = _text("Quand tout est terminé : {}.", "When all have ended: {}.", "Wenn alles beendet ist: {}.")
SOME_JOINED = _text("Dès que {need} est terminé : {to}.", "As soon as {need} of them have ended: {to}.",
                    "Sobald {need} davon beendet sind: {to}.")  # fmt: skip
CALLS = _text("Se poursuit dans le parcours {}.", "Goes on in the pathway {}.", "Geht im Pfad {} weiter.")
ENDS: Mapping[str, Text] = {
    "completed": _text("Fin du parcours, mené à son terme.", "End of the pathway, completed.",
                       "Ende des Pfades, abgeschlossen."),
    "stopped": _text("Fin du parcours, arrêté.", "End of the pathway, stopped.", "Ende des Pfades, abgebrochen."),
    "lost": _text("Fin du parcours, personne perdue de vue.", "End of the pathway, lost from sight.",
                  "Ende des Pfades, aus den Augen verloren."),
    "handed_over": _text("Fin du parcours, suivi transmis.", "End of the pathway, handed over.",
                         "Ende des Pfades, übergeben."),
    "branch": _text("Fin de cette branche.", "End of this branch.", "Ende dieses Zweigs."),
}  # fmt: skip
COUNTED = _text("{name} : combien de fois {task} a été fait.", "{name}: how often {task} has been done.",
                "{name}: wie oft {task} erledigt wurde.")  # fmt: skip
FROM_FORM = _text("{name} : d’après le formulaire {form} ({low} à {high}).",
                  "{name}, from the form {form} ({low} to {high}).",
                  "{name}, aus dem Formular {form} ({low} bis {high}).")  # fmt: skip
FROM_TASK = _text("{name} : à noter lors de {task} ({low} à {high}).", "{name}, noted at {task} ({low} to {high}).",
                  "{name}, festgehalten bei {task} ({low} bis {high}).")  # fmt: skip
FROM_RECORD = _text("{name} : d’après le dossier ({low} à {high}).", "{name}, from the record ({low} to {high}).",
                    "{name}, aus der Akte ({low} bis {high}).")  # fmt: skip
ROLES: Mapping[str, Text] = {
    "person": _text("la personne", "the person", "die Person"),
    "coordinator": _text("la coordination", "the coordinator", "die Koordination"),
    "nurse": _text("l’infirmier ou l’infirmière", "the nurse", "die Pflegefachkraft"),
    "physician": _text("le médecin", "the physician", "die Ärztin oder der Arzt"),
    "educator": _text("l’éducateur ou l’éducatrice", "the sport educator", "die Sportfachkraft"),
    "carer": _text("l’aidant ou l’aidante", "the carer", "die Betreuungsperson"),
    "analyst": _text("l’analyste", "the analyst", "die Analystin oder der Analyst"),
    "operator": _text("l’exploitation", "the operator", "der Betrieb"),
}
