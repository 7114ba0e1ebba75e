"""One event, several reports: codings, what was decided about them, what was chosen, judgements, copies of texts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

VERDICTS = "'same', 'different', 'unsure'"
DECIDED_BY = "'rule', 'judgement'"
JUDGEMENTS = "'same', 'different', 'set', 'hide', 'note'"
LINKS = "'follows', 'part_of', 'pursuant_to', 'contradicts', 'planned_as', 'candidate_same'"
COUNTED = (
    "'killed', 'injured', 'captured', 'released', 'exchanged', 'missing', 'displaced', 'arrested', 'protesters', "
    "'remains_returned', 'launched', 'shot_down'"
)
CHOICES = (
    "'clearest', 'most_voices', 'most_certain', 'narrowest', 'most_precise', 'union', 'latest_of_a_speaker'"
)
ADDED = (
    "alter table events add column known_from text"
    " constraint ck_events_known_from check (known_from like '____-__-__')",
    "alter table event_links add column score integer"
    " constraint ck_event_links_score check (score between 0 and 1000)",
    "alter table reports add column voice text",
    "update reports set voice = coalesce(agency_id, source_id, id)",
)


def upgrade() -> None:
    for statement in ADDED:
        op.execute(statement)
    create_codings()
    create_matches()
    create_texts()
    create_chosen()
    create_quantities()
    create_judgements()


def text(name: str, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def table(name: str, *parts: sa.schema.SchemaItem, keyed: bool = True) -> None:
    op.create_table(name, *parts, sqlite_strict=True, **({"sqlite_with_rowid": False} if keyed else {}))


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def foreign(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def create_codings() -> None:
    table(
        "codings",
        *(text("id"), text("event_id"), text("report_id"), text("value"), key("codings", "id")),
        foreign("codings", "event_id", "events.id"),
        foreign("codings", "report_id", "reports.id"),
        keyed=False,
    )
    index("codings", "event_id", "report_id")
    table(
        "coding_keys",
        *(text("key"), text("coding_id"), key("coding_keys", "key", "coding_id")),
        foreign("coding_keys", "coding_id", "codings.id"),
    )
    index("coding_keys", "coding_id")


def create_matches() -> None:
    table(
        "matches",
        *(text("a"), text("b"), text("decided_by"), text("verdict"), number("score"), text("reasons")),
        *(text("link", null=True), text("link_from", null=True), key("matches", "a", "b", "decided_by")),
        check("matches", "pair", "a < b"),
        check("matches", "decided_by", f"decided_by in ({DECIDED_BY})"),
        check("matches", "verdict", f"verdict in ({VERDICTS})"),
        check("matches", "score", "score between 0 and 1000"),
        check("matches", "reasons", "reasons like '[%]'"),
        check("matches", "link", f"link in ({LINKS})"),
        check("matches", "link_whole", "(link is null) = (link_from is null)"),
        check("matches", "link_from", "link_from in (a, b)"),
    )
    index("matches", "b", "verdict", "link")


def create_texts() -> None:
    table(
        "text_bands",
        *(text("band"), text("report_id"), key("text_bands", "band", "report_id")),
        foreign("text_bands", "report_id", "reports.id"),
    )
    index("text_bands", "report_id")
    table(
        "same_texts",
        *(text("a"), text("b"), number("share"), key("same_texts", "a", "b")),
        foreign("same_texts", "a", "reports.id"),
        foreign("same_texts", "b", "reports.id"),
        check("same_texts", "pair", "a < b"),
        check("same_texts", "share", "share between 0 and 1000"),
    )
    index("same_texts", "b")


def create_chosen() -> None:
    table(
        "chosen_from",
        *(text("event_id"), text("column"), text("claim_id"), text("rule")),
        key("chosen_from", "event_id", "column", "claim_id"),
        foreign("chosen_from", "event_id", "events.id"),
        foreign("chosen_from", "claim_id", "claims.id"),
        check("chosen_from", "rule", f"rule in ({CHOICES})"),
    )
    index("chosen_from", "claim_id")
    table(
        "event_versions",
        *(text("event_id"), number("position"), text("valid_from", null=True), text("valid_to", null=True)),
        *(text("value"), text("participants"), key("event_versions", "event_id", "position")),
        foreign("event_versions", "event_id", "events.id"),
        check("event_versions", "day_form", "valid_from like '____-__-__' and valid_to like '____-__-__'"),
        check("event_versions", "day_order", "valid_from < valid_to"),
        check("event_versions", "position", "position >= 0"),
    )
    index("event_versions", "valid_from")


def create_quantities() -> None:
    name = "event_quantities"
    ends = ("low", "best", "high")
    rising = [f"{end} >= 0" for end in ends] + ["low <= best", "low <= high", "best <= high"]
    table(
        name,
        *(text("event_id"), number("position"), text("kind"), text("side", null=True)),
        *(sa.Column(end, sa.Integer()) for end in ends),
        *(text("as_written"), number("differ"), key(name, "event_id", "position")),
        foreign(name, "event_id", "events.id"),
        check(name, "kind", f"kind in ({COUNTED})"),
        check(name, "range", " and ".join(rising)),
        check(name, "differ", "differ in (0, 1)"),
    )
    index(name, "kind")


def create_judgements() -> None:
    table(
        "judgements",
        *(text("input_id"), number("position"), number("line"), text("kind"), text("event_id")),
        *(text("other_id", null=True), text("column", null=True), text("value", null=True)),
        *(text("judged_by"), text("judged_on"), text("why"), text("canonical_id", null=True)),
        *(number("applied"), key("judgements", "input_id", "position")),
        foreign("judgements", "input_id", "inputs.id"),
        foreign("judgements", "canonical_id", "events.id"),
        check("judgements", "kind", f"kind in ({JUDGEMENTS})"),
        check("judgements", "line", "line > 0 and position >= 0"),
        check("judgements", "other", "(kind = 'same' or kind = 'different') = (other_id is not null)"),
        check("judgements", "column", "(kind = 'set') = (\"column\" is not null)"),
        check("judgements", "judged_on", "judged_on like '____-__-__'"),
        check("judgements", "applied", "applied in (0, 1)"),
    )
    index("judgements", "event_id", "other_id", "canonical_id")


def downgrade() -> None:
    raise NotImplementedError("migrations go forward only: the way back is a copy of the file")
