"""The three message files -> texts: every text in French, English and German, and no text that nothing shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pagus.errors import Fault
from pagus.kit_language.entries import nearest
from pagus.kit_language.model import LANGUAGES, Language, Text
from pagus.kit_language.yaml_document import Path, YamlDocument, path_text

__all__ = [
    "Texts",
]

LONGEST_TEXT = 2_000


@dataclass(slots=True)
class Texts:
    """Hands out texts by their path and remembers which were asked for."""

    documents: Mapping[Language, YamlDocument]
    """Languages whose file could not be read are absent; their missing texts are not told again."""
    faults: list[Fault]
    asked: set[Path] = field(default_factory=set)

    def text(self, *path: str) -> Text:
        """The text at this path. A language without it is a fault, and gives an empty text."""
        return self._take(path, required=True) or Text("", "", "")

    def optional(self, *path: str) -> Text | None:
        """The text at this path, or None when no language has it. A fault when only some have."""
        return self._take(path, required=False)

    def skip(self, *path: str) -> None:
        """Say nothing of the texts under this path: the entry they speak of could not be read."""
        self.asked.add(path)

    def _take(self, path: tuple[str, ...], *, required: bool) -> Text | None:
        self.asked.add(path)
        found = {language: self._find(document.data, path) for language, document in self.documents.items()}
        if not required and all(value is None for value in found.values()):
            return None
        for language, value in found.items():
            self._check(language, path, value)
        words = {language: value.strip() if isinstance(value, str) else "" for language, value in found.items()}
        return Text(**{language: words.get(language, "") for language in LANGUAGES})

    def _find(self, data: Any, path: tuple[str, ...]) -> Any:
        for step in path:
            if not isinstance(data, Mapping) or step not in data:
                return None
            data = data[step]
        return data

    def _check(self, language: Language, path: tuple[str, ...], value: Any) -> None:
        document = self.documents[language]
        if value is None:
            elsewhere = [other for other in LANGUAGES if other != language and self._has(other, path)]
            remedy = f"translate it from {elsewhere[0]}.yaml" if elsewhere else "write it in the three languages"
            self.faults.append(document.fault(path, f"the text {path_text(path)} is missing", remedy))
        elif not isinstance(value, str) or not value.strip():
            remedy = "write one, in quotes if it looks like a number"
            self.faults.append(document.fault(path, "expected a text", remedy))
        elif len(value) > LONGEST_TEXT:
            remedy = f"at most {LONGEST_TEXT} characters"
            self.faults.append(document.fault(path, f"the text has {len(value)} characters", remedy))

    def _has(self, language: Language, path: tuple[str, ...]) -> bool:
        return language in self.documents and self._find(self.documents[language].data, path) is not None

    def refuse_unasked(self) -> None:
        """Tell every key that nothing asked for: a text that no page would ever show, or a misspelt key."""
        known: dict[Path, set[str]] = {}
        for path in self.asked:
            for depth in range(len(path)):
                known.setdefault(path[:depth], set()).add(str(path[depth]))
        for document in self.documents.values():
            self._refuse_under(document, (), document.data, known)

    def _refuse_under(self, document: YamlDocument, path: Path, data: Any, known: Mapping[Path, set[str]]) -> None:
        if path in self.asked:
            return
        if not isinstance(data, Mapping):
            self.faults.append(document.fault(path, "expected texts by key", "write each as  key: text"))
            return
        for key, value in data.items():
            if key not in known.get(path, set()):
                message = f"{key!r} is the key of no text of this kit"
                self.faults.append(document.fault((*path, key), message, nearest(key, known.get(path, set()))))
            else:
                self._refuse_under(document, (*path, key), value, known)
