"""Copy the JavaScript and fonts that Pagus serves into static/vendor, with their licences and hashes.

    python tools/vendor.py            fetch from npm (needs npm), copy, write each vendor.toml
    python tools/vendor.py --check    hash what is committed again; exit 1 when a byte differs

People who install Pagus never run this: the files are committed. No page loads anything from elsewhere.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[1] / "src" / "pagus" / "web" / "static" / "vendor"


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package: the folder it gets here, and the files taken from it (path in the package -> name here)."""

    folder: str
    npm_name: str
    version: str
    licence: str
    files: dict[str, str]

    @property
    def path(self) -> Path:
        """The folder under static/vendor that holds this version."""
        return VENDOR / f"{self.folder}-{self.version}"


_FONT = "files/atkinson-hyperlegible-next-{}-wght-normal.woff2"
PACKAGES = (
    Package(
        "maplibre-gl",
        "maplibre-gl",
        "6.17.0",
        "BSD-3-Clause",
        {
            "dist/maplibre-gl.mjs": "maplibre-gl.mjs",
            "dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
            "dist/maplibre-gl.css": "maplibre-gl.css",
            "LICENSE.txt": "LICENSE.txt",
        },
    ),
    Package("htmx", "htmx.org", "2.0.10", "0BSD", {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE.txt"}),
    Package(
        "atkinson-hyperlegible-next",
        "@fontsource-variable/atkinson-hyperlegible-next",
        "5.3.0",
        "OFL-1.1",
        {
            _FONT.format("latin"): "atkinson-hyperlegible-next-latin.woff2",
            _FONT.format("latin-ext"): "atkinson-hyperlegible-next-latin-ext.woff2",
            "LICENSE": "LICENSE.txt",
        },
    ),
)


def sha256(path: Path) -> str:
    """What is the SHA-256 of this file, in hexadecimal?"""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(package: Package) -> None:
    """Fetch one package from npm without running its scripts, and copy the files we serve."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        subprocess.run(
            ["npm", "pack", "--silent", "--ignore-scripts", f"{package.npm_name}@{package.version}"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
        package.path.mkdir(parents=True, exist_ok=True)
        for source, name in package.files.items():
            shutil.copyfile(folder / "package" / source, package.path / name)
            (package.path / name).chmod(0o644)
    (package.path / "vendor.toml").write_text(manifest(package), encoding="utf-8")


def manifest(package: Package) -> str:
    """Which vendor.toml describes the files now lying in the package's folder?"""
    lines = [
        "# Written by tools/vendor.py. These files are exactly those of the npm package named here.",
        f'name = "{package.npm_name}"',
        f'version = "{package.version}"',
        f'licence = "{package.licence}"',
    ]
    for source, name in package.files.items():
        lines += ["", "[[file]]", f'name = "{name}"', f'source = "{source}"']
        lines += [f'sha256 = "{sha256(package.path / name)}"']
    return "\n".join(lines) + "\n"


def faults(vendor: Path = VENDOR) -> list[str]:
    """Which vendored files differ from their vendor.toml, are missing, or are not declared?"""
    found = [f"{package.path.name}: not vendored" for package in PACKAGES if not (vendor / package.path.name).is_dir()]
    for folder in sorted(path for path in vendor.iterdir() if path.is_dir()):
        declaration = folder / "vendor.toml"
        if not declaration.exists():
            found.append(f"{folder.name}: no vendor.toml")
            continue
        declared = {entry["name"]: entry["sha256"] for entry in tomllib.loads(declaration.read_text())["file"]}
        present = {path.name for path in folder.iterdir()} - {"vendor.toml"}
        found += [f"{folder.name}/{name}: declared but missing" for name in sorted(declared.keys() - present)]
        found += [f"{folder.name}/{name}: present but not declared" for name in sorted(present - declared.keys())]
        found += [
            f"{folder.name}/{name}: its bytes changed"
            for name in sorted(present & declared.keys())
            if sha256(folder / name) != declared[name]
        ]
        if not any(name.startswith("LICENSE") for name in present):
            found.append(f"{folder.name}: no licence text")
    return found


def main() -> int:
    """Refresh the vendored files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only hash again what is committed")
    if not parser.parse_args().check:
        for package in PACKAGES:
            print(f"{package.npm_name} {package.version}")
            fetch(package)
    found = faults()
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
