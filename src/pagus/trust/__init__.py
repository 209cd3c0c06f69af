"""Who signed what about a kit, and is that enough here? Keys, envelopes, statements, trust store, policy, index.

Read first: ``judge``, ``read_statement``, ``open_index``. The formats: docs/reference/statements.md.
"""

from pagus.trust.envelope import Envelope, Signature, add_signature, envelope_text, read_envelope, sign, verify
from pagus.trust.index import (
    INDEX_TYPE,
    Index,
    IndexEntry,
    Seen,
    Yank,
    check_archive,
    index_payload,
    open_index,
    read_index,
    seen_of,
)
from pagus.trust.keys import (
    PrivateKey,
    PublicKey,
    generate_key,
    key_id,
    open_private,
    public_text,
    read_public,
    seal_private,
)
from pagus.trust.policy import DEFAULT_POLICY, Judgement, KitFacts, Policy, Requirement, Signed, judge, read_policy
from pagus.trust.statement import KINDS, STATEMENT_TYPE, Kind, Statement, read_facts, read_statement, statement_payload
from pagus.trust.store import Right, TrustedKey, TrustStore, read_store

__all__ = [
    "DEFAULT_POLICY",
    "INDEX_TYPE",
    "KINDS",
    "STATEMENT_TYPE",
    "Envelope",
    "Index",
    "IndexEntry",
    "Judgement",
    "Kind",
    "KitFacts",
    "Policy",
    "PrivateKey",
    "PublicKey",
    "Requirement",
    "Right",
    "Seen",
    "Signature",
    "Signed",
    "Statement",
    "TrustStore",
    "TrustedKey",
    "Yank",
    "add_signature",
    "check_archive",
    "envelope_text",
    "generate_key",
    "index_payload",
    "judge",
    "key_id",
    "open_index",
    "open_private",
    "public_text",
    "read_envelope",
    "read_facts",
    "read_index",
    "read_policy",
    "read_public",
    "read_statement",
    "read_store",
    "seal_private",
    "seen_of",
    "sign",
    "statement_payload",
    "verify",
]
