"""The few fixed words of the charts, in the three languages."""

from __future__ import annotations

from pagus.kit_language.model import Text

HELD = Text(fr="retenue, à confirmer", en="held, to be confirmed", de="zurückgehalten, zu bestätigen")
NO_DATA = Text(fr="pas de données", en="no data", de="keine Daten")
SUPPRESSED = Text(fr="masqué, trop peu de cas", en="suppressed, too few cases", de="unterdrückt, zu wenige Fälle")
TIME = Text(fr="Moment", en="Time", de="Zeitpunkt")
PERIOD = Text(fr="Période", en="Period", de="Zeitraum")
VALUE = Text(fr="Valeur", en="Value", de="Wert")
REMARK = Text(fr="Remarque", en="Remark", de="Bemerkung")
COUNT = Text(fr="Mesures", en="Values", de="Werte")
LOWEST = Text(fr="Minimum", en="Lowest", de="Tiefster")
MEDIAN = Text(fr="Médiane", en="Median", de="Median")
HIGHEST = Text(fr="Maximum", en="Highest", de="Höchster")
HOUR_OF_DAY = Text(fr="Heure", en="Time of day", de="Uhrzeit")
HALF_OF_VALUES = Text(fr="la moitié des valeurs", en="half of the values", de="die Hälfte der Werte")
NINE_TENTHS = Text(fr="neuf valeurs sur dix", en="nine values in ten", de="neun von zehn Werten")
CLASS = Text(fr="Classe", en="Class", de="Klasse")
LABEL = Text(fr="Libellé", en="Label", de="Bezeichnung")
TOTAL = Text(fr="Total", en="Total", de="Summe")
SERIES = Text(
    fr="Courbe de {count} mesures du {start} au {end}, entre {low} et {high} {unit}. Dernière : {last}.",
    en="Line of {count} values from {start} to {end}, between {low} and {high} {unit}. Last: {last}.",
    de="Linie aus {count} Werten vom {start} bis {end}, zwischen {low} und {high} {unit}. Letzter: {last}.",
)
SERIES_EMPTY = Text(
    fr="Aucune mesure du {start} au {end}.",
    en="No value from {start} to {end}.",
    de="Kein Wert vom {start} bis {end}.",
)
AND_HELD = Text(fr="Retenues : {count}.", en="Held: {count}.", de="Zurückgehalten: {count}.")
PROFILE = Text(
    fr="Profil du jour. Médiane minimale vers {low_at} : {low} {unit}, maximale vers {high_at} : {high} {unit}.",
    en="Profile of one day. The median is lowest about {low_at}: {low} {unit}; highest about {high_at}: {high} {unit}.",
    de="Tagesprofil. Median am tiefsten gegen {low_at}: {low} {unit}; am höchsten gegen {high_at}: {high} {unit}.",
)
NUMBER = Text(fr="N°", en="No.", de="Nr.")
STATE = Text(fr="Étape", en="State", de="Schritt")
WAY = Text(fr="Passage", en="Way", de="Übergang")
NEXT = Text(fr="Étape suivante", en="Next state", de="Nächster Schritt")
PATHWAY = Text(
    fr="Parcours de {states} étapes et {ways} passages numérotés, qui commence par « {start} ».",
    en="Pathway of {states} states and {ways} numbered ways, which begins with “{start}”.",
    de="Pfad mit {states} Schritten und {ways} nummerierten Übergängen, der mit „{start}“ beginnt.",
)
