"""The roles, as code: what each may do, in plain words.

A verb is what an action or a page asks for. A role gives its verbs in the territory of the membership. Care data of
a person need more: the person lives in that territory *and* is followed by the team of the membership, unless the
role sees every team. Tasks of pathways are for roles of kits: which of them an account fills is ``Role.acts_as``.
"""

from __future__ import annotations

from dataclasses import dataclass

from pagus.errors import CodeError
from pagus.kit_language.model import Text

__all__ = ["ROLES", "VERBS", "Role", "role_named"]

VERBS: dict[str, Text] = {
    "see_places": Text(
        fr="voir les lieux, les stations et leurs mesures",
        en="see places, stations and their measurements",
        de="Orte, Stationen und ihre Messwerte sehen",
    ),
    "see_person": Text(
        fr="voir les données d’une personne, sous son pseudonyme",
        en="see a person's data, under a pseudonym",
        de="Daten einer Person unter Pseudonym sehen",
    ),
    "see_course": Text(
        fr="voir les parcours où son rôle intervient, et leurs tâches",
        en="see the courses in which one's role has a part, and their tasks",
        de="die Verläufe sehen, an denen die eigene Rolle beteiligt ist, und ihre Aufgaben",
    ),
    "handle_alert": Text(
        fr="prendre en charge, reporter et clore une alerte",
        en="acknowledge, snooze and close an alert",
        de="einen Alarm übernehmen, zurückstellen und schließen",
    ),
    "handle_task": Text(
        fr="prendre, faire et clore une tâche d’un parcours, remplir un formulaire",
        en="take, do and close a task of a pathway, answer a form",
        de="eine Aufgabe eines Pfads übernehmen, erledigen und schließen, ein Formular ausfüllen",
    ),
    "stand_in": Text(
        fr="faire une tâche à la place d’un autre rôle, en le disant",
        en="do a task on behalf of another role, saying so",
        de="eine Aufgabe ausdrücklich anstelle einer anderen Rolle erledigen",
    ),
    "confirm_held": Text(
        fr="confirmer ou écarter une mesure retenue",
        en="confirm or discard a held measurement",
        de="einen zurückgehaltenen Messwert bestätigen oder verwerfen",
    ),
    "see_indicators": Text(fr="voir les indicateurs", en="see indicators", de="Indikatoren sehen"),
    "plan_access": Text(
        fr="enregistrer et partager des scénarios d’accès aux soins",
        en="save and share scenarios of access to care",
        de="Szenarien des Zugangs zur Versorgung speichern und teilen",
    ),
    "try_kit": Text(
        fr="rejouer un kit sur l’historique",
        en="replay a kit on the history",
        de="ein Kit auf dem Verlauf durchspielen",
    ),
    "install_kit": Text(fr="installer un kit", en="install a kit", de="ein Kit installieren"),
    "accept_kit": Text(
        fr="accepter un kit sur le plan clinique", en="accept a kit clinically", de="ein Kit klinisch freigeben"
    ),
    "audit_kit": Text(
        fr="demander quelle règle valait à une date, et sur la parole de qui",
        en="ask which rule held at a date, and on whose word",
        de="fragen, welche Regel zu einem Zeitpunkt galt, und wer für sie einsteht",
    ),
    "set_parameter": Text(
        fr="régler les paramètres du territoire ou d’une équipe",
        en="set parameters of the territory or of a team",
        de="Parameter des Gebiets oder eines Teams einstellen",
    ),
    "set_person_parameter": Text(
        fr="régler les paramètres d’une personne",
        en="set parameters of a person",
        de="Parameter einer Person einstellen",
    ),
    "enrol": Text(
        fr="inclure une personne dans un suivi, ou l’en sortir",
        en="enrol a person, or end an enrolment",
        de="eine Person aufnehmen oder die Aufnahme beenden",
    ),
    "refer": Text(
        fr="adresser une personne vers un soin et suivre la demande",
        en="refer a person to care and follow it up",
        de="eine Person überweisen und die Überweisung verfolgen",
    ),
    "see_identity": Text(
        fr="voir et saisir l’identité nationale (INS) d’une personne",
        en="see and enter the national identity (INS) of a person",
        de="die nationale Identität (INS) einer Person sehen und eingeben",
    ),
    "let_identify": Text(
        fr="autoriser un programme à recevoir les identités nationales (INS)",
        en="let a program receive national identities (INS)",
        de="einem Programm nationale Identitäten (INS) freigeben",
    ),
    "consult": Text(
        fr="tenir une consultation par vidéo et y inviter",
        en="hold a consultation by video and invite to it",
        de="eine Videosprechstunde halten und dazu einladen",
    ),
    "keep_slots": Text(
        fr="publier et retirer des créneaux, noter qui est venu",
        en="publish and take back slots, note who came",
        de="Termine freigeben und zurücknehmen, notieren, wer gekommen ist",
    ),
    "import_observations": Text(
        fr="importer des observations", en="import observations", de="Beobachtungen importieren"
    ),
    "manage_things": Text(
        fr="déclarer les stations et les lieux locaux",
        en="declare stations and local places",
        de="Stationen und lokale Orte anlegen",
    ),
    "read_journal": Text(fr="lire le journal des accès", en="read the journal", de="das Protokoll lesen"),
    "operate": Text(
        fr="gérer les comptes et l’état du système",
        en="manage accounts and the state of the system",
        de="Konten und Systemzustand verwalten",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One role: its names, what it is for, its verbs, and whether it sees people of every team.

    ``acts_as``: the roles of kits that it fills: whose tasks it may do.
    """

    code: str
    name: Text
    description: Text
    verbs: frozenset[str]
    acts_as: frozenset[str]
    every_team: bool = False


CARE_OF_A_TEAM = frozenset(
    {
        "see_places",
        "see_person",
        "see_course",
        "handle_alert",
        "handle_task",
        "confirm_held",
        "see_indicators",
        "set_person_parameter",
        "enrol",
        "refer",
        "see_identity",
        "consult",
    }
)
"""What those do who follow the people of one team."""

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            code="coordinator",
            name=Text(fr="Coordination", en="Coordinator", de="Koordination"),
            description=Text(
                fr="Conduit le programme du territoire : installe les kits, règle leurs paramètres, suit toutes les "
                "alertes. Voit les personnes suivies sous leur pseudonyme, quelle que soit l’équipe ; chaque lecture "
                "est inscrite au journal.",
                en="Runs the programme of the territory: installs kits, sets their parameters, follows all alerts. "
                "Sees the people followed under their pseudonym, whatever the team; each reading is journalled.",
                de="Führt das Programm des Gebiets: installiert Kits, stellt Parameter ein, verfolgt alle Alarme. "
                "Sieht die betreuten Personen unter Pseudonym, gleich welchen Teams; jeder Zugriff wird protokolliert.",
            ),
            verbs=frozenset(VERBS) - {"operate", "set_person_parameter", "accept_kit", "see_identity"},
            acts_as=frozenset({"coordinator"}),
            every_team=True,
        ),
        Role(
            code="nurse",
            name=Text(fr="Soins infirmiers", en="Nurse", de="Pflege"),
            description=Text(
                fr="Suit les personnes de son équipe : voit leurs mesures, prend en charge et clôt leurs alertes, "
                "règle leurs paramètres. Ne voit personne d’une autre équipe.",
                en="Follows the people of the team: sees their measurements, handles and closes their alerts, sets "
                "their parameters. Sees nobody of another team.",
                de="Betreut die Personen des Teams: sieht ihre Messwerte, bearbeitet und schließt ihre Alarme, stellt "
                "ihre Parameter ein. Sieht niemanden aus einem anderen Team.",
            ),
            verbs=CARE_OF_A_TEAM,
            acts_as=frozenset({"nurse"}),
        ),
        Role(
            code="physician",
            name=Text(fr="Médecin", en="Physician", de="Ärztin oder Arzt"),
            description=Text(
                fr="Prescrit et suit les personnes de son équipe : fait les tâches médicales des parcours, voit les "
                "mesures, prend en charge les alertes. Ne voit personne d’une autre équipe.",
                en="Prescribes for and follows the people of the team: does the medical tasks of pathways, sees "
                "measurements, handles alerts. Sees nobody of another team.",
                de="Verordnet und betreut die Personen des Teams: erledigt die ärztlichen Aufgaben der Pfade, sieht "
                "Messwerte, bearbeitet Alarme. Sieht niemanden aus einem anderen Team.",
            ),
            verbs=CARE_OF_A_TEAM,
            acts_as=frozenset({"physician"}),
        ),
        Role(
            code="educator",
            name=Text(fr="Éducation sportive", en="Sport educator", de="Sportfachkraft"),
            description=Text(
                fr="Accompagne l’activité physique adaptée : voit, pour les personnes de son équipe, les parcours où "
                "l’éducation sportive intervient, et fait ses tâches. Ne voit ni mesures ni alertes.",
                en="Guides adapted physical activity: for the people of the team, sees the courses in which sport "
                "educators have a part, and does their tasks. Sees neither measurements nor alerts.",
                de="Begleitet angepasste Bewegung: sieht für die Personen des Teams die Verläufe, an denen "
                "Sportfachkräfte beteiligt sind, und erledigt ihre Aufgaben. Sieht weder Messwerte noch Alarme.",
            ),
            verbs=frozenset({"see_course", "handle_task", "see_indicators"}),
            acts_as=frozenset({"educator"}),
        ),
        Role(
            code="carer",
            name=Text(fr="Aide à domicile", en="Carer", de="Betreuung zu Hause"),
            description=Text(
                fr="Est auprès de la personne : voit, pour les personnes de son équipe, les parcours où l’aide "
                "intervient, et fait ses tâches. Ne voit ni mesures ni alertes.",
                en="Is with the person at home: for the people of the team, sees the courses in which carers have a "
                "part, and does their tasks. Sees neither measurements nor alerts.",
                de="Ist bei der Person zu Hause: sieht für die Personen des Teams die Verläufe, an denen die Betreuung "
                "beteiligt ist, und erledigt ihre Aufgaben. Sieht weder Messwerte noch Alarme.",
            ),
            verbs=frozenset({"see_course", "handle_task"}),
            acts_as=frozenset({"carer"}),
        ),
        Role(
            code="clinician",
            name=Text(fr="Responsable médical", en="Clinical lead", de="Ärztliche Leitung"),
            description=Text(
                fr="Répond du contenu clinique des kits du territoire : lit une version, ses sources et ce qu’elle "
                "change, puis l’accepte ou non. Voit les personnes suivies sous leur pseudonyme, quelle que soit "
                "l’équipe ; chaque lecture est inscrite au journal.",
                en="Answers for the clinical content of the territory's kits: reads a version, its sources and what it "
                "changes, then accepts it or not. Sees the people followed under their pseudonym, whatever the team; "
                "each reading is journalled.",
                de="Steht für den klinischen Inhalt der Kits des Gebiets ein: liest eine Version, ihre Quellen und was "
                "sie ändert, und gibt sie frei oder nicht. Sieht die betreuten Personen unter Pseudonym, gleich "
                "welchen Teams; jeder Zugriff wird protokolliert.",
            ),
            verbs=frozenset(
                {
                    "see_places",
                    "see_person",
                    "see_course",
                    "handle_alert",
                    "handle_task",
                    "see_indicators",
                    "try_kit",
                    "accept_kit",
                    "audit_kit",
                    "set_person_parameter",
                    "refer",
                    "consult",
                }
            ),
            acts_as=frozenset({"physician"}),
            every_team=True,
        ),
        Role(
            code="analyst",
            name=Text(fr="Analyse", en="Analyst", de="Analyse"),
            description=Text(
                fr="Mesure l’effet des kits : indicateurs, lieux, stations, essais sur l’historique, scénarios d’accès "
                "aux soins. Ne voit aucune personne, seulement des nombres agrégés.",
                en="Measures what kits achieve: indicators, places, stations, replays on the history, scenarios of "
                "access to care. Sees no person, only aggregated numbers.",
                de="Misst die Wirkung der Kits: Indikatoren, Orte, Stationen, Durchläufe auf dem Verlauf, Szenarien "
                "des Zugangs zur Versorgung. Sieht keine Person, nur zusammengefasste Zahlen.",
            ),
            verbs=frozenset({"see_places", "see_indicators", "try_kit", "plan_access"}),
            acts_as=frozenset({"analyst"}),
        ),
        Role(
            code="operator",
            name=Text(fr="Exploitation technique", en="Technical operator", de="Technischer Betrieb"),
            description=Text(
                fr="Fait tourner le système : comptes, portes d’entrée, vérification du journal. Ne voit aucune donnée "
                "de personne.",
                en="Keeps the system running: accounts, doors, proof of the journal. Sees no person's data.",
                de="Hält das System am Laufen: Konten, Eingänge, Prüfung des Protokolls. Sieht keine Personendaten.",
            ),
            verbs=frozenset(
                {"see_places", "import_observations", "manage_things", "audit_kit", "read_journal", "operate"}
            ),
            acts_as=frozenset({"operator"}),
        ),
    )
}


def role_named(code: str) -> Role:
    """Which role has this code? Refuses: CodeError for a role that does not exist."""
    if code not in ROLES:
        raise CodeError("unknown role {role}: the roles are {known}", role=code, known=", ".join(ROLES))
    return ROLES[code]
