"""Where in a file that holds several reports each stands, and when an archive took a page."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("input_reports", sa.Column("part", sa.Text()))
    op.add_column("reports", sa.Column("retrieved_at", sa.Text()))


def downgrade() -> None:
    raise NotImplementedError("migrations go forward only: the way back is a copy of the file")
