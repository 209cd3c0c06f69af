"""Keeping resources: what is decided and written inside the transaction of the one writer.

First every condition is decided and every write gets its resource; then the observations are judged and stored like
those of any other door; then versions and index rows are written. What fails, fails before anything of this keeping
is written, or is undone to the point before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from pagus.apps.resources.finding import Finder
from pagus.apps.resources.new_versions import Current, NewVersions, observed
from pagus.apps.resources.shapes import Keeping, Kept, Miss, Outcome, Reason, Unkept, Write, filled
from pagus.apps.resources.shared_numbers import MouldNumbers, StencilNumbers
from pagus.apps.resources.stencils import Stencils
from pagus.apps.streams.observation import Batch, Note, Receipts

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["Keeper"]

_ORDER = {"delete": 0, "create": 1, "update": 2}
"""The order in which a transaction is decided: FHIR R4, 3.1.0.11.2."""
_CURRENT = """SELECT seq, version, updated, deleted, territory, subject, observed, body
    FROM store_version WHERE type = ? AND id = ? ORDER BY version DESC LIMIT 1"""
_REQUEST = "SELECT digest, receipts FROM store_request WHERE source = ? AND key = ?"
_REMEMBER = "INSERT INTO store_request VALUES (?, ?, ?, ?, ?)"
_DECODER = msgspec.json.Decoder(float_hook=str)
_KEY = "fhir "
"""What stands before the key of a request in the table that it shares with other doors."""


class _Missed(Exception):
    """This keeping cannot be kept."""

    def __init__(self, *misses: Miss) -> None:
        super().__init__()
        self.misses = list(misses)


@dataclass(slots=True)
class _Target:
    """The resource that a write is about: its id, what is current of it, what is to be done."""

    id: str
    now: Current | None = None
    done: str = ""
    """Filled when nothing is to be written."""
    doubted: bool = False
    """The version that was to be replaced has been, perhaps by this very write: it must say the same then."""


class Keeper:
    """The resources' part of the writing half of the store, on its connection and in its thread."""

    def __init__(self, database: Database, source: Callable[[str], int]) -> None:
        """``source`` gives the number of a source, inside the transaction."""
        self._database = database
        self._source = source
        self._bodies = Stencils(database)
        self._finder = Finder(database, self._bodies)
        self._places: set[str] = set()
        self._moulds, self._stencils = MouldNumbers(database), StencilNumbers(database)

    def forget(self) -> None:
        """A whole transaction failed: what was remembered of it is not in the store."""
        self._places.clear()
        for each in (self._moulds, self._stencils, self._bodies):
            each.forget()

    def keep(
        self, keeping: Keeping, now: int, meta: dict[str, int], commit: Callable[[Batch], Receipts]
    ) -> Kept | Unkept:
        """What became of these writes? Call within a transaction that the caller ends.

        Takes: the clock; what ``store_meta`` holds, kept up to date; what judges and stores observations.
        """
        before = dict(meta)
        self._database.execute("SAVEPOINT keeping")
        for each in (self._moulds, self._stencils):
            each.begin()
        try:
            answer = self._keep(keeping, now, meta, commit)
        except _Missed as missed:
            self._database.execute("ROLLBACK TO SAVEPOINT keeping")
            self._database.execute("RELEASE SAVEPOINT keeping")
            meta.clear()
            meta.update(before)
            self._places.clear()
            self._bodies.forget()
            for each in (self._moulds, self._stencils):
                each.undo()
            return Unkept(missed.misses)
        self._database.execute("RELEASE SAVEPOINT keeping")
        return answer

    def _keep(self, keeping: Keeping, now: int, meta: dict[str, int], commit: Callable[[Batch], Receipts]) -> Kept:
        known = self._answered(keeping)
        if known is not None:
            return known
        found = [self._looked_up(keeping, number) for number in range(len(keeping.lookups))]
        targets = self._targets(keeping)
        references = [f"{write.type}/{target.id}" for write, target in zip(keeping.writes, targets, strict=True)]
        references += found
        held = self._observe(keeping, targets, commit)
        outcomes = self._write(keeping, targets, references, now, meta)
        kept = Kept(outcomes, held, found)
        if keeping.request is not None:
            key, digest = _KEY + keeping.request.key, keeping.request.digest
            row = (keeping.source, key, digest, msgspec.msgpack.encode(kept), now)
            self._database.execute(_REMEMBER, row)
        return kept

    def _answered(self, keeping: Keeping) -> Kept | None:
        """What was answered to the key of this request before."""
        if keeping.request is None:
            return None
        key = keeping.request.key
        row = self._database.execute(_REQUEST, [keeping.source, _KEY + key]).fetchone()
        if row is None:
            return None
        if bytes(row[0]) != keeping.request.digest:
            reason = "Idempotency-Key {given!r} was used for another body: give each new request its own key"
            raise _Missed(Miss(-1, "key", reason, {"given": key}))
        return msgspec.msgpack.decode(row[1], type=Kept)

    def _looked_up(self, keeping: Keeping, number: int) -> str:
        query = keeping.lookups[number]
        hits = self._finder.identities(query, keeping.limits)
        if len(hits) == 1:
            return f"{query.type}/{hits[0][0]}"
        reason: Reason = "ambiguous" if hits else "unmatched"
        key = "the reference by search finds several resources" if hits else "the reference by search finds no resource"
        raise _Missed(Miss(len(keeping.writes) + number, reason, key, {}, "name one resource"))

    def _targets(self, keeping: Keeping) -> list[_Target]:
        """Decide every condition. Refuses: _Missed with everything that does not hold."""
        writes = keeping.writes
        named = [
            number
            for number, write in enumerate(writes)
            if write.match is None and (keeping.again or write.action != "create")
        ]
        rows = self._database.fetch_each(_CURRENT, [(writes[n].type, writes[n].id) for n in named])
        targets: dict[int, _Target] = {
            number: _Target(writes[number].id, None if row is None else Current(*row))
            for number, row in zip(named, rows, strict=True)
        }
        misses: list[Miss] = []
        matched: dict[tuple[str, bytes], str] = {}
        for number in sorted(range(len(writes)), key=lambda each: _ORDER[writes[each].action]):
            write = writes[number]
            try:
                if write.match is not None:
                    targets[number] = self._matched(number, write, keeping, matched)
                elif write.action == "create":
                    target = targets.setdefault(number, _Target(write.id))
                    if target.now is not None:  # kept when it was sent before
                        target.done = "created"
                    if write.if_version is None:  # nothing can be wrong with what is new
                        continue
                self._check(number, targets[number], keeping)
            except _Missed as missed:
                misses += missed.misses
        if not misses:
            misses = _overlapping(writes, targets)
        if misses:
            raise _Missed(*sorted(misses, key=lambda miss: miss.write))
        return [targets[number] for number in range(len(writes))]

    def _matched(self, number: int, write: Write, keeping: Keeping, matched: dict[tuple[str, bytes], str]) -> _Target:
        assert write.match is not None
        condition = (write.action, msgspec.msgpack.encode(write.match))
        if condition in matched and write.action == "create":  # said twice in one keeping: the first one answers
            return _Target(matched[condition], None, "exists")
        hits = self._finder.identities(write.match, keeping.limits)
        if len(hits) > 1:
            raise _Missed(Miss(number, "ambiguous", "the condition finds several resources", {}, "make it narrower"))
        if not hits:
            if write.action == "delete":
                return _Target("", None, "absent")
            matched[condition] = write.id
            return _Target(write.id, self._current(write.type, write.id) if write.fixed else None)
        id_, version, updated, seq = hits[0]
        if write.action == "create":
            done = "created" if id_ == write.id else "exists"
            return _Target(id_, Current(seq, version, updated, 0, "", "", None, None), done)
        if write.fixed and id_ != write.id:
            key = "the condition finds {found}, and the resource has the id {given}"
            raise _Missed(Miss(number, "exists", key, {"found": id_, "given": write.id}, "leave the id out", "id"))
        return _Target(id_, self._current(write.type, id_))

    def _current(self, type_: str, id_: str) -> Current | None:
        row = self._database.execute(_CURRENT, [type_, id_]).fetchone()
        return None if row is None else Current(*row)

    def _check(self, number: int, target: _Target, keeping: Keeping) -> None:
        write, now = keeping.writes[number], target.now
        if target.done:
            return
        if now is not None and not keeping.limits.hold(write.type, now.territory, now.subject):
            raise _Missed(
                Miss(number, "foreign", "{type}/{id} is kept for others", {"type": write.type, "id": write.id})
            )
        there = now is not None and not now.deleted
        if write.if_version is not None:
            version = now.version if now is not None and there else 0
            target.doubted = keeping.again and version == write.if_version + 1
            if version != write.if_version and not target.doubted:
                raise _stale(number, version, write.if_version)
        if write.action == "delete" and not there:
            target.done = "absent"
        if there and now is not None and now.observed is not None and now.observed != observed(write):
            raise _Missed(
                Miss(
                    number,
                    "observed",
                    "the value of {type}/{id} has entered the rules: it can be neither changed nor withdrawn",
                    {"type": write.type, "id": target.id},
                    "send the right value as a new Observation with its own time",
                )
            )

    def _observe(
        self, keeping: Keeping, targets: Sequence[_Target], commit: Callable[[Batch], Receipts]
    ) -> list[tuple[int, Note]]:
        """Judge and store the observations. Gives: notes of those that are held. Refuses: _Missed for one refused."""
        observations, owners = [], []
        for number, (write, target) in enumerate(zip(keeping.writes, targets, strict=True)):
            if write.observations and not target.done and (target.now is None or target.now.observed is None):
                observations += write.observations
                owners += [(number, each) for each in range(len(write.observations))]
        if not observations:
            return []
        receipts = commit(Batch(keeping.source, observations))
        if receipts.rejected:
            raise _Missed(
                *(
                    Miss(owners[n.position][0], "refused", n.key, n.facts, n.remedy, n.field, owners[n.position][1])
                    for n in receipts.rejected
                )
            )
        return [(owners[note.position][0], note) for note in receipts.held]

    def _write(
        self, keeping: Keeping, targets: Sequence[_Target], references: Sequence[str], now: int, meta: dict[str, int]
    ) -> list[Outcome]:
        outcomes = []
        moulds, stencils = self._moulds.numbers(keeping.moulds), self._stencils.numbers(keeping.stencils)
        new = NewVersions(self._source(keeping.source), now, references, moulds, stencils)
        seq = meta["change"]
        for number, (write, target) in enumerate(zip(keeping.writes, targets, strict=True)):
            outcome = self._settled(write, target, references, now)
            if outcome is None and target.doubted and target.now is not None:
                raise _stale(number, target.now.version, write.if_version or 0)
            if outcome is None:
                seq += 1
                outcome = new.add(write, target.id, target.now, seq)
            outcomes.append(outcome)
        if seq != meta["change"]:
            meta["change"] = seq
            new.insert(self._database, seq)
            self._note_places({write.territory for write in keeping.writes})
        return outcomes

    def _settled(self, write: Write, target: _Target, references: Sequence[str], at_ms: int) -> Outcome | None:
        """The outcome of a write that changes nothing: a condition that held before, or the same content again."""
        now = target.now
        if target.done == "exists" and now is None:
            return Outcome("exists", target.id, 1, at_ms)
        if target.done:
            version, updated = (0, 0) if now is None else (now.version, now.updated)
            return Outcome(target.done, target.id, version, updated)  # type: ignore[arg-type]
        if now is None or now.body is None or now.deleted or write.action != "update":
            return None
        same = filled(write.body, target.id, now.version, now.updated, references)
        kept = self._bodies.whole(now.body, now.updated)
        return Outcome("unchanged", target.id, now.version, now.updated) if _alike(same, kept) else None

    def _note_places(self, territories: set[str]) -> None:
        new = territories - self._places - {""}
        for territory in new:
            self._database.execute("INSERT INTO store_resource_place VALUES (?) ON CONFLICT DO NOTHING", [territory])
        self._places |= new


def _stale(number: int, current: int, given: int) -> _Missed:
    key = "the current version is {current}, not {given}" if current else "there is no current version"
    facts = {"current": current, "given": given}
    return _Missed(Miss(number, "stale", key, facts, "read it again, and change what you read"))


def _overlapping(writes: Sequence[Write], targets: dict[int, _Target]) -> list[Miss]:
    """A resource may be written once in a keeping."""
    seen: set[tuple[str, str]] = set()
    misses = []
    for number, write in enumerate(writes):
        target = targets[number]
        if target.done:
            continue
        if (write.type, target.id) in seen:
            key = "{type}/{id} is written twice in one transaction"
            facts = {"type": write.type, "id": target.id}
            misses.append(Miss(number, "twice", key, facts, "say once what becomes of it"))
        seen.add((write.type, target.id))
    return misses


def _alike(one: bytes, other: bytes) -> bool:
    """Do two bodies say the same? Spaces and the order of members say nothing; digits do."""
    return one == other or bool(_DECODER.decode(one) == _DECODER.decode(other))
