"""The journal of writings: which source wrote about people, in entries that cover some minutes each.

An entry for each observation would make the journal as long as the store, which says of each observation its source
and its time already. So an entry says from which sequence number to which, and how many people it concerns.
"""

from __future__ import annotations

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.journal import actions as journal
from pagus.apps.streams.store.history import Writing
from pagus.apps.streams.store.interface import Consumed, ObservationStore

__all__ = ["WritingJournal", "Written"]

_CONSUMER = "journal"
Written = tuple[list[Writing], int]
"""Who wrote about how many people, and up to which sequence number."""


class WritingJournal:
    """Keeps the journal of one store. As a consumer it makes the days wait that it has not read."""

    def __init__(self, store: ObservationStore) -> None:
        """Go on where the journal of this store ends."""
        self._store = store
        kept = store.consumed().get(_CONSUMER)
        self._seq = 0 if kept is None else kept.seq

    def keep(self) -> None:
        """Journal what was written since the last time. After a crash it may be journalled twice, never not at all."""
        self.note(self.look(self._store))

    def look(self, store: ObservationStore) -> Written:
        """What was written since the last time? Reads only, and may take seconds after an upload of millions.

        Takes: the store, over a connection of the thread that looks.
        """
        return store.writings_after(self._seq)

    def note(self, written: Written) -> None:
        """Journal what was found."""
        writings, reached = written
        if reached == self._seq:
            return
        for each in writings:
            detail = {"after": self._seq, "up_to": reached, "observations": each.observations, "people": each.people}
            journal.record(SYSTEM, SYSTEM, "write_observations", f"source:{each.source}", "intake", detail)
        self._store.advance_consumer(_CONSUMER, Consumed(reached, 0))
        self._seq = reached
