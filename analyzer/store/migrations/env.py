"""What Alembic runs: the migrations, on the connection that the store hands over."""

from __future__ import annotations

from alembic import context

from analyzer.store.migrations import VERSION_TABLE
from analyzer.store.schema import metadata

# The store has begun the transaction and holds the lock; it also commits.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
