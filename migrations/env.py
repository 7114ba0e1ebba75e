"""Run by Alembic: by ``timeline migrate`` on a connection of its own, or from the command line.

``alembic check`` needs no database: it migrates an empty one in memory and compares that with the models.
``alembic -x db=FILE …`` uses a file.
"""

import sqlalchemy as sa
from alembic import context
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy.pool import StaticPool

from timeline.store.migrate import engine_for
from timeline.store.schema import metadata


def include_name(name: str | None, kind: str, parents: dict[str, str | None]) -> bool:
    """Only tables that the models name: search and its shadow tables are not Alembic's."""
    return kind != "table" or name in metadata.tables


def run(connection: sa.Connection) -> None:
    """Run the command that Alembic was called for."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        transactional_ddl=True,
        render_as_batch=True,
        include_name=include_name,
        autogenerate_plugins=["alembic.autogenerate.*", "alembic.autogenerate.checkconstraint_byname"],
    )
    with context.begin_transaction():
        context.run_migrations()


def empty_at_head() -> sa.Engine:
    """A database in memory with every revision applied."""
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        steps = MigrationContext.configure(
            connection, opts={"fn": lambda rev, _: context.script._upgrade_revs("head", rev)}
        )
        with Operations.context(steps):
            steps.run_migrations()
    return engine


def from_command_line() -> None:
    """Connect to the file named by ``-x db=FILE``, or to an empty database at head."""
    path = context.get_x_argument(as_dictionary=True).get("db")
    engine = engine_for(path) if path else empty_at_head()
    with engine.begin() as connection:
        run(connection)
    engine.dispose()


if handed := context.config.attributes.get("connection"):
    run(handed)
else:
    from_command_line()
