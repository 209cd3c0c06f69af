"""The fixed phrases of the sentences, in the three languages; ``condition`` and ``sentences`` fill the ``{}`` places.

German conditions are clauses that end with their verb, because they always follow a "wenn" or a "bei denen".
"""

from __future__ import annotations

from collections.abc import Mapping

from pagus.kit_language.model import FeatureKind, Text

COMPARED: Mapping[str, Text] = {
    "<": Text(fr="{a} est au-dessous de {b}", en="{a} is below {b}", de="{a} unter {b} liegt"),
    "<=": Text(fr="{a} est d’au plus {b}", en="{a} is at most {b}", de="{a} höchstens {b} beträgt"),
    ">": Text(fr="{a} dépasse {b}", en="{a} is above {b}", de="{a} über {b} liegt"),
    ">=": Text(fr="{a} est d’au moins {b}", en="{a} is at least {b}", de="{a} mindestens {b} beträgt"),
    "==": Text(fr="{a} vaut {b}", en="{a} is exactly {b}", de="{a} genau {b} beträgt"),
    "!=": Text(fr="{a} ne vaut pas {b}", en="{a} is not {b}", de="{a} nicht {b} beträgt"),
}
"""With a number on the right."""

COMPARED_NAMES: Mapping[str, Text] = {
    "<": Text(fr="{a} est plus petit que {b}", en="{a} is less than {b}", de="{a} kleiner als {b} ist"),
    "<=": Text(fr="{a} ne dépasse pas {b}", en="{a} is not above {b}", de="{a} nicht größer als {b} ist"),
    ">": Text(fr="{a} dépasse {b}", en="{a} is above {b}", de="{a} größer als {b} ist"),
    ">=": Text(fr="{a} atteint ou dépasse {b}", en="{a} is not below {b}", de="{a} nicht kleiner als {b} ist"),
    "==": Text(fr="{a} vaut autant que {b}", en="{a} is equal to {b}", de="{a} gleich {b} ist"),
    "!=": Text(fr="{a} ne vaut pas autant que {b}", en="{a} differs from {b}", de="{a} nicht gleich {b} ist"),
}
"""With another measured quantity on the right."""

AND = Text(fr=" et ", en=" and ", de=" und ")
OR = Text(fr=" ou ", en=" or ", de=" oder ")
KNOWN = Text(fr="on connaît {a}", en="{a} is known", de="{a} bekannt ist")
UNKNOWN = Text(fr="on ne connaît pas {a}", en="{a} is not known", de="{a} nicht bekannt ist")
AMONG = Text(fr="{a} est l’une des valeurs {b}", en="{a} is one of {b}", de="{a} einer der Werte {b} ist")
NOT_AMONG = Text(fr="{a} n’est aucune des valeurs {b}", en="{a} is none of {b}", de="{a} keiner der Werte {b} ist")
CHOICE = Text(
    fr="(si {condition} : {yes} ; sinon : {no})",
    en="(if {condition}: {yes}; otherwise: {no})",
    de="(wenn {condition}: {yes}; sonst: {no})",
)
SMALLEST = Text(fr="le plus petit de ({})", en="the smallest of ({})", de="der kleinste Wert aus ({})")
LARGEST = Text(fr="le plus grand de ({})", en="the largest of ({})", de="der größte Wert aus ({})")
ALWAYS = Text(fr="toujours", en="always", de="immer")
NEVER = Text(fr="jamais", en="never", de="nie")

