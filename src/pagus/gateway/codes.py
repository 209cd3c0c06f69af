"""Which codes name what the devices measure: LOINC, IEEE 11073-10101 and the house's own words.

LOINC codes: value set of the vital signs of FHIR R4; that of the glucose sensor as in the kit diabetes-home; that of
the glucose meter recalled. IEEE codes: partition 2 of ISO/IEEE 11073-10101, term codes as widely published.
"""

from __future__ import annotations

from enum import Enum

__all__ = ["BLOOD_PRESSURE_PANEL", "Measure"]


class Measure(Enum):
    """A quantity: the signal of the shipped kits, LOINC code and words, IEEE 11073 code and term."""

    WEIGHT = ("weight", "29463-7", "Body weight", 188736, "MDC_MASS_BODY_ACTUAL")
    HEIGHT = ("height", "8302-2", "Body height", 188740, "MDC_LEN_BODY_ACTUAL")
    SYSTOLIC = ("systolic", "8480-6", "Systolic blood pressure", 150021, "MDC_PRESS_BLD_NONINV_SYS")
    DIASTOLIC = ("diastolic", "8462-4", "Diastolic blood pressure", 150022, "MDC_PRESS_BLD_NONINV_DIA")
    MEAN_PRESSURE = ("mean_pressure", "8478-0", "Mean blood pressure", 150023, "MDC_PRESS_BLD_NONINV_MEAN")
    PULSE_OF_CUFF = ("heart_rate", "8867-4", "Heart rate", 149546, "MDC_PULS_RATE_NON_INV")
    PULSE_OF_OXIMETER = ("heart_rate", "8867-4", "Heart rate", 149530, "MDC_PULS_OXIM_PULS_RATE")
    SATURATION = ("oxygen_saturation", "59408-5", "Oxygen saturation by pulse oximetry", 150456, "MDC_PULS_OXIM_SAT_O2")
    TEMPERATURE = ("body_temperature", "8310-5", "Body temperature", 150364, "MDC_TEMP_BODY")
    BLOOD_GLUCOSE = (
        "capillary_glucose",
        "41653-7",
        "Glucose in Capillary blood by Glucometer",
        160184,
        "MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD",
    )
    SENSOR_GLUCOSE = (
        "glucose",
        "99504-3",
        "Glucose in Interstitial fluid",
        160212,
        "MDC_CONC_GLU_ISF",
    )

    def __init__(self, word: str, loinc: str, display: str, ieee: int, term: str) -> None:
        self.word = word
        self.loinc = loinc
        self.display = display
        self.ieee = ieee
        self.term = term


BLOOD_PRESSURE_PANEL = ("85354-9", "Blood pressure panel", 150020, "MDC_PRESS_BLD_NONINV")
"""The code of the whole that holds systolic, diastolic and mean."""
