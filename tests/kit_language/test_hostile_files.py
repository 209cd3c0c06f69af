"""Files that no honest author writes, and files saved by the wrong program: named, with what would be right."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pagus.kit_language import lint_kit, load_kit
from pagus.kit_language.folder import LARGEST_FILE, read_folder
from pagus.kit_language.yaml_document import read_yaml
from tests.kit_language.example_kit import KIT, write_kit

SIGNAL = "signals/weight.yaml"
BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)

UNREADABLE = {
    "bomb of aliases": (BOMB, 1, "anchor &a", "remove it"),
    "alias": ("weight: *other\n", 1, "alias *other", "write the value out"),
    "anchor": ("weight: &other {unit: kg}\n", 1, "anchor &other", "remove it"),
    "tag that constructs": ("weight:\n  unit: !!python/object/apply:os.system [ls]\n", 2, "tag", "remove it"),
    "tag of a number": ('weight:\n  unit: !!int "3"\n', 2, "tag", "remove it"),
    "merge of an anchor": ("base: &b {unit: kg}\nweight:\n  <<: *b\n", 1, "anchor &b", "remove it"),
    "second document": ("weight: {unit: kg}\n---\nother: 1\n", 2, "a second document", "remove the line ---"),
    "directive": ("%YAML 1.1\n---\nweight: {unit: kg}\n", 2, "a % directive", "remove it"),
    "tab": ("weight:\n\tunit: kg\n", 2, "a tab indents this line", "indent with spaces"),
    "colon in a text": ("weight:\n  unit: kg: per day\n", 2, "not readable as YAML", "needs quotes"),
    "open bracket": ("weight:\n  plausible: [25, 300\n  every: 1d\n", 3, "not readable as YAML", "check the colons"),
    "list as key": ("weight:\n  [a, b]: 3\n", 2, "a key that is itself a list", "use a word"),
    "nested too deep": ("weight: " + "[" * 60 + "]" * 60 + "\n", 1, "nested deeper than 12", "no part of a kit"),
    "too many values": ("weight: [" + "1," * 31_000 + "1]\n", 1, "more than 30000 values", "split the file"),
    "not entries": ("- a\n- b\n", 1, "the file holds no entries", "remove the file"),
    "nothing": ("# nothing\n", 1, "the file holds no entries", "remove the file"),
    "NUL": ("weight:\n  unit: k\x00g\n", 2, "control character U+0000", "save the file as text"),
    "escape sequence": ("weight:\n  unit: \x1b[31mkg\n", 2, "control character U+001B", "save the file as text"),
    "text that reads backwards": ("weight:\n  unit: \u202ekg\n", 2, "control character U+202E", "remove it"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_text_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    text, line, message, remedy = UNREADABLE[name]
    started = time.process_time()
    faults = lint_kit(write_kit(tmp_path / "weight-home", {SIGNAL: text}))
    assert time.process_time() - started < 5
    fault = next(fault for fault in faults if fault.file == SIGNAL)
    assert fault.line == line
    assert message in fault.message
    assert remedy in fault.remedy
    assert {fault.file for fault in faults} == {SIGNAL}, "an unreadable file is told alone"


WRONG_ENCODINGS = {
    "utf-16": (KIT[SIGNAL].encode("utf-16"), "the file is UTF-16", 1),
    "utf-32": (KIT[SIGNAL].encode("utf-32"), "the file is UTF-32", 1),
    "byte order mark": (b"\xef\xbb\xbf" + KIT[SIGNAL].encode(), "UTF-8 with a byte order mark", 1),
    "latin-1": (b"weight:\n  # mesur\xe9\n  unit: kg\n", "byte 0xE9 is not UTF-8", 2),
    "binary": (bytes(range(256)) * 8, "is not UTF-8", 2),
    "compressed": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "byte 0x8B is not UTF-8", 1),
}


@pytest.mark.parametrize("name", WRONG_ENCODINGS)
def test_wrong_encoding_is_named(name: str, tmp_path: Path) -> None:
    content, message, line = WRONG_ENCODINGS[name]
    faults = lint_kit(write_kit(tmp_path / "weight-home", {SIGNAL: content}))
    fault = next(fault for fault in faults if fault.file == SIGNAL)
    assert (message in fault.message, fault.line) == (True, line)
    assert "UTF-8" in fault.remedy


def test_repeated_key_is_told_with_both_lines(tmp_path: Path) -> None:
    text = KIT[SIGNAL] + "  unit: g\n"
    (fault,) = lint_kit(write_kit(tmp_path / "weight-home", {SIGNAL: text}))
    assert (fault.file, fault.line, fault.path) == (SIGNAL, 2, "weight.unit")
    assert "again on line 6" in fault.message
    assert "line 2 has it" in fault.remedy


def test_the_first_of_two_equal_keys_counts() -> None:
    document, faults = read_yaml("a: {b: 1}\na: {b: 2, c: 3}\nd: 4\n", "x.yaml")
    assert document is not None
    assert document.data == {"a": {"b": 1}, "d": 4}
    assert len(faults) == 1


def test_file_that_is_too_large(tmp_path: Path) -> None:
    faults = lint_kit(write_kit(tmp_path / "weight-home", {SIGNAL: "#" * (LARGEST_FILE + 1)}))
    assert [(fault.file, fault.message) for fault in faults] == [(SIGNAL, "larger than 256 KB")]
    assert "split it" in faults[0].remedy


def test_kit_that_is_too_large(tmp_path: Path) -> None:
    many = {f"signals/s{number}.yaml": "#" * LARGEST_FILE for number in range(9)}
    (fault,) = lint_kit(write_kit(tmp_path / "weight-home", many))
    assert "larger than 2 MB" in fault.message


def test_kit_of_too_many_files(tmp_path: Path) -> None:
    many = {f"signals/s{number}.yaml": "#" for number in range(250)}
    assert any("more than 200 files" in fault.message for fault in lint_kit(write_kit(tmp_path / "weight-home", many)))


@pytest.mark.parametrize(
    "path",
    ["rules/run.py", "signals/../evil.yaml", "signals/Weight.yaml", "extra/a.yaml", "messages/it.yaml", ".hidden"],
)
def test_unknown_file_is_refused(path: str, tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home", {path: "a: 1\n"})
    faults = lint_kit(folder)
    assert faults
    assert all("no such file or folder" in fault.message and "remove it" in fault.remedy for fault in faults)


def test_links_are_refused_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(KIT[SIGNAL])
    folder = write_kit(tmp_path / "weight-home", {SIGNAL: None})
    (folder / "signals").mkdir()
    (folder / SIGNAL).symlink_to(secret)
    (folder / "indicators" / "more").symlink_to(tmp_path)
    faults = {fault.file: fault for fault in lint_kit(folder)}
    assert set(faults) == {SIGNAL, "indicators/more"}
    assert faults[SIGNAL].message == "a symbolic link"
    assert "reads nothing outside" in faults[SIGNAL].remedy


def test_device_files_are_not_opened(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home", {SIGNAL: None})
    (folder / "signals").mkdir()
    os.mkfifo(folder / SIGNAL)
    assert [(fault.file, fault.line) for fault in lint_kit(folder)] == [(SIGNAL, None)]


def test_folder_that_is_no_kit(tmp_path: Path) -> None:
    assert lint_kit(tmp_path / "nowhere")[0].message == "no such folder"
    missing = {fault.file for fault in lint_kit(tmp_path)}
    assert missing == {"kit.yaml", "messages/fr.yaml", "messages/en.yaml", "messages/de.yaml", "sources.bib"}


def test_digest_names_the_content(tmp_path: Path) -> None:
    first = load_kit(write_kit(tmp_path / "one")).digest
    assert load_kit(write_kit(tmp_path / "two")).digest == first
    assert load_kit(write_kit(tmp_path / "three", {"README.md": "Read me.\n"})).digest != first


def test_sums_are_checked(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home")
    plain = read_folder(folder)
    sums = "".join(f"{digest}  {path}\n" for path, digest in sorted(_digests(folder).items()))
    (folder / "SHA256SUMS").write_text(sums)
    assert lint_kit(folder) == []
    assert load_kit(folder).digest == plain.digest

    (folder / "LICENSE").write_text("EUPL-1.2\n")
    (fault,) = lint_kit(folder)
    assert (fault.file, fault.message) == ("SHA256SUMS", "no line for LICENSE")

    (folder / "LICENSE").unlink()
    (folder / SIGNAL).write_text(KIT[SIGNAL] + "# changed\n")
    (fault,) = lint_kit(folder)
    assert (fault.file, SIGNAL in fault.message) == ("SHA256SUMS", True)
    assert fault.line == sums[: sums.index(SIGNAL)].count("\n") + 1


def _digests(folder: Path) -> dict[str, str]:
    import hashlib

    files = [file for file in folder.rglob("*") if file.is_file()]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
