"""A folder that comes into being whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pagus.errors import Conflict

__all__ = ["new_folder"]


@contextmanager
def new_folder(folder: Path, texts: Mapping[str, str]) -> Iterator[Path]:
    """Make a folder of these texts.

    Takes: where it shall lie, and each text by its path inside. Gives: the folder beside it where the texts lie now,
    to look at them; it takes its name when the caller is done, and is gone when the caller fails.
    Refuses: Conflict when there is something in the way.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Conflict("{folder} is no folder: choose another name", folder=folder)
    if folder.is_dir() and any(folder.iterdir()):
        raise Conflict("{folder} is not empty: choose another name", folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for path, text in texts.items():
            file = making / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        making.chmod(0o755)
        yield making
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
