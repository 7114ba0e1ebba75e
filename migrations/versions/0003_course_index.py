"""One index that answers what the timeline page counts: over time, by status, type, country, dataset, deaths."""

from alembic import op

revision = "0003"
down_revision = "0002"

COUNTED = (
    *("shown", "date_start", "date_precision", "status", "event_type", "event_mode", "country", "dataset"),
    *("date_end", "fatalities_low", "fatalities_best", "fatalities_high", "independent_sources"),
    "geo_precision",
)


def upgrade() -> None:
    op.create_index("ix_events_course", "events", list(COUNTED))


def downgrade() -> None:
    raise NotImplementedError("migrations go forward only: the way back is a copy of the file")