RAISED = Text(
    fr="Une alerte est déclenchée quand {}.", en="An alert is raised when {}.", de="Ein Alarm wird ausgelöst, wenn {}."
)
SUSTAINED = Text(
    fr="Cela doit durer {}.", en="This must last for {}.", de="Dies muss {} lang anhalten."
)  # fmt: skip
CONFIRMED = Text(
    fr="Cela doit être vrai lors de {n} des {m} dernières évaluations.",
    en="This must be so in {n} of the last {m} evaluations.",
    de="Dies muss bei {n} der letzten {m} Auswertungen so sein.",
)
AT_EACH_VALUE = Text(
    fr="La règle est évaluée à chaque nouvelle mesure.",
    en="The rule is judged at each new reading.",
    de="Die Regel wird bei jedem neuen Messwert ausgewertet.",
)
AT_SILENCE = Text(
    fr="La règle est évaluée à chaque nouvelle mesure, et aussi quand il n’en vient pas.",
    en="The rule is judged at each new reading, and also when none comes.",
    de="Die Regel wird bei jedem neuen Messwert ausgewertet, und auch wenn keiner kommt.",
)
ONCE_A_DAY = Text(
    fr="La règle est évaluée une fois par jour, à {} (UTC).",
    en="The rule is judged once a day, at {} (UTC).",
    de="Die Regel wird einmal am Tag ausgewertet, um {} Uhr (UTC).",
)
ON_A_GRID = Text(
    fr="La règle est évaluée à intervalles de {} (UTC).",
    en="The rule is judged at intervals of {} (UTC).",
    de="Die Regel wird in Abständen von {} ausgewertet (UTC).",
)
REMINDED = Text(
    fr="Tant que cela dure, l’alerte est répétée, au plus une fois par période de {}.",
    en="While this lasts the alert is repeated, at most once in {}.",
    de="Solange dies anhält, wird der Alarm wiederholt, höchstens einmal in {}.",
)
AT_MOST_ONE = Text(
    fr="Au plus une alerte par période de {}.", en="At most one alert in {}.", de="Höchstens ein Alarm in {}."
)
AGAIN_AFTER = Text(
    fr="Après une alerte, la suivante attend que cette condition ait été remplie : {}.",
    en="After an alert, the next one waits until this has been so: {}.",
    de="Nach einem Alarm ist der nächste erst möglich, wenn {}.",
)
AGAIN = Text(
    fr="Après une alerte, la suivante attend que la condition ait cessé.",
    en="After an alert, the next one waits until the condition has ceased.",
    de="Nach einem Alarm ist der nächste erst möglich, wenn die Bedingung nicht mehr erfüllt war.",
)
MANDATORY = Text(
    fr="Personne ne peut désactiver cette règle.",
    en="Nobody can switch this rule off.",
    de="Niemand kann diese Regel abschalten.",
)

IN_UNIT = Text(fr="{name}, en {unit}", en="{name}, in {unit}", de="{name}, in {unit}")
RHYTHM = Text(
    fr="une mesure attendue par période de {}", en="one reading expected every {}", de="ein Messwert je {} erwartet"
)
PLAUSIBLE = Text(
    fr="hors de {low} à {high}, une mesure est retenue jusqu’à ce qu’une personne la confirme",
    en="outside {low} to {high} a reading is held until a person confirms it",
    de="außerhalb von {low} bis {high} wird ein Messwert zurückgehalten, bis ihn ein Mensch bestätigt",
)
CONVERTED = Text(
    fr="les mesures en {} sont converties", en="readings in {} are converted", de="Messwerte in {} werden umgerechnet"
)

ANSWERED = Text(
    fr="les réponses au formulaire «\u00a0{}\u00a0» donnent une mesure",
    en="the answers to the form “{}” give a reading",
    de="die Antworten im Formular „{}“ geben einen Messwert",
)

