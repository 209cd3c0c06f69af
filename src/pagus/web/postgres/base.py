"""Django's connection to PostgreSQL, on which one transaction at a time writes.

The actions look first and write then: whether a kit is installed already, which number the journal has come to. In
SQLite a transaction takes the only write lock at its start, so nothing changes in between. Here an advisory lock does
the same: one discipline, whatever the database. Reading outside of a transaction waits for nobody, and observations
are written on the store's own connection, which never takes this lock.
"""

from __future__ import annotations

from django.db.backends.postgresql import base

__all__ = ["DatabaseWrapper"]

_TRANSACTIONS = 0x506167757301
"""The advisory lock of Django's transactions: "Pagus" in hexadecimal, and 1."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose outermost transactions take their turn."""

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        """End the transaction; or begin one, once it is its turn. Refuses: OperationalError after ``lock_timeout``."""
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if autocommit:
            return
        try:
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_xact_lock({_TRANSACTIONS})")
        except BaseException:
            if not self.connection.closed:
                self.connection.rollback()
                super().set_autocommit(True)
            else:
                self.close()
            raise
