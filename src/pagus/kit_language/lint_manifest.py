"""kit.yaml against the rest of its kit: clinical duties, what it requires, and whom it may take over."""

from __future__ import annotations

from collections.abc import Iterator

from pagus.errors import Fault
from pagus.kernel.time import MINUTE
from pagus.kit_language.draft import Draft
from pagus.kit_language.entries import Placed, nearest
from pagus.kit_language.lint_funding import funding_faults
from pagus.kit_language.lint_rules import words_of
from pagus.kit_language.model import Kit, Rule
from pagus.kit_language.schema import CapabilityEntry, ManifestEntry
from pagus.kit_language.version import read_version

__all__ = ["manifest_faults"]

_SHORTEST_PAUSE_MS = MINUTE
"""How often a capability may be asked at most."""


def manifest_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    """What is wrong with kit.yaml, seen with the rest of its kit?

    Takes: the draft and the kit assembled from it. Gives: faults.
    """
    placed = draft.manifest
    assert placed is not None  # without it there is no kit to lint
    assert placed.value is not None
    yield from _clinical_faults(draft, kit, placed)
    if kit.kinds and kit.subject != "thing":
        yield placed.fault("only things have kinds", "remove kinds, or write subject: thing", "kinds")
    yield from _required_kit_faults(placed, placed.value)
    known: set[str] = set()
    for position, each in enumerate(placed.value.requires.capabilities):
        if each.name in known:
            where = ("requires", "capabilities", position, "name")
            yield placed.fault(f"the capability {each.name} stands twice", "keep one", *where)
        known.add(each.name)
        yield from _capability_faults(draft, kit, placed, each, position)
    yield from _upgrade_faults(placed, placed.value)
    if _is_whole(draft, kit):
        yield from funding_faults(kit, placed)


def _clinical_faults(draft: Draft, kit: Kit, manifest: Placed[ManifestEntry]) -> Iterator[Fault]:
    if kit.clinical and kit.device is None:
        remedy = "add device: with manufacturer, class, certificate, risk_file, vigilance_contact; each may be none"
        yield manifest.fault("a clinical kit must state its medical-device facts", remedy)
    if not kit.clinical and kit.device is not None:
        remedy = "add clinical: true, or remove device"
        yield manifest.fault("device belongs to a clinical kit", remedy, "device")
    watches = any(rule.mandatory and _silences(rule, kit) for rule in kit.rules.values())
    if kit.clinical and _is_whole(draft, kit) and not watches:
        message = "a clinical kit must raise an alert when data stop, which nobody can switch off"
        yield manifest.fault(message, "add a rule with mandatory: true on a since_last feature")


def _is_whole(draft: Draft, kit: Kit) -> bool:
    """Have all rules and features their shape? What depends on broken ones is not blamed again."""
    return len(kit.rules) == len(draft.rules) and len(kit.features) == len(draft.features)


def _silences(rule: Rule, kit: Kit) -> set[str]:
    """The signals whose silence this rule watches."""
    words = words_of(rule.when)
    return {one.signal for name, one in kit.features.items() if one.kind == "since_last" and name in words}


def _required_kit_faults(placed: Placed[ManifestEntry], manifest: ManifestEntry) -> Iterator[Fault]:
    known: set[str] = set()
    for position, each in enumerate(manifest.requires.kits):
        where = ("requires", "kits", position, "id")
        if each.id == manifest.id:
            yield placed.fault("the kit requires itself", "remove it", *where)
        elif each.id in known:
            remedy = "keep one, with one range that says all: >=1.2.0 <2.0.0"
            yield placed.fault(f"{each.id} is required twice", remedy, *where)
        known.add(each.id)


def _capability_faults(
    draft: Draft, kit: Kit, placed: Placed[ManifestEntry], entry: CapabilityEntry, position: int
) -> Iterator[Fault]:
    where = ("requires", "capabilities", position)
    if entry.signal not in draft.signals:
        remedy = nearest(entry.signal, draft.signals)
        yield placed.fault(f"no signal is called {entry.signal!r}", remedy, *where, "signal")
    if entry.when_silent not in draft.rules:
        remedy = nearest(entry.when_silent, draft.rules)
        yield placed.fault(f"no rule is called {entry.when_silent!r}", remedy, *where, "when_silent")
    elif entry.when_silent in kit.rules and entry.signal not in _silences(kit.rules[entry.when_silent], kit):
        message = f"the rule {entry.when_silent} does not watch the silence of {entry.signal}"
        remedy = f"name a rule on a since_last feature of {entry.signal}"
        yield placed.fault(message, remedy, *where, "when_silent")
    yield from _asking_faults(draft, placed, entry, position)


def _asking_faults(
    draft: Draft, placed: Placed[ManifestEntry], entry: CapabilityEntry, position: int
) -> Iterator[Fault]:
    where = ("requires", "capabilities", position)
    for number, read in enumerate(entry.reads):
        if read not in draft.signals:
            yield placed.fault(f"no signal is called {read!r}", nearest(read, draft.signals), *where, "reads", number)
        elif read == entry.signal:
            message = f"the capability {entry.name} would read back what it gives"
            yield placed.fault(message, f"remove {read} from reads", *where, "reads", number)
    if entry.every is not None and entry.every < _SHORTEST_PAUSE_MS:
        message = f"the capability {entry.name} would be asked more than once a minute"
        yield placed.fault(message, "write 1m or more", *where, "every")


def _upgrade_faults(placed: Placed[ManifestEntry], manifest: ManifestEntry) -> Iterator[Fault]:
    own = read_version(manifest.version)
    for position, earlier in enumerate(manifest.upgrade.moves_from if manifest.upgrade is not None else ()):
        if read_version(earlier) >= own:
            message = f"people cannot be moved up from {earlier}: this is {manifest.version}"
            remedy = "list versions lower than this one, or raise version"
            yield placed.fault(message, remedy, "upgrade", "moves_from", position)
