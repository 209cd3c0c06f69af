from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src" / "pagus" / "web"
FACES = ROOT / "src" / "pagus" / "faces"


@pytest.fixture(scope="module")
def vendor() -> ModuleType:
    specification = importlib.util.spec_from_file_location("vendor_tool", ROOT / "tools" / "vendor.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["vendor_tool"] = module
    specification.loader.exec_module(module)
    return module


def test_every_vendored_byte_is_the_declared_one(vendor: ModuleType) -> None:
    assert vendor.faults() == []


def test_a_changed_missing_or_undeclared_file_is_found(vendor: ModuleType, tmp_path: Path) -> None:
    copy = tmp_path / "vendor"
    shutil.copytree(vendor.VENDOR, copy)
    htmx = copy / "htmx-2.0.10"
    (htmx / "htmx.min.js").write_bytes((htmx / "htmx.min.js").read_bytes() + b" ")
    (htmx / "LICENSE.txt").unlink()
    (htmx / "extra.js").write_text("")
    assert vendor.faults(copy) == [
        "htmx-2.0.10/LICENSE.txt: declared but missing",
        "htmx-2.0.10/extra.js: present but not declared",
        "htmx-2.0.10/htmx.min.js: its bytes changed",
        "htmx-2.0.10: no licence text",
    ]


def test_an_absent_package_is_found(vendor: ModuleType, tmp_path: Path) -> None:
    assert vendor.faults(tmp_path) == [f"{package.path.name}: not vendored" for package in vendor.PACKAGES]


def test_nothing_of_ours_loads_from_another_host() -> None:
    loading = re.compile(
        r"""(?:src|action|srcset)=["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//|url\(["']?(?:https?:)?//"""
    )
    importing = re.compile(r"""(?:import|fetch)\s*\(?\s*["'`](?:https?:)?//""")
    ours = [path for folder in (WEB, FACES) for path in folder.rglob("*") if path.suffix in {".html", ".css", ".js"}]
    ours = [path for path in ours if "vendor" not in path.parts]
    assert ours
    offenders = [
        str(path.relative_to(ROOT))
        for path in ours
        if loading.search(path.read_text(encoding="utf-8")) or importing.search(path.read_text(encoding="utf-8"))
    ]
    assert offenders == []
