"""Every public name says what it answers, what it takes, and what it gives."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

ROOMS = ("pagus.kernel", "pagus.rules", "pagus.kit_language", "pagus.trust")
ROOMS += ("pagus.fhir_r4", "pagus.engines", "pagus.analytics", "pagus.library")


def modules() -> list[ModuleType]:
    rooms = [importlib.import_module(room) for room in ROOMS]
    names = [found.name for room in rooms for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")]
    return [*rooms, *(importlib.import_module(name) for name in names)]


def public_functions() -> dict[str, object]:
    found: dict[str, object] = {}
    for module in modules():
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if inspect.isfunction(value) and value.__module__.startswith("pagus."):
                found[f"{value.__module__}.{name}"] = value
    return found


def test_every_room_names_what_is_public() -> None:
    packages = [module for module in modules() if hasattr(module, "__path__") and module.__name__.count(".") >= 2]
    public = [module.__name__ for module in packages if getattr(module, "__all__", None)]
    assert "pagus.engines.signals" in public


@pytest.mark.parametrize("name", sorted(public_functions()))
def test_public_function_has_its_sections(name: str) -> None:
    function = public_functions()[name]
    text = inspect.getdoc(function) or ""
    first = text.partition("\n")[0]
    assert first.endswith((".", "?", ":")), f"{name}: the first line says what is answered"
    signature = inspect.signature(function)  # type: ignore[arg-type]
    if signature.parameters:
        assert "Takes" in text or len(signature.parameters) == 1, f"{name}: say what it takes (shape, unit, missing)"
    if signature.return_annotation not in {None, "None", inspect.Signature.empty}:
        assert "Gives" in text or "Takes" not in text, f"{name}: say what it gives"
