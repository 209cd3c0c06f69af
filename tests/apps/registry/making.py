"""A publisher, a clinical owner, a registry and a workspace's trust, for the tests."""

from __future__ import annotations

from pathlib import Path

from pagus.apps.registry.actions import publish
from pagus.apps.registry.signing import sign_statement
from pagus.apps.registry.trust_folder import TrustFolder, read_trust
from tests.kit_language.example_kit import KIT, write_kit
from tests.trust.making import NOW, key, store_entry

KEYS = (
    store_entry("publisher", ["publish", "revoke"], organisation="Pagus")
    + store_entry("owner", ["accept"], organisation="CHU")
    + store_entry("registry", ["index"], kits="*")
)

RESULT = {
    "territory": "departement:67", "indicator": "steady", "period": "2026-01-01/2026-03-31",
    "n": "120", "value": "0.7", "low": "0.6", "high": "0.8", "simulated": "false",
}  # fmt: skip


def trust_in(folder: Path, keys: str = KEYS) -> TrustFolder:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "keys.toml").write_text(keys, encoding="utf-8")
    return read_trust(folder)


def write_version(folder: Path, version: str = "1.0.0", **changes: str) -> Path:
    """The example kit under this version; ``changes``: new texts by the path, / written as __."""
    texts = {path.replace("__", "/") + ".yaml": text for path, text in changes.items()}
    manifest = KIT["kit.yaml"].replace("version: 1.0.0", f"version: {version}")
    return write_kit(folder / f"weight-home-{version}", {"kit.yaml": manifest, **texts})


def signed_version(folder: Path, version: str = "1.0.0", **changes: str) -> Path:
    kit = write_version(folder, version, **changes)
    sign_statement(kit, key("publisher"), "Pagus", NOW)
    sign_statement(kit, key("owner"), "CHU", NOW, kind="clinical_acceptance")
    return kit


def filled_registry(folder: Path) -> Path:
    publish(signed_version(folder / "kits"), folder / "registry", key("registry"), NOW)
    return folder / "registry"
