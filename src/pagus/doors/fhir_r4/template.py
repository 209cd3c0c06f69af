"""The bytes of a resource with slots for what only the store can say: id, version, instant, resolved references.

A resource is answered with the bytes it came with. What FHIR has the server set (``id``, ``meta.versionId``,
``meta.lastUpdated``) is cut out and set anew; all the rest, spaces and digits included, stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from pagus.apps.resources.shapes import ID_SLOT, UPDATED_SLOT, VERSION_SLOT, Body

__all__ = ["references_in", "replaced", "template"]

_START = re.compile(rb'\s*\{(?:\s*"resourceType"\s*:\s*"\w+"\s*(?=[,}]))?')
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s"{}\[\]:,]+')
_REFERENCE = re.compile(rb'"reference"\s*:\s*"([^"\\]+)"')
_META_NAMES = (b'"versionId"', b'"lastUpdated"', b'"_versionId"', b'"_lastUpdated"')


class _Member(NamedTuple):
    """A member of an object: where its name begins, its value begins, and its value ends."""

    start: int
    value: int
    end: int


def references_in(body: bytes) -> list[str]:
    """The references that stand in this JSON, as they are written."""
    return [found.decode() for found in _REFERENCE.findall(body)]


def replaced(body: bytes, references: Mapping[str, str]) -> bytes:
    """The same JSON with these references replaced by others."""

    def instead(found: re.Match[bytes]) -> bytes:
        other = references.get(found[1].decode())
        return found[0] if other is None else found[0].replace(found[1], other.encode())

    return _REFERENCE.sub(instead, body) if references else body


def template(body: bytes, *, meta: bool, id_: bool, references: Mapping[str, int]) -> Body:
    """The pieces of this resource, with slots.

    Takes: JSON that was found valid; whether it has ``meta`` and ``id`` at its top; the slot of each reference that
    the store resolves, by its text.
    """
    cuts: list[tuple[int, int, Body]] = []
    if references:
        for found in _REFERENCE.finditer(body):
            slot = references.get(found[1].decode())
            if slot is not None:
                cuts.append((found.start(1), found.end(1), [slot]))
    members = _members_at_top(body) if meta or id_ else {}
    fresh: Body = []
    if id_ and b'"id"' in members:
        _, value, end = members[b'"id"']
        cuts.append((value, end, [b'"', ID_SLOT, b'"']))
    else:
        fresh += [b'"id":"', ID_SLOT, b'"']
    version: Body = [b'"versionId":"', VERSION_SLOT, b'","lastUpdated":"', UPDATED_SLOT, b'"']
    if meta and b'"meta"' in members:
        cuts += _into_meta(body, members[b'"meta"'], version)
    else:
        fresh += [b"," if fresh else b"", b'"meta":{', *version, b"}"]
    if fresh:
        cuts.append(_at_start(body, fresh))
    return _cut(body, cuts)


def _at_start(body: bytes, fresh: Body) -> tuple[int, int, Body]:
    """Where new members go: after the type where it stands first, else before everything."""
    found = _START.match(body)
    assert found is not None
    end = found.end()
    if found[0].rstrip().endswith(b"{"):
        empty = body[end:].lstrip().startswith(b"}")
        return end, end, [*fresh, b"" if empty else b","]
    return end, end, [b",", *fresh]


def _into_meta(body: bytes, member: _Member, version: Body) -> list[tuple[int, int, Body]]:
    """Set version and instant as the first members of ``meta``; where it has them, its other members follow anew."""
    inner = _members(body, member.value)
    if not any(name in inner for name in _META_NAMES):
        return [(member.value + 1, member.value + 1, [*version, b"," if inner else b""])]
    kept = [body[each.start : each.end] for name, each in inner.items() if name not in _META_NAMES]
    return [(member.value, member.end, [b"{", *version, *(b"," + each for each in kept), b"}"])]


_TOP = msgspec.json.Decoder(dict[str, msgspec.Raw])


def _members_at_top(body: bytes) -> dict[bytes, _Member]:
    """``id`` and ``meta`` of a resource, where they are there.

    A decoder says what follows what; so each name is the first text of its kind after the value before it.
    """
    found: dict[bytes, _Member] = {}
    at = 0
    for name, raw in _TOP.decode(body).items():
        written, content = b'"%s"' % name.encode(), bytes(raw)
        start = body.find(written, at)
        if start < 0:  # a name with escapes in it
            return _members(body, 0)
        value = body.find(content, start + len(written))
        at = value + len(content)
        if name in ("id", "meta"):
            found[written] = _Member(start, value, at)
    return found


def _members(body: bytes, start: int) -> dict[bytes, _Member]:
    """The members of the object that begins at ``start``, by their names as written."""
    found: dict[bytes, _Member] = {}
    depth, name, value = 0, None, 0
    for token in _TOKEN.finditer(body, start):
        text = token[0]
        if text in (b"{", b"["):
            if depth == 1 and name is not None:
                value = token.start()
            depth += 1
            continue
        if text in (b"}", b"]"):
            depth -= 1
            if depth == 0:
                break
            if depth == 1 and name is not None:
                found[name[0]] = _Member(name.start(), value, token.end())
                name = None
            continue
        if depth == 1:
            if name is None:
                name = token
            else:
                found[name[0]] = _Member(name.start(), token.start(), token.end())
                name = None
    return found


def _cut(body: bytes, cuts: list[tuple[int, int, Body]]) -> Body:
    pieces: Body = []
    done = 0
    for start, end, instead in sorted(cuts, key=lambda cut: cut[:2]):
        pieces.append(body[done : max(start, done)])
        pieces += instead
        done = max(end, done)
    pieces.append(body[done:])
    return _joined(pieces)


def _joined(pieces: Body) -> Body:
    joined: Body = []
    for piece in pieces:
        if isinstance(piece, bytes) and joined and isinstance(joined[-1], bytes):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
