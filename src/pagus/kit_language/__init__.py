"""A kit folder -> checked, frozen objects; sentences, parameters, scenarios."""

from pagus.kit_language.load import lint_kit, load_kit

__all__ = ["lint_kit", "load_kit"]
