"""A progress bar on standard error for work that takes minutes."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn


class Bar:
    """Shows what is done and how much of it; each kind of step has a line of its own.

    On a terminal the lines move; elsewhere each is written once when it begins.
    """

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=self._console)
        self._kind = ""
        self._task = None if not self._console.is_terminal else self._progress.add_task("", total=1.0, visible=False)

    def __enter__(self) -> Self:
        """Begin to show."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop showing, whatever happened."""
        self._progress.stop()

    def step(self, what: str, share: float) -> None:
        """Show that `share` (0 to 1) of what is being done is done; a comma ends what makes two steps of one kind."""
        kind = what.partition(",")[0]
        if self._task is None:
            if kind != self._kind:
                self._console.print(kind)
        elif kind != self._kind:
            self._progress.reset(self._task, description=what, visible=True, total=1.0)
        else:
            self._progress.update(self._task, completed=share, description=what)
        self._kind = kind
