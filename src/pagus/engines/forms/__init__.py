"""Forms: answers -> what is asked, what is missing, what it scores, and why.

Read first: ``compile_form``, ``evaluate``, ``give``. What a form is: ``kit_language.form_model``.
"""

from pagus.engines.forms.answers import begin, carry_over, check_answer, check_answers, give, read_written
from pagus.engines.forms.evaluation import evaluate, explain, facts_of
from pagus.engines.forms.model import Answer, Answers, Carried, Evaluation, Part, Raised, Refusal, Scored
from pagus.engines.forms.program import FormProgram, compile_form
from pagus.engines.forms.view import FormView, Shown, ShownFlag, ShownOption, ShownScore, view_form

__all__ = [
    "Answer",
    "Answers",
    "Carried",
    "Evaluation",
    "FormProgram",
    "FormView",
    "Part",
    "Raised",
    "Refusal",
    "Scored",
    "Shown",
    "ShownFlag",
    "ShownOption",
    "ShownScore",
    "begin",
    "carry_over",
    "check_answer",
    "check_answers",
    "compile_form",
    "evaluate",
    "explain",
    "facts_of",
    "give",
    "read_written",
    "view_form",
]
