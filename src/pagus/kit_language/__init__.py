"""A kit folder -> checked, frozen objects; its sentences in three languages; which parameter values hold.

Read first: ``load_kit``, ``kit_sentences``, ``effective_parameters``. The format: docs/reference/kit-format.md.
"""

from pagus.kit_language.load import lint_kit, load_kit
from pagus.kit_language.parameters import (
    LayerValues,
    asked_signals,
    check_choice,
    effective_parameters,
    effective_values,
    prescribed_by,
)
from pagus.kit_language.requirements import outgrown_fault, requirement_faults
from pagus.kit_language.sentences import Sentences, feature_phrase, kit_sentences, rule_words
from pagus.kit_language.shipped import shipped_folder, shipped_kit, shipped_slugs

__all__ = [
    "LayerValues",
    "Sentences",
    "asked_signals",
    "check_choice",
    "effective_parameters",
    "effective_values",
    "feature_phrase",
    "kit_sentences",
    "lint_kit",
    "load_kit",
    "outgrown_fault",
    "prescribed_by",
    "requirement_faults",
    "rule_words",
    "shipped_folder",
    "shipped_kit",
    "shipped_slugs",
]
