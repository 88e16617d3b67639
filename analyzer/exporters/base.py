"""What an exporter is, and writing its rows to a file that is whole or not there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias, cast, runtime_checkable

from analyzer.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

# What a row may hold: JSON, and times, which formats without them get as ISO 8601.
JsonValue: TypeAlias = "str | int | float | bool | datetime | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
Row: TypeAlias = Mapping[str, JsonValue]


@runtime_checkable
class Exporter(Protocol):
    """A format to write rows in; each module of this package has one as `EXPORTER`."""

    @property
    def name(self) -> str:
        """The name it is asked for by."""

    @property
    def suffix(self) -> str:
        """The end of its file names, with the dot."""

    def write(self, rows: Iterable[Row], stream: BinaryIO) -> int:
        """Write the rows as they come, in bounded memory, and give how many; the stream stays open.

        Raises:
            ExportError: A row cannot be written in this format.
        """


def write_file(exporter: Exporter, rows: Iterable[Row], path: str | Path) -> int:
    """Write the rows to a file and give how many: beside it first, then renamed, so that no half of a file is left.

    Raises:
        ExportError: The place cannot be written to, or a row cannot be written in this format.
    """
    target = Path(path)
    try:
        # Made by the system with a name of its own, readable by its owner alone: the rows may be people's words.
        number, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".part")
    except (OSError, ValueError) as error:
        raise _cannot(target, error) from error
    try:
        with os.fdopen(number, "wb") as stream:
            written = exporter.write(rows, cast("BinaryIO", stream))
            stream.flush()
            os.fsync(number)
        Path(beside).replace(target)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise _cannot(target, error) from error
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return written


def _cannot(path: Path, error: OSError | ValueError) -> ExportError:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ExportError(
        f"the file cannot be written ({why})",
        where=str(path),
        remedy="name a file in a folder that exists and may be written to",
    )
