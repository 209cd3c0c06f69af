"""What a workspace knows and remembers about trust: the folder ``trust/``.

keys.toml       the trust store: whose keys are known, and what each may sign
policy.toml     which statements an installation needs; without it the default policy holds
seen.json       the newest index seen of each registry, so that an older one is refused
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pagus.errors import ConfigError
from pagus.trust import DEFAULT_POLICY, Policy, Seen, TrustStore, read_policy, read_store

__all__ = ["TrustFolder", "read_trust", "replace_file"]


@dataclass(frozen=True, slots=True)
class TrustFolder:
    """The trust of a workspace, read."""

    folder: Path
    store: TrustStore
    policy: Policy

    def seen(self, registry: str) -> Seen | None:
        """The newest index that was accepted from this registry; None when there was none yet."""
        return _memory(self.folder / "seen.json").get(registry)

    def remember(self, registry: str, seen: Seen) -> None:
        """Keep what was accepted, unless a newer one was kept meanwhile."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / "seen.json"
        with locked(self.folder / ".seen.lock"):
            memory = _memory(file)
            known = memory.get(registry)
            if known is not None and known.serial >= seen.serial:
                return
            memory[registry] = seen
            kept = {name: {"serial": it.serial, "sha256": it.sha256} for name, it in sorted(memory.items())}
            replace_file(file, (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode())


def read_trust(folder: Path) -> TrustFolder:
    """What does this trust folder say?

    Takes: the folder; an absent one, or absent files, mean that nobody is trusted, under the default policy.
    Refuses: ConfigError with every fault of a file.
    """
    keys, policy = folder / "keys.toml", folder / "policy.toml"
    store = read_store(_text(keys), keys.name) if keys.exists() else TrustStore()
    return TrustFolder(folder, store, read_policy(_text(policy), policy.name) if policy.exists() else DEFAULT_POLICY)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("{path} cannot be read: {reason}", path=file.name, reason=type(error).__name__) from error


def _memory(file: Path) -> dict[str, Seen]:
    """What seen.json says. It is never guessed: without it an older index could be passed off."""
    if not file.exists():
        return {}
    try:
        data = json.loads(_text(file))
        return {str(name): Seen(int(it["serial"]), str(it["sha256"])) for name, it in data.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigError("{path} cannot be read: {reason}", path=file.name, reason=type(error).__name__) from error


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold this lock file while something beside it is read and written anew."""
    with file.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def replace_file(file: Path, content: bytes) -> None:
    """Write a file whole or not at all: readers see the old one or the new one, also after a power failure."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    with partial.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(file)
