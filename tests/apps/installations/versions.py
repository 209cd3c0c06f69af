"""Versions of a real kit: the shipped folder copied, with a few lines of it changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from pagus.kit_language import shipped_folder

__all__ = ["MOVES", "kit_version", "older_copd", "older_diabetes", "without"]

MOVES = "upgrade:\n  moves_from: [{versions}]\n"
_WORDS = {"fr": "Rien ne change pour elles.", "en": "Nothing changes for them.", "de": "Für sie ändert sich nichts."}


def kit_version(
    into: Path,
    version: str,
    *,
    slug: str = "diabetes-home",
    edits: Mapping[str, tuple[str, str]] | None = None,
    moves_from: tuple[str, ...] = (),
) -> str:
    """The path of a folder with this version of a shipped kit.

    Takes: a folder; the version; for a file of the kit, what to replace in it by what; whose people it takes over.
    """
    folder = into / f"{slug}-{version}"
    shutil.copytree(shipped_folder(slug), folder)
    manifest = (folder / "kit.yaml").read_text(encoding="utf-8")
    (own,) = re.findall(r"^version: .*$", manifest, re.MULTILINE)
    change(folder / "kit.yaml", own, f"version: {version}")
    _take_over_nobody(folder)
    for file, (old, new) in (edits or {}).items():
        change(folder / file, old, new)
        if new == "maximum: 0.05":  # its scenarios stay within the narrower bound; nobody runs them here
            pregnancy = folder / "tests" / "scenarios" / "pregnancy.yaml"
            within = pregnancy.read_text(encoding="utf-8").replace("time_low_limit: 0.10", "time_low_limit: 0.05")
            pregnancy.write_text(within, encoding="utf-8")
    if moves_from:
        with (folder / "kit.yaml").open("a", encoding="utf-8") as stream:
            stream.write(MOVES.format(versions=", ".join(f'"{each}"' for each in moves_from)))
        for language, words in _WORDS.items():
            change(folder / "messages" / f"{language}.yaml", "\n  inclusion:", f"\n  upgrade: {words}\n  inclusion:")
    (folder / "SHA256SUMS").unlink(missing_ok=True)
    return str(folder)


def _take_over_nobody(folder: Path) -> None:
    """Without what the shipped version says of the people of earlier ones: each test says it itself."""
    files = [folder / "kit.yaml", *(folder / "messages").iterdir()]
    for file in files:
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"^upgrade:\n  moves_from: .*\n", "", text, flags=re.MULTILINE)
        file.write_text(re.sub(r"^  upgrade: >-\n(?:    .*\n)+", "", text, flags=re.MULTILINE), encoding="utf-8")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{file.name} has no {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def older_diabetes(into: Path, version: str) -> str:
    """The path of a folder that asks for finger pricks and doses as this older version of diabetes-home did.

    1.0.0 knew neither; 2.0.0 and 2.1.0 asked everybody for pricks, and took doses without asking for them.
    """
    folder = Path(kit_version(into, version))
    for language in _WORDS:
        without(folder / "messages" / f"{language}.yaml", "capillary_prescribed", "insulin_prescribed")
    without(folder / "kit.yaml", "prescribes")
    without(folder / "parameters.yaml", "capillary_prescribed", "insulin_prescribed")
    without(folder / "signals" / "capillary.yaml", "when_prescribed", "times_a_day")
    without(folder / "signals" / "insulin.yaml", "when_prescribed", "times_a_day", "every")
    told = folder / "tests" / "scenarios" / "capillary.yaml"
    without(told, "pricks_and_doses_that_nobody_prescribed")
    for file in (folder / "rules" / "capillary.yaml", told):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"p?\.?(capillary|insulin)_prescribed(: 1, | >= 1 && )", "", text), encoding="utf-8")
    if version == "1.0.0":
        _without_pricks_and_doses(folder)
    return str(folder)


def older_copd(into: Path) -> str:
    """The path of a folder that knows devices as copd-home 1.0.0 did: by what they had sent, prescribed by nobody."""
    folder = Path(kit_version(into, "1.0.0", slug="copd-home"))
    named = ("ventilation_prescribed", "oxygen_prescribed")
    for language in _WORDS:
        without(folder / "messages" / f"{language}.yaml", *named)
    without(folder / "kit.yaml", "funding")
    without(folder / "parameters.yaml", *named)
    without(folder / "signals" / "devices.yaml", "every", "when_prescribed", "by_device")
    without(folder / "tests" / "scenarios" / "silence.yaml", "ventilator_never_sent", "oxygen_never_sent")
    without(folder / "tests" / "scenarios" / "devices.yaml", "target_with_oxygen_prescribed")
    for file in ("devices.yaml", "oxygen.yaml"):
        text = (folder / "rules" / file).read_text(encoding="utf-8")
        known = re.sub(r"\(p\.\w+_prescribed >= 1 \|\| (has\(\w+\))\)", r"\1", text)
        (folder / "rules" / file).write_text(known, encoding="utf-8")
    return str(folder)


def _without_pricks_and_doses(folder: Path) -> None:
    gone = [folder / "rules" / "capillary.yaml", folder / "tests" / "scenarios" / "capillary.yaml"]
    gone += [folder / "signals" / "capillary.yaml", folder / "signals" / "insulin.yaml"]
    names = {
        name
        for file in gone if "tests" not in file.parts
        for name in re.findall(r"^ {0,2}(\w+):\n", file.read_text(encoding="utf-8"), re.MULTILINE)
    } - {"features", "rules"}  # fmt: skip
    names |= {"low_glucose", "ketones_once", "capillary_a_day", "insulin_a_day"}
    change(folder / "rules" / "episodes.yaml", " && capillary_silence > p.silence_limit", "")
    without(folder / "kit.yaml", "funding")
    without(folder / "parameters.yaml", *names)
    for language in _WORDS:
        without(folder / "messages" / f"{language}.yaml", *names)
    for file in gone:
        file.unlink()


def without(file: Path, *names: str) -> None:
    """Take these keys out of a YAML file, wherever they stand, with all that is under them."""
    kept, inside = [], None
    for line in file.read_text(encoding="utf-8").splitlines(keepends=True):
        indent = len(line) - len(line.lstrip())
        if inside is not None and (not line.strip() or indent > inside):
            continue
        inside = indent if line.strip().partition(":")[0] in names else None
        if inside is None:
            kept.append(line)
    file.write_text("".join(kept), encoding="utf-8")
