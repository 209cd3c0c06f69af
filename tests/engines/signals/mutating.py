"""Mutants of the engine: one line of one module made wrong, the whole engine imported anew with it."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

ENGINE = "pagus.engines.signals"


@dataclass(frozen=True, slots=True)
class Mutant:
    """``right`` stands once in the module (without ``.py``), and becomes ``wrong``."""

    module: str
    right: str
    wrong: str

    @property
    def name(self) -> str:
        return f"{self.module}: {self.wrong.strip().splitlines()[0][:60]}"


class _Loader(importlib.abc.InspectLoader):
    def __init__(self, path: Path, mutant: Mutant) -> None:
        self.path = path
        self.mutant = mutant

    def get_source(self, fullname: str) -> str:
        source = self.path.read_text(encoding="utf-8")
        assert source.count(self.mutant.right) == 1, f"{self.mutant.name}: {source.count(self.mutant.right)} places"
        return source.replace(self.mutant.right, self.mutant.wrong)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != f"{ENGINE}.{self.mutant.module}" or path is None:
            return None
        file = Path(next(iter(path))) / f"{self.mutant.module}.py"
        return importlib.util.spec_from_loader(fullname, _Loader(file, self.mutant), origin=str(file))


@contextmanager
def at_work(mutant: Mutant) -> Iterator[None]:
    """Within this, importing the engine gives the mutant."""
    kept = {name: module for name, module in sys.modules.items() if name == ENGINE or name.startswith(f"{ENGINE}.")}
    parent = sys.modules["pagus.engines"]
    finder = _Finder(mutant)
    for name in kept:
        del sys.modules[name]
    sys.meta_path.insert(0, finder)
    try:
        importlib.import_module(ENGINE)
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name == ENGINE or name.startswith(f"{ENGINE}.")]:
            del sys.modules[name]
        sys.modules.update(kept)
        parent.signals = kept[ENGINE]  # type: ignore[attr-defined]
