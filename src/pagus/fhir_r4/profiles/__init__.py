"""Does a resource keep a profile, beyond FHIR itself? Vital signs, personal health devices, CGM, the French INS.

Read first: ``PROFILES``, ``faults_of_profile``. Each profile says where its rules were read and how sure that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pagus.errors import CodeError
from pagus.fhir_r4.faults import Fault
from pagus.fhir_r4.profiles.cgm import CGM
from pagus.fhir_r4.profiles.french import FRENCH
from pagus.fhir_r4.profiles.phd import PHD
from pagus.fhir_r4.profiles.profile import Profile
from pagus.fhir_r4.profiles.vital_signs import VITAL_SIGNS

__all__ = ["PROFILES", "Profile", "claimed_profiles", "faults_of_profile"]

PROFILES: Final[Mapping[str, Profile]] = {each.url: each for each in (*VITAL_SIGNS, *PHD, *CGM, *FRENCH)}
"""By their canonical address."""


def faults_of_profile(url: str, document: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What in this document breaks this profile?

    Takes: the canonical address of the profile; a resource as plain JSON, valid FHIR already. Gives: every fault, none
    when it keeps the profile. Refuses: CodeError for a profile not known here.
    """
    profile = PROFILES.get(url.partition("|")[0])
    if profile is None:
        raise CodeError("the profile {url} is not known here", url=url)
    return tuple(profile.faults(document))


def claimed_profiles(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Which of the profiles known here does this document say it keeps (``meta.profile``)?

    Takes: a resource as plain JSON. Gives: canonical addresses without their version.
    """
    meta = document.get("meta")
    said = meta.get("profile", []) if isinstance(meta, dict) else []
    found = (str(each).partition("|")[0] for each in said)
    return tuple(url for url in found if url in PROFILES)
