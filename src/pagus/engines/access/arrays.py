"""Named arrays as one thing: their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["digest_of"]


def digest_of(arrays: Mapping[str, NDArray[Any]]) -> str:
    """By which number is this content known?

    Takes: arrays by name. Gives: the SHA-256 over names, types, shapes and bytes, in the order given.
    """
    found = hashlib.sha256()
    for name, array in arrays.items():
        found.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()
