"""How somebody wants the dashboard: kept for each person, and shown to nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from analyzer.people import Person
from analyzer.store import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Preferences:
    """The choices of persons, reached as `store.preferences`: whatever JSON the caller keeps for each."""

    def __init__(
        self,
        *,
        read: Callable[[], AbstractContextManager[Connection]],
        write: Callable[[Callable[[Connection], Any]], Any],
    ) -> None:
        self._read = read
        self._write = write

    def of(self, person: Person) -> Mapping[str, Any]:
        """Give what was kept for a person last; nothing where nothing was."""
        columns = schema.preference.c
        with self._read() as connection:
            kept = connection.execute(select(columns.value).where(columns.person == person.name)).scalar()
        return kept if isinstance(kept, dict) else {}

    def put(self, person: Person, values: Mapping[str, Any]) -> None:
        """Keep choices of a person in place of those before."""
        table = schema.preference

        def work(connection: Connection) -> None:
            connection.execute(delete(table).where(table.c.person == person.name))
            connection.execute(insert(table).values(person=person.name, value=dict(values)))

        self._write(work)