COMPUTED: Mapping[FeatureKind, Text] = {
    "last": Text(fr="dernière mesure {de}", en="latest reading of {name}", de="{name}: letzter Messwert"),
    "delta": Text(
        fr="dernière moins première mesure {de}", en="last minus first reading of {name}",
        de="{name}: letzter minus erster Messwert",
    ),
    "mean": Text(fr="moyenne des mesures {de}", en="mean of the readings of {name}", de="{name}: Mittelwert"),
    "sd": Text(
        fr="écart-type des mesures {de}", en="standard deviation of the readings of {name}",
        de="{name}: Standardabweichung",
    ),
    "min": Text(fr="plus petite mesure {de}", en="smallest reading of {name}", de="{name}: kleinster Messwert"),
    "max": Text(fr="plus grande mesure {de}", en="largest reading of {name}", de="{name}: größter Messwert"),
    "count": Text(fr="nombre de mesures {de}", en="number of readings of {name}", de="{name}: Anzahl der Messwerte"),
    "quantile": Text(
        fr="quantile {share} des mesures {de}", en="{share} quantile of the readings of {name}",
        de="{name}: {share}-Quantil der Messwerte",
    ),
    "share_in_range": Text(
        fr="part des mesures {de} {band}", en="share of the readings of {name} {band}",
        de="{name}: Anteil der Messwerte {band}",
    ),
    "slope": Text(
        fr="tendance par jour des mesures {de}", en="trend per day of the readings of {name}",
        de="{name}: Trend der Messwerte pro Tag",
    ),
    "since_last": Text(
        fr="temps écoulé depuis la dernière mesure {de}, ou depuis l’inclusion si aucune n’est venue",
        en="time since the latest reading of {name}, or since enrolment when none ever came",
        de="{name}: Zeit seit dem letzten Messwert, oder seit der Aufnahme, falls nie einer kam",
    ),
    "coverage": Text(
        fr="part des mesures attendues {de} qui sont arrivées", en="share of the expected readings of {name} that came",
        de="{name}: Anteil der erwarteten Messwerte, die angekommen sind,",
    ),
}  # fmt: skip
OVER = Text(fr="sur {}", en="over {}", de="über {}")
WHOLE_DAYS = Text(
    fr="par jours entiers (UTC), jour en cours compris",
    en="in whole days (UTC), the current one included",
    de="in ganzen Tagen (UTC), der laufende eingeschlossen",
)
WHOLE_PANES = Text(
    fr="par tranches entières de {} (UTC), celle en cours comprise",
    en="in whole panes of {} (UTC), the current one included",
    de="in ganzen Scheiben von {} (UTC), die laufende eingeschlossen",
)
LEAST_POINTS = Text(
    fr="inconnu avec moins de {} mesures",
    en="unknown with fewer than {} readings",
    de="unbekannt bei weniger als {} Messwerten",
)
LEAST_COVERAGE = Text(
    fr="inconnu si moins de {} des mesures attendues sont arrivées",
    en="unknown when less than {} of the expected readings have come",
    de="unbekannt, wenn weniger als {} der erwarteten Messwerte angekommen sind",
)
BETWEEN = Text(fr="de {low} à {high}", en="from {low} to {high}", de="von {low} bis {high}")
BELOW = Text(fr="au-dessous de {}", en="below {}", de="unter {}")
AT_MOST = Text(fr="d’au plus {}", en="of at most {}", de="bis höchstens {}")
ABOVE = Text(fr="au-dessus de {}", en="above {}", de="über {}")
AT_LEAST = Text(fr="d’au moins {}", en="of at least {}", de="ab {}")
EXCLUDED = Text(fr="{} exclu", en="{} excluded", de="{} ausgeschlossen")

CERTAINTIES: Mapping[str, Text] = {
    "law": Text(fr="exigé par la loi", en="required by law", de="gesetzlich vorgeschrieben"),
    "consensus": Text(
        fr="consensus d’experts publié", en="published expert consensus", de="veröffentlichter Expertenkonsens"
    ),
    "study": Text(fr="étude publiée", en="published study", de="veröffentlichte Studie"),
    "local": Text(
        fr="choix local, qu’aucune recommandation ne donne", en="local default that no guideline gives",
        de="örtliche Vorgabe, die keine Leitlinie nennt",
    ),
}  # fmt: skip

FIXED = Text(
    fr="Fixé par le signataire du kit.",
    en="Fixed by the signer of the kit.",
    de="Vom Unterzeichner des Kits festgelegt.",
)
SET_BY = Text(fr="Réglable par : {}.", en="Can be set for: {}.", de="Einstellbar für: {}.")
BOUNDS = Text(fr="De {low} à {high}.", en="From {low} to {high}.", de="Von {low} bis {high}.")
LAYER_NAMES: Mapping[str, Text] = {
    "kit": Text(fr="le kit", en="the kit", de="das Kit"),
    "territory": Text(fr="le territoire", en="the territory", de="das Gebiet"),
    "team": Text(fr="l’équipe", en="the team", de="das Team"),
    "person": Text(fr="la personne", en="the person", de="die Person"),
}

