"""How long do packing, signing and verifying a kit of 1 MB take, part by part?

    python bench/bench_kits.py [--json] [--rounds 7]

Goal: at most 1 s for pack + sign + verify. The kit is the shipped diabetes-home with comments up to 1 MB in its files,
so that nothing but its size is invented. Times are wall and CPU of one process, the median of the rounds. Opening a
sealed key is slow on purpose (scrypt) and stands apart, as does the loading of the kit, which ``pagus kit sign`` and
``publish`` do before they sign.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pagus.kernel.time import DAY, parse_instant
from pagus.kit_language import load_kit, shipped_folder
from pagus.kit_language.archive import archive_digest, pack, unpack
from pagus.trust import (
    DEFAULT_POLICY,
    STATEMENT_TYPE,
    KitFacts,
    Statement,
    envelope_text,
    generate_key,
    judge,
    key_id,
    open_private,
    public_text,
    read_envelope,
    read_store,
    seal_private,
    sign,
    statement_payload,
)

NOW = parse_instant("2026-06-01T12:00:00Z")
SIZE = 1_000_000
PASSPHRASE = "a passphrase of the bench"


def large_kit(folder: Path) -> Path:
    """The shipped kit, its files filled with comments up to 1 MB in all."""
    kit = Path(shutil.copytree(shipped_folder("diabetes-home"), folder / "diabetes-home"))
    files = sorted(kit.rglob("*.yaml"))
    missing = SIZE - sum(file.stat().st_size for file in kit.rglob("*") if file.is_file())
    line = "# " + "what an author writes beside a threshold, " * 2 + "\n"
    for file in files:
        with file.open("a") as stream:
            stream.write(line * (missing // len(files) // len(line)))
    return kit


def timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median wall and CPU seconds."""
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return statistics.median(walls), statistics.median(cpus)


def measure(rounds: int) -> dict[str, tuple[float, float]]:
    with tempfile.TemporaryDirectory() as folder:
        kit = large_kit(Path(folder))
        checked = load_kit(kit)
        facts = KitFacts(id=checked.id, version=checked.version, digest=checked.digest, clinical=checked.clinical)
        publisher, owner = generate_key(), generate_key()
        store = read_store(
            "".join(
                f'[[key]]\nid = "{key_id(key.public_key())}"\nname = "x"\norganisation = "x"\n'
                f'public = "{public_text(key.public_key())}"\nmay = ["{right}"]\nkits = ["*"]\n'
                "from = 2026-01-01\nuntil = 2027-01-01\n"
                for key, right in ((publisher, "publish"), (owner, "accept"))
            )
        )
        content = pack(kit)
        assert len(content) >= SIZE

        def sign_both() -> list[str]:
            plain = {"kit": facts.id, "version": facts.version, "digest": archive_digest(content), "by": "bench"}
            kinds = (("publication", publisher), ("clinical_acceptance", owner))
            return [
                envelope_text(
                    sign(statement_payload(Statement(kind=kind, issued_ms=NOW - DAY, **plain)), STATEMENT_TYPE, key)
                )
                for kind, key in kinds
            ]

        texts = sign_both()
        number = iter(range(10_000))

        def verify_all() -> None:
            digest = archive_digest(content)
            found = KitFacts(id=facts.id, version=facts.version, digest=digest, clinical=facts.clinical)
            judgement = judge(DEFAULT_POLICY, found, map(read_envelope, texts), store, NOW)
            assert judgement.trusted
            assert digest == checked.digest
            unpack(content, Path(folder) / str(next(number)))

        sealed = seal_private(publisher, PASSPHRASE)
        return {
            "pack": timed(lambda: pack(kit), rounds),
            "sign (publication and clinical acceptance)": timed(sign_both, rounds),
            "verify, judge and unpack": timed(verify_all, rounds),
            "beside it: open a sealed key": timed(lambda: open_private(sealed, PASSPHRASE), rounds),
            "beside it: load and check the kit": timed(lambda: load_kit(kit), min(rounds, 3)),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    figures = measure(arguments.rounds)
    parts = [times for name, times in figures.items() if not name.startswith("beside")]
    figures = {"pack + sign + verify (goal: 1 s)": tuple(map(sum, zip(*parts, strict=True))), **figures}  # type: ignore[dict-item]
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, (wall, cpu) in figures.items():
        print(f"{name:44s} {wall:8.3f} s wall {cpu:8.3f} s CPU")


if __name__ == "__main__":
    main()
