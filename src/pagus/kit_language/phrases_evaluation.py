"""The fixed phrases of evaluation plans, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping

from pagus.kit_language.model import Text
from pagus.kit_language.phrases import CERTAINTIES

__all__ = ["CERTAINTIES"]

DESIGN = Text(fr="Méthode", en="Design", de="Methode")
UNIT = Text(fr="Ce que l’on compare", en="What is compared", de="Was verglichen wird")
COMPARATOR = Text(fr="Par rapport à", en="Compared with", de="Im Vergleich zu")
PERIOD = Text(fr="Durée", en="How long", de="Dauer")
LOOKS = Text(fr="Points d’étape", en="When somebody looks", de="Zwischenstände")
SAMPLE = Text(fr="Effectif", en="How many, and why", de="Umfang")
APPROVALS = Text(fr="Accords nécessaires", en="Approvals needed", de="Nötige Zustimmungen")
NONE = Text(fr="aucun", en="none", de="keine")

DESIGNS: Mapping[str, Text] = {
    "before_after": Text(
        fr="avant et après, sans groupe témoin : un autre changement survenu en même temps ne s’en distingue pas",
        en="before and after, without a control group: another change at the same time cannot be told apart",
        de="vorher und nachher, ohne Kontrollgruppe: eine andere Änderung zur selben Zeit ist nicht davon zu trennen",
    ),
    "interrupted_series": Text(
        fr="série temporelle interrompue : l’évolution d’avant est prolongée et comparée à celle d’après",
        en="interrupted time series: the course of before is drawn on and compared with that of after",
        de="unterbrochene Zeitreihe: der frühere Verlauf wird fortgeschrieben und mit dem späteren verglichen",
    ),
    "controlled_before_after": Text(
        fr="avant et après, avec des lieux témoins",
        en="before and after, with places that do not get it for comparison",
        de="vorher und nachher, mit Vergleichsorten",
    ),
    "stepped_wedge": Text(
        fr="déploiement par étapes : chaque lieu commence à une date tirée au sort, et sert de témoin jusque-là",
        en="stepped wedge: each place begins at a date drawn by lot and is a control until then",
        de="gestufte Einführung: jeder Ort beginnt an einem ausgelosten Datum und ist bis dahin Vergleich",
    ),
    "randomised": Text(fr="tirage au sort", en="drawn by lot (randomised)", de="Auslosung (randomisiert)"),
}
UNITS: Mapping[str, Text] = {
    "person": Text(fr="des personnes", en="people", de="Personen"),
    "place": Text(fr="des lieux", en="places", de="Orte"),
    "thing": Text(fr="des équipements", en="things, as booths or vehicles", de="Geräte, etwa Kabinen oder Fahrzeuge"),
}
ROLES: Mapping[str, Text] = {
    "primary": Text(fr="Critère principal", en="Primary outcome", de="Hauptzielgröße"),
    "secondary": Text(fr="Critère secondaire", en="Secondary outcome", de="Nebenzielgröße"),
    "safety": Text(fr="Critère de sécurité", en="Safety outcome", de="Sicherheitszielgröße"),
}
ACTIONS: Mapping[str, Text] = {
    "stop": Text(fr="Arrêter", en="Stop", de="Beenden"),
    "adapt": Text(fr="Adapter", en="Adapt", de="Anpassen"),
    "scale": Text(fr="Étendre", en="Scale up", de="Ausweiten"),
}
FOLLOWED = Text(
    fr="Suivi pendant {}.",
    en="Followed for {}.",
    de="Beobachtungsdauer: {}.",
)
BASELINE = Text(
    fr="Mesuré pendant {} auparavant.",
    en="Measured for {} before it starts.",
    de="Messdauer davor: {}.",
)
LOOKED = Text(fr="Après {}.", en="After {}.", de="Zeitpunkte nach Beginn: {}.")
PLANNED = Text(fr="{} prévus.", en="{} planned.", de="{} geplant.")
POWER = Text(
    fr="De quoi voir une différence de {difference} avec une puissance de {power}, au seuil de {alpha}.",
    en="Enough to see a difference of {difference} with a power of {power} at a level of {alpha}.",
    de="Genug, um einen Unterschied von {difference} zu sehen (Trennschärfe {power}, Niveau {alpha}).",
)
BELOW = Text(
    fr="Si « {indicator} » est au-dessous de {value} après {looks} :",
    en="If “{indicator}” is below {value} after {looks}:",
    de="Wenn „{indicator}“ zum Zeitpunkt {looks} unter {value} liegt:",
)
AT_LEAST = Text(
    fr="Si « {indicator} » atteint {value} après {looks} :",
    en="If “{indicator}” is at least {value} after {looks}:",
    de="Wenn „{indicator}“ zum Zeitpunkt {looks} mindestens {value} beträgt:",
)
