"""The kinds of facilities and the services they give, with their names. FHIR words: Location, HealthcareService."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pagus.kit_language.model import Text

__all__ = ["FACILITY_KINDS", "PROFESSIONS", "SECTORS", "SERVICES", "Term"]


@dataclass(frozen=True, slots=True)
class Term:
    """A code and what it is called."""

    code: str
    name: Text


def _terms(rows: Mapping[str, tuple[str, str, str]]) -> Mapping[str, Term]:
    return {code: Term(code, Text(fr, en, de)) for code, (fr, en, de) in rows.items()}


FACILITY_KINDS = _terms(
    {
        "practice": ("Cabinet", "Practice", "Praxis"),
        "multi_professional_house": (
            "Maison de santé pluriprofessionnelle",
            "Multi-professional health house",
            "Multiprofessionelles Gesundheitshaus",
        ),
        "health_centre": ("Centre de santé", "Health centre", "Gesundheitszentrum"),
        "pharmacy": ("Pharmacie", "Pharmacy", "Apotheke"),
        "hospital": ("Hôpital ou clinique", "Hospital or clinic", "Krankenhaus oder Klinik"),
        "emergency_service": ("Service d’urgences", "Emergency service", "Notaufnahme"),
        "laboratory": ("Laboratoire d’analyses", "Medical laboratory", "Medizinisches Labor"),
        "imaging_centre": ("Centre d’imagerie", "Imaging centre", "Zentrum für Bildgebung"),
        "dialysis_centre": ("Centre de dialyse", "Dialysis centre", "Dialysezentrum"),
        "mental_health_centre": (
            "Centre de santé mentale",
            "Mental health centre",
            "Zentrum für psychische Gesundheit",
        ),
        "maternal_child_centre": (
            "Protection maternelle et infantile",
            "Mother and child health centre",
            "Mütter- und Kinderzentrum",
        ),
        "teleconsultation_booth": ("Cabine de téléconsultation", "Teleconsultation booth", "Telekonsultationskabine"),
        "mobile_unit_stop": ("Arrêt d’une unité mobile", "Stop of a mobile unit", "Halt einer mobilen Einheit"),
        "screening_centre": ("Centre de dépistage", "Screening centre", "Vorsorgezentrum"),
        "care_home": ("Établissement pour personnes âgées", "Care home", "Pflegeheim"),
        "commune_supply": (
            "Offre de la commune, sans adresse",
            "Supply of the commune, without address",
            "Angebot der Gemeinde, ohne Adresse",
        ),
        "other": ("Autre établissement", "Other facility", "Andere Einrichtung"),
    }
)
"""By code. ``commune_supply`` stands for all practitioners of a profession in a commune, known by number only."""

SERVICES = _terms(
    {
        "general_practice": ("Médecine générale", "General practice", "Allgemeinmedizin"),
        "nursing": ("Soins infirmiers", "Nursing", "Krankenpflege"),
        "pharmacy": ("Pharmacie", "Pharmacy", "Apotheke"),
        "emergency": ("Urgences", "Emergency care", "Notfallversorgung"),
        "dental": ("Soins dentaires", "Dental care", "Zahnmedizin"),
        "midwifery": ("Sage-femme", "Midwifery", "Hebamme"),
        "physiotherapy": ("Kinésithérapie", "Physiotherapy", "Physiotherapie"),
        "teleconsultation": ("Téléconsultation", "Teleconsultation", "Telekonsultation"),
        "laboratory": ("Analyses médicales", "Medical laboratory tests", "Laboruntersuchungen"),
        "imaging": ("Imagerie médicale", "Medical imaging", "Bildgebung"),
        "screening": ("Dépistage", "Screening", "Vorsorgeuntersuchung"),
        "vaccination": ("Vaccination", "Vaccination", "Impfung"),
        "mental_health": ("Santé mentale", "Mental health", "Psychische Gesundheit"),
        "psychology": ("Psychologue", "Psychology", "Psychologie"),
        "speech_therapy": ("Orthophonie", "Speech therapy", "Logopädie"),
        "podiatry": ("Pédicurie-podologie", "Podiatry", "Podologie"),
        "dialysis": ("Dialyse", "Dialysis", "Dialyse"),
        "surgery": ("Chirurgie", "Surgery", "Chirurgie"),
        "medical_specialist": ("Médecin spécialiste", "Medical specialist", "Facharzt"),
        "hospital_care": ("Hospitalisation", "Hospital care", "Stationäre Versorgung"),
        "other": ("Autre service", "Other service", "Anderes Angebot"),
    }
)
"""By code. A profession is called as the service it gives."""

PROFESSIONS = (
    "general_practice", "nursing", "pharmacy", "dental", "midwifery", "physiotherapy", "psychology", "speech_therapy",
    "podiatry", "medical_specialist", "surgery", "other",
)  # fmt: skip
"""The services that a practitioner of the same name gives."""

SECTORS = _terms(
    {
        "1": ("Secteur 1", "Sector 1 (agreed fees)", "Sektor 1 (vereinbarte Honorare)"),
        "2": ("Secteur 2", "Sector 2 (free fees)", "Sektor 2 (freie Honorare)"),
        "salaried": ("Salarié", "Salaried", "Angestellt"),
        "public": ("Public", "Public", "Öffentlich"),
        "private": ("Privé", "Private", "Privat"),
        "non_profit": ("Privé non lucratif", "Private non-profit", "Gemeinnützig"),
    }
)
"""By code: what a patient pays by (``1``, ``2``), or who runs it. Empty where nobody has said."""
