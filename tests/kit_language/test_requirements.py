"""What kits require: of Pagus, of each other, and of the people whom a new version takes over."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from pagus import __version__
from pagus.errors import Fault, KitError
from pagus.kit_language import lint_kit, load_kit, outgrown_fault, requirement_faults, shipped_kit, shipped_slugs
from pagus.kit_language.model import Kit, RequiredKit, Requirements, Text, Upgrade
from tests.kit_language.example_kit import KIT, MESSAGES, write_kit

WHY = Text("parce que", "because", "darum")
MORE = """\
url: https://kits.example/weight-home
requires:
  pagus: ">=0.1.0 <1.0.0"
  kits:
    - {id: pagus/air-today, range: ">=1.0.0 <2.0.0"}
  capabilities:
    - {name: scale_reader, signal: weight, when_silent: no_weight}
upgrade:
  moves_from: [0.8.0, 0.9.0]
"""
SAID = MESSAGES.replace(
    "signals:\n",
    "  upgrade: The limit is asked again.\nrequires:\n  pagus/air-today: {why: Air and weight go together.}\n"
    "capabilities:\n  scale_reader: {when_silent: A nurse reads the scale.}\nsignals:\n",
)


def full(tmp_path: Path, old: str = "", new: str = "") -> Path:
    assert old in MORE
    languages = {f"messages/{language}.yaml": SAID for language in ("fr", "en", "de")}
    return write_kit(tmp_path / "weight-home", {"kit.yaml": KIT["kit.yaml"] + MORE.replace(old, new), **languages})


def faults_of(folder: Path) -> list[tuple[str, int | None, str]]:
    return [(fault.message, fault.line, fault.remedy) for fault in lint_kit(folder)]


def test_a_kit_says_what_it_requires_and_whom_it_takes_over(tmp_path: Path) -> None:
    folder = full(tmp_path)
    assert lint_kit(folder) == []
    kit = load_kit(folder)
    assert kit.url == "https://kits.example/weight-home"
    assert kit.requires.pagus == ">=0.1.0 <1.0.0"
    (other,) = kit.requires.kits
    assert (other.id, other.range, other.why.en) == ("pagus/air-today", ">=1.0.0 <2.0.0", "Air and weight go together.")
    (capability,) = kit.requires.capabilities
    assert (capability.name, capability.signal, capability.rule) == ("scale_reader", "weight", "no_weight")
    assert capability.when_silent.fr == "A nurse reads the scale."
    assert kit.upgrade == Upgrade(moves_from=("0.8.0", "0.9.0"), changes=Text(*3 * ["The limit is asked again."]))


def test_a_kit_that_says_nothing_requires_nothing(tmp_path: Path) -> None:
    kit = load_kit(write_kit(tmp_path / "weight-home"))
    assert (kit.url, kit.requires, kit.upgrade) == ("", Requirements(), None)


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "remedy"),
    [
        ("https://kits", "http://kits", 12, "does not have the form", "begins with https://"),
        ("<1.0.0", "latest", 14, "'latest' in the range", ">=1.0.0 <2.0.0"),
        ("<2.0.0", "<0.9.0", 16, "no version lies in the range", ""),
        ("pagus/air-today", "pagus/weight-home", 16, "the kit requires itself", "remove it"),
        (
            '>=1.0.0 <2.0.0"}',
            '>=1.0.0 <2.0.0"}\n    - {id: pagus/air-today, range: ">=1.1.0"}',
            17,
            "pagus/air-today is required twice",
            "keep one",
        ),
        ("pagus/air-today", "air-today", 16, "does not have the form", "publisher/name"),
        ("signal: weight", "signal: wait", 18, "no signal is called 'wait'", "did you mean weight"),
        ("no_weight", "no_wait", 18, "no rule is called 'no_wait'", "did you mean no_weight"),
        ("no_weight", "gain_high", 18, "does not watch the silence of weight", "since_last feature of weight"),
        (
            "no_weight}",
            "no_weight, reads: [weight], every: 1h, over: 2d}",
            18,
            "read back what it gives",
            "remove weight",
        ),
        ("no_weight}", "no_weight, reads: [wait], every: 1h, over: 2d}", 18, "called 'wait'", "did you mean weight"),
        ("no_weight}", "no_weight, reads: [weight], every: 5s, over: 2d}", 18, "more than once a minute", "1m"),
        ("no_weight}", "no_weight, reads: [weight], every: 1h}", 18, "reads, every and over belong together", ""),
        ("no_weight}", "no_weight, over: 2d}", 18, "reads, every and over belong together", ""),
        ("0.8.0", "1.0.0", 20, "people cannot be moved up from 1.0.0: this is 1.0.0", "lower than this one"),
        ("0.8.0", "1.2.0", 20, "people cannot be moved up from 1.2.0", "raise version"),
        ("0.8.0", "0.9.0", 20, "stands twice", ""),
        ("0.8.0", '"0.8"', 20, "does not have the form", "major.minor.patch"),
        ("[0.8.0, 0.9.0]", "[]", 20, "too short", "leave the key out"),
    ],
)
def test_a_wrong_requirement_is_told(old: str, new: str, line: int, message: str, remedy: str, tmp_path: Path) -> None:
    found = faults_of(full(tmp_path, old, new))
    assert any(message in said and remedy in right and at == line for said, at, right in found), found


def test_texts_of_requirements_are_needed_in_each_language(tmp_path: Path) -> None:
    folder = full(tmp_path)
    (folder / "messages" / "de.yaml").write_text(MESSAGES, encoding="utf-8")
    assert {fault.path for fault in lint_kit(folder)} == {
        "kit.upgrade",
        "requires.pagus/air-today.why",
        "capabilities.scale_reader.when_silent",
    }


def test_a_kit_made_for_a_newer_pagus_is_not_read(tmp_path: Path) -> None:
    folder = full(tmp_path, ">=0.1.0 <1.0.0", ">=99.0.0")
    with (folder / "kit.yaml").open("a", encoding="utf-8") as file:
        file.write("something_of_the_future: true\n")
    assert faults_of(folder) == [
        (
            f"the kit asks for Pagus >=99.0.0: this is {__version__}",
            14,
            "bring Pagus up to date: it may not understand what stands here",
        )
    ]
    with pytest.raises(KitError, match="asks for Pagus >=99"):
        load_kit(folder)


def test_a_kit_that_pagus_has_outgrown_still_loads_where_it_runs(tmp_path: Path) -> None:
    folder = full(tmp_path, ">=0.1.0 <1.0.0", "<0.0.9")
    (found,) = faults_of(folder)
    assert found[:2] == (f"the kit asks for Pagus <0.0.9: this is {__version__}", 14)
    kit = load_kit(folder)
    assert outgrown_fault(kit, "0.0.8") is None
    assert outgrown_fault(kit, __version__) is not None


def kit(slug: str, version: str = "1.0.0", **requires: str) -> Kit:
    needed = tuple(RequiredKit(id=f"town/{name}", range=asked, why=WHY, line=7) for name, asked in requires.items())
    return replace(shipped_kit("air-today"), id=f"town/{slug}", version=version, requires=Requirements(kits=needed))


def said(*kits: Kit) -> list[tuple[str, str]]:
    return [(fault.file, fault.message) for fault in requirement_faults(kits)]


def test_kits_that_find_each_other() -> None:
    assert said(kit("a", b=">=1.0.0 <2.0.0", c="^0.3.1"), kit("b", "1.9.9", c=">=0.3.0"), kit("c", "0.3.7")) == []
    assert requirement_faults([shipped_kit(slug) for slug in shipped_slugs()]) == []


def test_kits_that_do_not() -> None:
    (fault,) = requirement_faults([kit("a", b=">=1.0.0"), kit("bb")])
    assert fault == Fault(
        file="a/kit.yaml", line=7, path="requires.kits", message="town/b is not here", remedy="did you mean town/bb?"
    )
    assert said(kit("a", b=">=1.0.0"), kit("b", "0.9.0")) == [
        ("a/kit.yaml", "town/b is here in 0.9.0, outside >=1.0.0")
    ]


def test_ranges_that_no_version_meets_together() -> None:
    assert said(kit("a", c="<2.0.0"), kit("b", c=">=2.0.0"), kit("c", "2.1.0")) == [
        ("a/kit.yaml", "town/c is here in 2.1.0, outside <2.0.0"),
        ("b/kit.yaml", "no version of town/c is within >=2.0.0 and within <2.0.0"),
    ]
    assert said(kit("a", c=">1.0.0"), kit("b", c="<1.0.2"), kit("c", "1.0.1")) == []


def test_a_circle_is_told_once() -> None:
    circle = [kit("a", c=">=1.0.0"), kit("b", a=">=1.0.0"), kit("c", b=">=1.0.0"), kit("d", a=">=1.0.0")]
    message = "the requirements go in a circle: town/a -> town/c -> town/b -> town/a"
    assert said(*circle) == [("a/kit.yaml", message)]
    assert said(kit("a", b="1.0.0"), kit("b", a="1.0.0"))[0][1].endswith("town/a -> town/b -> town/a")


def test_many_kits_that_all_require_each_other_take_no_time() -> None:
    names = [f"k{number:02}" for number in range(40)]
    web = [kit(name, **{other: ">=1.0.0" for other in names if other != name}) for name in names]
    began = time.monotonic()
    assert requirement_faults(web)
    assert time.monotonic() - began < 5
