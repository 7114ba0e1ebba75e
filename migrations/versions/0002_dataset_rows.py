"""Rows of datasets: events whose type no rule gives, the line of a claim, cited articles, rows as received."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NEW_EVENT_COLUMNS = """
	flags TEXT,
	lossy TEXT,
	shown INTEGER NOT NULL,
	CONSTRAINT pk_events PRIMARY KEY (id),
	CONSTRAINT ck_events_flags CHECK (flags like '["%"]'),
	CONSTRAINT ck_events_lossy CHECK (lossy like '["%"]'),
	CONSTRAINT ck_events_shown CHECK (shown in (0, 1)),"""


def upgrade() -> None:
    rebuild_events()
    op.add_column("claims", sa.Column("line", sa.Integer()))
    op.add_column("claims", sa.Column("version", sa.Text()))
    create_citations()
    create_record_blocks()


def rebuild_events() -> None:
    """Take NOT NULL from two columns and add three, in a table of its own: SQLite cannot do it in place.

    The new table is written from the old one's own SQL, so that no check and not its strictness is lost.
    """
    connection = op.get_bind()
    found = sa.text(
        "select sql from sqlite_master where tbl_name = 'events' and sql is not null and type = :type"
    )
    (table,) = connection.scalars(found, {"type": "table"})
    indexes = connection.scalars(found, {"type": "index"}).all()
    for old, new in (
        ("CREATE TABLE events", "CREATE TABLE events_new"),
        ("event_type TEXT NOT NULL", "event_type TEXT"),
        ("quad_class TEXT NOT NULL", "quad_class TEXT"),
        ("CONSTRAINT pk_events PRIMARY KEY (id),", NEW_EVENT_COLUMNS.strip()),
    ):
        assert old in table, old
        table = table.replace(old, new)
    connection.exec_driver_sql(table)
    connection.exec_driver_sql("insert into events_new select *, null, null, 1 from events")
    connection.exec_driver_sql("drop table events")
    connection.exec_driver_sql("alter table events_new rename to events")
    for sql in indexes:
        connection.exec_driver_sql(sql)
    op.create_index("ix_events_dataset_date_start", "events", ["dataset", "date_start"])


def create_citations() -> None:
    op.create_table(
        "citations",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text()),
        sa.Column("publisher_as_written", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("published_at", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("claimant_as_written", sa.Text()),
        sa.PrimaryKeyConstraint("report_id", "line", "position", name="pk_citations"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_citations_report_id"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_citations_source_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for column in ("event_id", "source_id", "url"):
        op.create_index(f"ix_citations_{column}", "citations", [column])


def create_record_blocks() -> None:
    op.create_table(
        "record_blocks",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("first_line", sa.Integer(), nullable=False),
        sa.Column("last_line", sa.Integer(), nullable=False),
        sa.Column("records", sa.BLOB(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "first_line", name="pk_record_blocks"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_record_blocks_report_id"),
        sa.CheckConstraint("0 < first_line and first_line <= last_line", name=op.f("ck_record_blocks_lines")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("migrations go forward only: the way back is a copy of the file")