SHARE_OF: Mapping[str, Text] = {
    "person": Text(
        fr="Part des personnes pour lesquelles {a}, parmi celles pour lesquelles {b}.",
        en="Share of the people for whom {a}, among those for whom {b}.",
        de="Anteil der Personen, bei denen {a}, unter denen, bei denen {b}.",
    ),
    "place": Text(
        fr="Part des lieux pour lesquels {a}, parmi ceux pour lesquels {b}.",
        en="Share of the places for which {a}, among those for which {b}.",
        de="Anteil der Orte, bei denen {a}, unter denen, bei denen {b}.",
    ),
    "thing": Text(
        fr="Part des objets pour lesquels {a}, parmi ceux pour lesquels {b}.",
        en="Share of the things for which {a}, among those for which {b}.",
        de="Anteil der Geräte, bei denen {a}, unter denen, bei denen {b}.",
    ),
}
ALL_OF: Mapping[str, Text] = {
    "person": Text(
        fr="Part des personnes pour lesquelles {a}.", en="Share of the people for whom {a}.",
        de="Anteil der Personen, bei denen {a}.",
    ),
    "place": Text(
        fr="Part des lieux pour lesquels {a}.", en="Share of the places for which {a}.",
        de="Anteil der Orte, bei denen {a}.",
    ),
    "thing": Text(
        fr="Part des objets pour lesquels {a}.", en="Share of the things for which {a}.",
        de="Anteil der Geräte, bei denen {a}.",
    ),
}  # fmt: skip
MEAN_OF: Mapping[str, Text] = {
    "person": Text(
        fr="Moyenne sur les personnes : {}.", en="Mean over the people: {}.", de="Mittelwert über die Personen: {}."
    ),
    "place": Text(fr="Moyenne sur les lieux : {}.", en="Mean over the places: {}.", de="Mittelwert über die Orte: {}."),
    "thing": Text(
        fr="Moyenne sur les objets : {}.", en="Mean over the things: {}.", de="Mittelwert über die Geräte: {}."
    ),
}
OF_TARGET_SETS = Text(
    fr="Chacun selon le jeu de cibles choisi pour lui\u202f; à défaut, selon le kit.",
    en="Each with the values of their set of targets where one was chosen, else with those of the kit.",
    de="Jede Person mit den Werten ihrer Ziele, wenn welche gewählt wurden, sonst mit denen des Kits.",
)
DAYS_BY_CLASS = Text(
    fr="Nombre de jours dans chaque classe.", en="Number of days in each class.", de="Anzahl der Tage in jeder Klasse."
)
POPULATION_BY_CLASS = Text(
    fr="Nombre d’habitants exposés à chaque classe.", en="Number of inhabitants exposed to each class.",
    de="Anzahl der Einwohner in jeder Klasse.",
)  # fmt: skip
SEMICOLON = Text(fr="\u202f; ", en="; ", de="; ")
PERIOD = Text(fr="Sur {}.", en="Over {}.", de="Über {}.")
TARGET = Text(fr="Objectif : {}.", en="Target: {}.", de="Ziel: {}.")
BETTER: Mapping[str, Text] = {
    "higher": Text(fr="Plus c’est haut, mieux c’est.", en="Higher is better.", de="Höher ist besser."),
    "lower": Text(fr="Plus c’est bas, mieux c’est.", en="Lower is better.", de="Niedriger ist besser."),
}

IS_YES = Text(fr="« {a} » est à oui", en="“{a}” is set to yes", de="„{a}“ auf Ja gesetzt ist")
IS_NO = Text(fr="« {a} » est à non", en="“{a}” is set to no", de="„{a}“ auf Nein gesetzt ist")
AS_OFTEN = Text(
    fr="autant de fois par jour que réglé pour la personne",
    en="as often a day as is set for the person",
    de="so oft am Tag, wie für die Person eingestellt",
)
BY_DEVICE = Text(fr="transmis par un appareil", en="sent by a device", de="von einem Gerät gesendet")
IF_PRESCRIBED = Text(
    fr="demandé seulement à qui cela est prescrit", en="asked only of those for whom it is prescribed",
    de="nur gefragt, wem es verordnet ist",
)  # fmt: skip
WITHIN = Text(
    fr="À regarder en {0} au plus ; qui installe le kit peut aller jusqu’à {1}.",
    en="To be looked at within {0}; whoever installs the kit may go up to {1}.",
    de="Innerhalb von {0} anzusehen; wer das Kit installiert, kann bis {1} gehen.",
)
