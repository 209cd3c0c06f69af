"""Intake: a group of batches judged and stored in one transaction, so that one sync pays for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from pagus.apps.resources.index_tables import reindex
from pagus.apps.resources.keeper import Keeper
from pagus.apps.resources.shapes import KeepEach, Keeping, Kept, KeptEach, Miss, Reindexed, Reindexing, Unkept
from pagus.apps.streams.ingest.judgement import OLDEST_MS, Judge
from pagus.apps.streams.observation import Batch, Note, Observation, Receipts, RequestKey
from pagus.apps.streams.store import last_values, series_runs
from pagus.apps.streams.store.database import Database
from pagus.apps.streams.store.duplicates import Known, Row, known_in_hot, note_of_conflict
from pagus.apps.streams.store.partitions import Partitions
from pagus.apps.streams.store.register import Register
from pagus.apps.streams.store.traffic import Traffic
from pagus.errors import Conflict, StoreError

__all__ = ["Answer", "Asked", "Intake"]

Asked = Batch | Keeping | KeepEach | Reindexing
Answer = Receipts | Conflict | Kept | Unkept | KeptEach | Reindexed
"""What a batch gets: its receipts, or the Conflict of a request key that was used for another body. The others are what
becomes of resources."""

_REJECT = "INSERT INTO store_rejection (recorded, source, note, observation) VALUES (?, ?, ?, ?)"
_REQUEST = "SELECT digest, receipts FROM store_request WHERE source = ? AND key = ?"
_REMEMBER = "INSERT INTO store_request VALUES (?, ?, ?, ?, ?)"
_LONGEST_KEPT = 500


@dataclass(slots=True)
class _Outcome:
    """What has become of one batch so far."""

    batch: Batch
    accepted: int = 0
    duplicates: int = 0
    held: list[Note] = field(default_factory=list)
    rejected: list[tuple[Note, Observation | str]] = field(default_factory=list)

    @classmethod
    def of(cls, batch: Batch) -> _Outcome:
        made = cls(batch)
        if batch.refused:
            made.rejected += [(refusal.note, refusal.content) for refusal in batch.refused]
        return made

    def receipts(self) -> Receipts:
        if not self.held and not self.rejected:
            return Receipts(self.accepted, self.duplicates)
        rejected = sorted((note for note, _ in self.rejected), key=lambda note: note.position)
        return Receipts(self.accepted, self.duplicates, tuple(self.held), tuple(rejected))


@dataclass(slots=True)
class _Candidates:
    """Judged rows of a whole group with what they came from; the four lists run in parallel."""

    rows: list[Row] = field(default_factory=list)
    outcomes: list[_Outcome] = field(default_factory=list)
    indexes: list[int] = field(default_factory=list)
    notes: list[Note | None] = field(default_factory=list)

    def observation(self, which: int) -> Observation:
        return self.outcomes[which].batch.observations[self.indexes[which]]

    def settle_known(self, which: int, known: Known) -> None:
        """The row at ``which`` is not stored: it is a duplicate of ``known``, or contradicts it."""
        outcome, observation = self.outcomes[which], self.observation(which)
        position = outcome.batch.position(self.indexes[which])
        conflict = note_of_conflict(known, observation, self.rows[which].value, position)
        if conflict is None:
            outcome.duplicates += 1
        else:
            outcome.rejected.append((conflict, observation))

    def settle_stored(self, which: Iterable[int]) -> None:
        """These rows are stored: accepted, or held with their note."""
        for index in which:
            note = self.notes[index]
            if note is None:
                self.outcomes[index].accepted += 1
            else:
                self.outcomes[index].held.append(note)


def _rejection(keeping: Keeping, miss: Miss, now: int) -> tuple[int, str, str, str]:
    """The line of the log for an observation that was refused with its resource."""
    write = keeping.writes[miss.write]
    note = Note(miss.observation or 0, miss.field, miss.key, miss.facts, miss.remedy)
    kept = msgspec.json.encode(write.observations[miss.observation or 0]).decode()[:_LONGEST_KEPT]
    return now, keeping.source, msgspec.json.encode(note).decode(), kept


def _answer_again(request: RequestKey, digest: bytes, receipts: bytes) -> Answer:
    """What was answered to this request key before; Conflict when its body was another."""
    if digest != request.digest:
        return Conflict(
            "Idempotency-Key {given!r} was used for another body: give each new request its own key", given=request.key
        )
    return msgspec.msgpack.decode(receipts, type=Receipts)


class Intake:
    """The writing half of the store, on one connection and in one thread."""

    def __init__(
        self,
        database: Database,
        register: Register,
        partitions: Partitions,
        clock: Callable[[], int],
        oldest_ms: int = OLDEST_MS,
    ) -> None:
        self._database = database
        self._register = register
        self._partitions = partitions
        self._clock = clock
        self._oldest = oldest_ms
        self._keeper = Keeper(database, lambda name: register.source(database, name))

    def commit_group(self, asked: Sequence[Asked]) -> list[Answer]:
        """What became of each batch and of each keeping, all of them being on the disk when this returns?

        Takes: batches and keepings in order of arrival. Gives: an Answer for each, in the same order.
        Refuses: the error of the driver when the transaction failed as a whole; nothing of it is stored then.
        """
        try:
            with self._database.writing():
                return self._commit_all(asked, self._clock())
        except BaseException:
            self._register.forget_sources()
            self._keeper.forget()
            raise

    def _commit_all(self, asked: Sequence[Asked], now: int) -> list[Answer]:
        meta = dict(self._database.execute("SELECT name, value FROM store_meta").fetchall())
        self._register.refresh(self._database, meta["register"])
        answers: list[Answer] = []
        batches: list[Batch] = []
        for each in asked:
            if isinstance(each, Batch) and not each.whole:
                batches.append(each)
                continue
            answers += self._commit(batches, now, meta)
            batches = []
            if isinstance(each, Batch):
                answers += self._commit_whole(each, now, meta)
            elif isinstance(each, Keeping):
                answers.append(self._keep(each, now, meta))
            elif isinstance(each, Reindexing):
                answers.append(reindex(self._database, each))
            else:
                answers.append(KeptEach([self._keep(keeping, now, meta) for keeping in each.keepings]))
        return answers + self._commit(batches, now, meta)

    def _keep(self, keeping: Keeping, now: int, meta: dict[str, int]) -> Kept | Unkept:
        """Keep resources, and store what they observe, together or not at all; what was refused is logged."""

        def commit(batch: Batch) -> Receipts:
            answers: dict[int, Answer] = {}
            self._finish({0: _Outcome.of(batch)}, answers, now, meta)
            answer = answers[0]
            assert isinstance(answer, Receipts)
            return answer

        answer = self._keeper.keep(keeping, now, meta, commit)
        if isinstance(answer, Unkept):
            self._register.forget_sources()
            refused = [miss for miss in answer.misses if miss.observation is not None]
            if refused:
                self._database.execute_each(_REJECT, [_rejection(keeping, miss, now) for miss in refused])
        return answer

    def _commit_whole(self, batch: Batch, now: int, meta: dict[str, int]) -> list[Answer]:
        """Store all of a batch, or nothing of it; what was rejected is logged."""
        before = dict(meta)
        self._database.execute("SAVEPOINT whole")
        answers = self._commit([batch], now, meta)
        (answer,) = answers
        if isinstance(answer, Receipts) and answer.rejected:
            self._database.execute("ROLLBACK TO SAVEPOINT whole")
            meta.clear()
            meta.update(before)
            self._register.forget_sources()
            log = [(now, batch.source, msgspec.json.encode(note).decode(), "") for note in answer.rejected]
            self._database.execute_each(_REJECT, log)
            answers = [Receipts(rejected=answer.rejected)]
        self._database.execute("RELEASE SAVEPOINT whole")
        return answers

    def _commit(self, batches: Sequence[Batch], now: int, meta: dict[str, int]) -> list[Answer]:
        if not batches:
            return []
        answers: dict[int, Answer] = {}
        open_outcomes: dict[int, _Outcome] = {}
        slots = [(batch.source, batch.request.key) for batch in batches if batch.request is not None]
        earlier = dict(zip(slots, self._database.fetch_each(_REQUEST, slots), strict=True))
        open_keys: set[tuple[str, str]] = set()
        for index, batch in enumerate(batches):
            if batch.request is not None:
                slot = (batch.source, batch.request.key)
                if slot in open_keys:  # a repeat within the group: the first one is answered before it is looked up
                    self._finish(open_outcomes, answers, now, meta)
                    (earlier[slot],) = self._database.fetch_each(_REQUEST, [slot])
                open_keys.add(slot)
                if earlier[slot] is not None:
                    answers[index] = _answer_again(batch.request, *earlier[slot])
                    continue
            open_outcomes[index] = _Outcome.of(batch)
        self._finish(open_outcomes, answers, now, meta)
        return [answers[index] for index in range(len(batches))]

    def _finish(
        self, open_outcomes: dict[int, _Outcome], answers: dict[int, Answer], now: int, meta: dict[str, int]
    ) -> None:
        """Store the open outcomes and answer them; ``meta`` is what ``store_meta`` holds, kept up to date."""
        candidates = self._judge(open_outcomes.values(), now, meta["sequence"])
        if candidates.rows:
            self._store(candidates, meta["archive"])
            meta["sequence"] = candidates.rows[-1].seq
            if meta["sequence"] - meta["last"] >= last_values.LONGEST_TAIL:
                last_values.fold_tail(self._database)
                meta["last"] = meta["sequence"]
            if meta["sequence"] - meta["sorted"] >= series_runs.RUN:
                meta["sorted"] = series_runs.sort_runs(self._database, meta["sequence"], meta["sorted"])
        rejections, remembered = [], []
        traffic = Traffic(now)
        for index, outcome in open_outcomes.items():
            answers[index] = receipts = outcome.receipts()
            source = outcome.batch.source
            number = self._register.source(self._database, source)
            traffic.add(
                number, outcome.batch, outcome.accepted, outcome.duplicates, len(outcome.held), len(outcome.rejected)
            )
            for note, content in outcome.rejected:
                kept = msgspec.json.encode(content).decode()[:_LONGEST_KEPT]
                rejections.append((now, source, msgspec.json.encode(note).decode(), kept))
            if outcome.batch.request is not None:
                key, digest = outcome.batch.request.key, outcome.batch.request.digest
                remembered.append((source, key, digest, msgspec.msgpack.encode(receipts), now))
        if open_outcomes:
            traffic.write(self._database)
        if rejections:
            self._database.execute_each(_REJECT, rejections)
        if remembered:
            self._database.execute_each(_REMEMBER, remembered)
        open_outcomes.clear()

    def _judge(self, outcomes: Iterable[_Outcome], now: int, sequence: int) -> _Candidates:
        """Judge every observation; the rejected are settled here, the others become candidates."""
        judge = Judge(self._register, now, self._oldest).judge
        candidates = _Candidates()
        for outcome in outcomes:
            batch = outcome.batch
            source = self._register.source(self._database, batch.source)
            for index, observation in enumerate(batch.observations):
                judged = judge(observation, batch.position(index))
                if isinstance(judged, Note):
                    outcome.rejected.append((judged, observation))
                    continue
                subject, signal, value, quality, note = judged
                sequence += 1
                candidates.rows.append(
                    Row(sequence, subject, signal, observation.t, value, quality, source, observation.event, now)
                )
                candidates.outcomes.append(outcome)
                candidates.indexes.append(index)
                candidates.notes.append(note)
        return candidates

    def _store(self, candidates: _Candidates, archive_revision: int) -> None:
        """Insert what is new, tell duplicates from conflicts for what is not."""
        known = self._partitions.known(candidates.rows, candidates.observation, archive_revision)
        for index, record in known.items():
            candidates.settle_known(index, record)
        fresh: Sequence[int] = range(len(candidates.rows))
        if known:
            fresh = [index for index in fresh if index not in known]
        rows = candidates.rows if not known else [candidates.rows[index] for index in fresh]
        before = candidates.rows[0].seq - 1
        inserted = self._database.insert_hot(rows) if rows else 0
        if inserted != len(rows):
            stored = {seq for (seq,) in self._database.execute("SELECT seq FROM store_hot WHERE seq > ?", [before])}
            self._settle_refused(candidates, [index for index in fresh if candidates.rows[index].seq not in stored])
            fresh = [index for index in fresh if candidates.rows[index].seq in stored]
        candidates.settle_stored(fresh)
        self._database.execute("UPDATE store_meta SET value = ? WHERE name = 'sequence'", [candidates.rows[-1].seq])

    def _settle_refused(self, candidates: _Candidates, refused: Sequence[int]) -> None:
        found = known_in_hot(self._database, [candidates.rows[index] for index in refused])
        for index, known in zip(refused, found, strict=True):
            if known is None:
                raise StoreError("the store refused a row and holds nothing of its identity: check the database")
            candidates.settle_known(index, known)
