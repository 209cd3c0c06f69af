"""Resources inside resources (``contained``, ``Bundle.entry.resource``) and the decoder of each type.

A decoder is made when its type is first met: a process that only takes observations never loads the other 145 types.
"""

from __future__ import annotations

import importlib
import re
import threading
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import force_setattr

from pagus.fhir_r4.resource_types import MODULES

if TYPE_CHECKING:
    from pagus.fhir_r4.generated.datatypes import Resource

    Embedded = Resource
else:
    Embedded = msgspec.Raw
"""A resource inside another one: decoded as raw bytes first, replaced by its model in the same breath."""

__all__ = ["Embedded", "decode", "embed", "model_of", "type_named"]

_FIRST_PROPERTY = re.compile(rb'[ \t\r\n]*\{[ \t\r\n]*"resourceType"[ \t\r\n]*:[ \t\r\n]*"([A-Za-z]{1,40})"').match


class _Head(msgspec.Struct):
    resourceType: str = ""  # noqa: N815 - the name in FHIR


_head = msgspec.json.Decoder(_Head)


class UnknownType(ValueError):
    """The text names no type of resource of FHIR R4."""


def type_named(body: bytes | msgspec.Raw) -> str:
    """Which type of resource does this text say it is? "" when it says none."""
    first = _FIRST_PROPERTY(body)
    return first[1].decode() if first is not None else _head.decode(body).resourceType


@cache
def model_of(name: str) -> type[Any]:
    """The model of this type of resource. Refuses: UnknownType."""
    module = MODULES.get(name)
    if module is None:
        raise UnknownType(name)
    found: type[Any] = getattr(importlib.import_module(f"pagus.fhir_r4.generated.{module}"), name)
    return found


_decoders: dict[str, msgspec.json.Decoder[Any]] = {}
_making = threading.RLock()
"""msgspec writes down what a class looks like while it makes a decoder, and crashes when two threads do so at once."""


def decode(body: bytes | msgspec.Raw, name: str = "") -> Resource:
    """Which resource is in this text?

    Takes: JSON; the type, where it is known. Gives: the model. Refuses: msgspec's errors, Broken, UnknownType.
    """
    name = name or type_named(body)
    decoder = _decoders.get(name)
    if decoder is None:
        with _making:
            decoder = _decoders[name] = msgspec.json.Decoder(model_of(name), float_hook=Decimal)
    found: Resource = decoder.decode(body)
    return found


def embed(model: Any, name: str) -> None:
    """Replace the raw bytes in a field, one or many, by what they hold.

    Takes: a model just decoded, the name of the field. Refuses: as ``decode``.
    """
    value = getattr(model, name)
    if isinstance(value, tuple):
        force_setattr(model, name, tuple(decode(each) if type(each) is msgspec.Raw else each for each in value))
    elif type(value) is msgspec.Raw:
        force_setattr(model, name, decode(value))
