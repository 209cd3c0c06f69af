"""One import of a file: its lines are submitted in batches, and its report is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import msgspec
from django.conf import settings

from pagus.apps.accounts.queries import SYSTEM, Actor, actor_of, may, require
from pagus.apps.journal import actions as journal
from pagus.apps.streams.imports.reports import ImportNote, ImportReport
from pagus.apps.streams.ingest.judgement import unknown_subject
from pagus.apps.streams.observation import Batch, Observation, Refusal
from pagus.apps.streams.queries import local_store, places_of
from pagus.apps.streams.submission import submitter
from pagus.errors import CodeError, NotFound, PagusError

__all__ = ["ImportRun"]

_BATCH = 2_000
_LONGEST_KEPT = 500


class ImportRun:
    """Takes the lines of a file one by one. Use it as a context: leaving it closes the report.

    Left by an error or an interruption, the report says how far it came; what was stored until then stays, and the
    same file can be imported again without effect on it.
    """

    def __init__(
        self,
        file: str,
        source: str,
        *,
        by: Actor = SYSTEM,
        progress: Callable[[ImportReport], None] | None = None,
    ) -> None:
        """Open the report of ``file``; ``progress`` is told after each batch. Refuses: NotAllowed.

        A user brings in what is of their territory; about others, and about nobody known, the report says the same.
        """
        require(by, "import_observations")
        self._by = by
        self._progress = progress
        self._submit = submitter(settings.WORKSPACE).submit
        number = local_store().begin_import(file, source)
        self.report = ImportReport(number, file, source, settings.WORKSPACE.clock.now_ms())
        self._observations: list[Observation] = []
        self._positions: list[int] = []
        self._refused: list[Refusal] = []

    def add(self, position: int, line: Observation | Refusal) -> None:
        """Take one observation of this line, or why there is none. Refuses: StoreError when it cannot be kept."""
        if isinstance(line, Refusal):
            self._refused.append(line)
        else:
            self._observations.append(line)
            self._positions.append(position)
        if len(self._observations) + len(self._refused) >= _BATCH:
            self._send()

    def _send(self) -> None:
        if not self._observations and not self._refused:
            return
        self._refuse_others()
        batch = Batch(self.report.source, self._observations, None, self._positions, tuple(self._refused))
        receipts = self._submit(batch)
        self._observations, self._positions, self._refused = [], [], []
        notes = [ImportNote("held", note) for note in receipts.held]
        notes += [ImportNote("rejected", note) for note in receipts.rejected]
        if notes:
            local_store().note_import(self.report.number, notes)
        self.report = msgspec.structs.replace(
            self.report,
            read=self.report.read + receipts.total,
            accepted=self.report.accepted + receipts.accepted,
            duplicates=self.report.duplicates + receipts.duplicates,
            held=self.report.held + len(receipts.held),
            rejected=self.report.rejected + len(receipts.rejected),
        )
        if self._progress is not None:
            self._progress(self.report)

    def _refuse_others(self) -> None:
        """Keep the observations about subjects where the user may import; the others become refusals."""
        if self._by == SYSTEM:
            return
        places = places_of({each.subject for each in self._observations})
        reaches = lru_cache(maxsize=None)(self._reaches)
        lines = list(zip(self._positions, self._observations, strict=True))
        self._positions, self._observations = [], []
        for position, each in lines:
            if reaches(places.get(each.subject)):
                self._positions.append(position)
                self._observations.append(each)
            else:
                content = msgspec.json.encode(each).decode()[:_LONGEST_KEPT]
                self._refused.append(Refusal(unknown_subject(each, position), content))

    def _reaches(self, place: str | None) -> bool:
        try:
            return place is not None and may(self._by, "import_observations", place)
        except (CodeError, NotFound):  # a subject that looks like a place, and is none
            return False

    def __enter__(self) -> ImportRun:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        problem = ""
        if error is None:
            self._send()
        else:
            problem = str(error) if isinstance(error, PagusError) else f"stopped: {type(error).__name__}"
        finished = settings.WORKSPACE.clock.now_ms()
        self.report = msgspec.structs.replace(self.report, finished_ms=finished, problem=problem)
        local_store().finish_import(self.report)
        login, role = actor_of(self._by)
        counted = {name: getattr(self.report, name) for name in ("accepted", "duplicates", "held", "rejected")}
        detail = {"source": self.report.source, **counted}
        journal.record(login, role, "import_observations", f"import:{self.report.number}", "import", detail)
