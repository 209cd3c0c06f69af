"""Forms and answers in FHIR R4: Questionnaire and QuestionnaireResponse as plain JSON, and the scores they ask for.

Read first: ``read_questionnaire``, ``write_questionnaire``, ``computed_values``. What is not supported:
docs/reference/forms-in-fhir.md.
"""

from pagus.engines.forms.fhir.computing import Computed, computed_values
from pagus.engines.forms.fhir.reading import Imported, read_questionnaire
from pagus.engines.forms.fhir.responses import read_response, write_response
from pagus.engines.forms.fhir.writing import write_questionnaire

__all__ = [
    "Computed",
    "Imported",
    "computed_values",
    "read_questionnaire",
    "read_response",
    "write_questionnaire",
    "write_response",
]
