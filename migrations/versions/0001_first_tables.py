"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_actors()
    create_codebook()
    create_inputs()
    create_places()
    create_sources()
    create_actor_aliases()
    create_events()
    create_issues()
    create_reports()
    create_claims()
    create_event_links()
    create_input_reports()
    create_participants()
    create_stated_entities()
    create_evidence()
    create_quantities()


def create_actors() -> None:
    op.create_table(
        "actors",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("sector", sa.Text()),
        sa.Column("parent_id", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_actors"),
        sa.ForeignKeyConstraint(["parent_id"], ["actors.id"], name="fk_actors_parent_id"),
        sa.CheckConstraint(
            "kind in ('country', 'government', 'body', 'person', 'armed_group', 'organisation', 'people')",
            name=op.f("ck_actors_kind"),
        ),
        sa.CheckConstraint(
            "sector in ("
            "'COP', 'GOV', 'JUD', 'LEG', 'MIL', 'PRM', 'PTY', 'REB', 'SPY', 'UAF', 'UNK', 'AGR', "
            "'BUS', 'CRM', 'CVL', 'EDU', 'ELI', 'JRN', 'LAB', 'MED', 'REF', 'OPP', 'PRE', 'REL', 'SOC'"
            ")",
            name=op.f("ck_actors_sector"),
        ),
        sa.CheckConstraint(
            "length(country) = 3 and country = upper(country)", name=op.f("ck_actors_country")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_actors_country", "actors", ["country"])
    op.create_index("ix_actors_kind", "actors", ["kind"])
    op.create_index("ix_actors_parent_id", "actors", ["parent_id"])
    op.create_index("ix_actors_sector", "actors", ["sector"])


def create_codebook() -> None:
    op.create_table(
        "codebook",
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text()),
        sa.PrimaryKeyConstraint("table", "column", "value", name="pk_codebook"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def create_inputs() -> None:
    op.create_table(
        "inputs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("format", sa.Text()),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inputs"),
        sa.UniqueConstraint("path", "sha256", name="uq_inputs_path_sha256"),
        sa.CheckConstraint("path not like '/%'", name=op.f("ck_inputs_path_relative")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_inputs_sha256")),
        sa.CheckConstraint("reports >= 0 and events >= 0 and skipped >= 0", name=op.f("ck_inputs_counts")),
        sqlite_strict=True,
    )


def create_places() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("admin1", sa.Text()),
        sa.Column("latitude", sa.REAL()),
        sa.Column("longitude", sa.REAL()),
        sa.Column("feature", sa.Text()),
        sa.Column("population", sa.Integer()),
        sa.Column("gazetteer", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
        sa.CheckConstraint(
            "length(country) = 3 and country = upper(country)", name=op.f("ck_places_country")
        ),
        sa.CheckConstraint("latitude between -90 and 90", name=op.f("ck_places_latitude")),
        sa.CheckConstraint("longitude between -180 and 180", name=op.f("ck_places_longitude")),
        sa.CheckConstraint("(latitude is null) = (longitude is null)", name=op.f("ck_places_point_whole")),
        sa.CheckConstraint("population >= 0", name=op.f("ck_places_population")),
        sqlite_strict=True,
    )
    op.create_index("ix_places_country", "places", ["country"])


def create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("licence", sa.Text()),
        sa.Column("redistributable", sa.Integer()),
        sa.Column("citation", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.CheckConstraint(
            "kind in ('outlet', 'agency', 'official', 'dataset', 'unknown')", name=op.f("ck_sources_kind")
        ),
        sa.CheckConstraint(
            "length(country) = 3 and country = upper(country)", name=op.f("ck_sources_country")
        ),
        sa.CheckConstraint("redistributable in (0, 1)", name=op.f("ck_sources_redistributable")),
        sqlite_strict=True,
    )
    op.create_index("ix_sources_kind", "sources", ["kind"])


def create_actor_aliases() -> None:
    op.create_table(
        "actor_aliases",
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "alias", name="pk_actor_aliases"),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name="fk_actor_aliases_actor_id"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_actor_aliases_alias", "actor_aliases", ["alias"])


def create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("event_mode", sa.Text()),
        sa.Column("quad_class", sa.Text(), nullable=False),
        sa.Column("cameo_code", sa.Text()),
        sa.Column("acled_event_type", sa.Text()),
        sa.Column("acled_sub_event_type", sa.Text()),
        sa.Column("violence_type", sa.Text()),
        sa.Column("contexts", sa.Text()),
        sa.Column("date_start", sa.Text()),
        sa.Column("date_end", sa.Text()),
        sa.Column("date_precision", sa.Text(), nullable=False),
        sa.Column("date_as_written", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Text()),
        sa.Column("place_name", sa.Text()),
        sa.Column("place_as_written", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("admin1", sa.Text()),
        sa.Column("latitude", sa.REAL()),
        sa.Column("longitude", sa.REAL()),
        sa.Column("geo_precision", sa.Text(), nullable=False),
        sa.Column("fatalities_low", sa.Integer()),
        sa.Column("fatalities_best", sa.Integer()),
        sa.Column("fatalities_high", sa.Integer()),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("independent_sources", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text()),
        sa.Column("dataset_event_id", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_events_place_id"),
        sa.CheckConstraint(
            "event_type in ("
            "'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', "
            "'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT'"
            ")",
            name=op.f("ck_events_event_type"),
        ),
        sa.CheckConstraint(
            "event_type || ':' || event_mode in ("
            "'CONSULT:visit', 'CONSULT:third-party', 'CONSULT:multilateral', 'CONSULT:phone', "
            "'RETREAT:withdraw', 'RETREAT:release', 'RETREAT:disarm', 'RETREAT:ceasefire', "
            "'RETREAT:access', 'RETREAT:resign', 'REQUEST:assist', 'REQUEST:change', 'REQUEST:yield', "
            "'REQUEST:meet', 'ACCUSE:disapprove', 'ACCUSE:investigate', 'ACCUSE:allege', "
            "'REJECT:assist', 'REJECT:change', 'REJECT:yield', 'REJECT:meet', 'THREATEN:restrict', "
            "'THREATEN:arrest', 'THREATEN:relations', 'THREATEN:expel', 'THREATEN:territory', "
            "'THREATEN:violence', 'PROTEST:demo', 'PROTEST:riot', 'PROTEST:strike', 'PROTEST:hunger', "
            "'PROTEST:boycott', 'PROTEST:obstruct', 'PROTEST:vandalize', 'SANCTION:convict', "
            "'SANCTION:expel', 'SANCTION:withdraw', 'SANCTION:discontinue', 'MOBILIZE:troops', "
            "'MOBILIZE:weapons', 'MOBILIZE:police', 'MOBILIZE:militia', 'COERCE:seize', "
            "'COERCE:restrict', 'COERCE:censor', 'COERCE:curfew', 'COERCE:martial-law', "
            "'COERCE:arrest', 'COERCE:deport', 'COERCE:withhold', 'COERCE:misinformation', "
            "'COERCE:cyber', 'ASSAULT:abduct', 'ASSAULT:beat', 'ASSAULT:torture', 'ASSAULT:sexual', "
            "'ASSAULT:targeted', 'ASSAULT:destroy', 'ASSAULT:primitive', 'ASSAULT:firearms', "
            "'ASSAULT:explosives', 'ASSAULT:suicide-attack', 'ASSAULT:aerial', 'ASSAULT:drone', "
            "'ASSAULT:heavy-weapons', 'ASSAULT:crowd-control', 'ASSAULT:unconventional'"
            ")",
            name=op.f("ck_events_event_mode"),
        ),
        sa.CheckConstraint(
            "quad_class in ("
            "'verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict'"
            ")",
            name=op.f("ck_events_quad_class"),
        ),
        sa.CheckConstraint(
            "length(cameo_code) between 2 and 4 and cameo_code not glob '*[^0-9]*'",
            name=op.f("ck_events_cameo_code"),
        ),
        sa.CheckConstraint(
            "acled_event_type in ("
            "'Battles', 'Protests', 'Riots', 'Explosions/Remote violence', "
            "'Violence against civilians', 'Strategic developments'"
            ")",
            name=op.f("ck_events_acled_event_type"),
        ),
        sa.CheckConstraint(
            "acled_sub_event_type in ("
            "'Government regains territory', 'Non-state actor overtakes territory', 'Armed clash', "
            "'Excessive force against protesters', 'Protest with intervention', 'Peaceful protest', "
            "'Violent demonstration', 'Mob violence', 'Chemical weapon', 'Air/drone strike', "
            "'Suicide bomb', 'Shelling/artillery/missile attack', 'Remote explosive/landmine/IED', "
            "'Grenade', 'Sexual violence', 'Attack', 'Abduction/forced disappearance', 'Agreement', "
            "'Arrests', 'Change to group/activity', 'Disrupted weapons use', "
            "'Headquarters or base established', 'Looting/property destruction', "
            "'Non-violent transfer of territory', 'Other'"
            ")",
            name=op.f("ck_events_acled_sub_event_type"),
        ),
        sa.CheckConstraint(
            "violence_type in ('state_based', 'non_state', 'one_sided')", name=op.f("ck_events_violence_type")
        ),
        sa.CheckConstraint("contexts like '[\"%\"]'", name=op.f("ck_events_contexts")),
        sa.CheckConstraint(
            "date_start like '____-__-__' and date_end like '____-__-__'", name=op.f("ck_events_date_form")
        ),
        sa.CheckConstraint("date_start <= date_end", name=op.f("ck_events_date_order")),
        sa.CheckConstraint(
            "(date_precision = 'unknown') = (date_start is null and date_end is null)",
            name=op.f("ck_events_date_known"),
        ),
        sa.CheckConstraint(
            "date_precision in ('day', 'days', 'week', 'month', 'year', 'range', 'unknown')",
            name=op.f("ck_events_date_precision"),
        ),
        sa.CheckConstraint(
            "status in ('occurred', 'ongoing', 'planned', 'claimed', 'denied', 'cancelled', 'hypothetical')",
            name=op.f("ck_events_status"),
        ),
        sa.CheckConstraint(
            "length(country) = 3 and country = upper(country)", name=op.f("ck_events_country")
        ),
        sa.CheckConstraint("latitude between -90 and 90", name=op.f("ck_events_latitude")),
        sa.CheckConstraint("longitude between -180 and 180", name=op.f("ck_events_longitude")),
        sa.CheckConstraint("(latitude is null) = (longitude is null)", name=op.f("ck_events_point_whole")),
        sa.CheckConstraint(
            "geo_precision in ('exact', 'near', 'admin2', 'admin1', 'region', 'country', 'water', 'unknown')",
            name=op.f("ck_events_geo_precision"),
        ),
        sa.CheckConstraint(
            "geo_precision <> 'unknown' or latitude is null", name=op.f("ck_events_point_known")
        ),
        sa.CheckConstraint(
            "fatalities_low >= 0 and fatalities_best >= 0 and fatalities_high >= 0 and "
            "fatalities_low <= fatalities_best and fatalities_low <= fatalities_high and "
            "fatalities_best <= fatalities_high",
            name=op.f("ck_events_fatalities"),
        ),
        sa.CheckConstraint(
            "reports >= independent_sources and independent_sources >= 0", name=op.f("ck_events_counts")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_events_country_date_start", "events", ["country", "date_start"])
    op.create_index("ix_events_date_start", "events", ["date_start"])
    op.create_index("ix_events_event_type_date_start", "events", ["event_type", "date_start"])
    op.create_index("ix_events_place_id", "events", ["place_id"])
    op.create_index("ix_events_quad_class", "events", ["quad_class"])
    op.create_index("ix_events_status_date_start", "events", ["status", "date_start"])


def create_issues() -> None:
    op.create_table(
        "issues",
        sa.Column("input_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("input_id", "position", name="pk_issues"),
        sa.ForeignKeyConstraint(["input_id"], ["inputs.id"], name="fk_issues_input_id"),
        sa.CheckConstraint("level in ('error', 'warning', 'info')", name=op.f("ck_issues_level")),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_issues_code", "issues", ["code"])
    op.create_index("ix_issues_level", "issues", ["level"])


def create_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("source_id", sa.Text()),
        sa.Column("agency_id", sa.Text()),
        sa.Column("published_at", sa.Text()),
        sa.Column("published_precision", sa.Text()),
        sa.Column("updated_at", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("editors", sa.Text()),
        sa.Column("dateline_place", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("licence", sa.Text()),
        sa.Column("syndicated_from", sa.Text()),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body_start", sa.Integer()),
        sa.Column("body_end", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_reports_source_id"),
        sa.ForeignKeyConstraint(["agency_id"], ["sources.id"], name="fk_reports_agency_id"),
        sa.ForeignKeyConstraint(["syndicated_from"], ["reports.id"], name="fk_reports_syndicated_from"),
        sa.CheckConstraint(
            "published_precision in ('day', 'time')", name=op.f("ck_reports_published_precision")
        ),
        sa.CheckConstraint(
            "(published_at is null) = (published_precision is null)", name=op.f("ck_reports_published_known")
        ),
        sa.CheckConstraint("path not like '/%'", name=op.f("ck_reports_path_relative")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_reports_sha256")),
        sa.CheckConstraint("body_start >= 0 and body_start < body_end", name=op.f("ck_reports_body_order")),
        sa.CheckConstraint("body_end <= length(text)", name=op.f("ck_reports_body_inside")),
        sa.CheckConstraint("(body_start is null) = (body_end is null)", name=op.f("ck_reports_body_whole")),
        sqlite_strict=True,
    )
    op.create_index("ix_reports_agency_id", "reports", ["agency_id"])
    op.create_index("ix_reports_language", "reports", ["language"])
    op.create_index("ix_reports_published_at", "reports", ["published_at"])
    op.create_index("ix_reports_source_id", "reports", ["source_id"])


def create_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer()),
        sa.Column("span_end", sa.Integer()),
        sa.Column("quote", sa.Text()),
        sa.Column("claimant_id", sa.Text()),
        sa.Column("claimant_as_written", sa.Text()),
        sa.Column("channel", sa.Text()),
        sa.Column("stance", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("date_as_written", sa.Text()),
        sa.Column("date_start", sa.Text()),
        sa.Column("date_end", sa.Text()),
        sa.Column("date_precision", sa.Text(), nullable=False),
        sa.Column("place_as_written", sa.Text()),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_claims_event_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_claims_report_id"),
        sa.ForeignKeyConstraint(["claimant_id"], ["actors.id"], name="fk_claims_claimant_id"),
        sa.CheckConstraint("span_start >= 0 and span_start < span_end", name=op.f("ck_claims_span_order")),
        sa.CheckConstraint("(span_start is null) = (span_end is null)", name=op.f("ck_claims_span_whole")),
        sa.CheckConstraint("length(quote) = span_end - span_start", name=op.f("ck_claims_quote_length")),
        sa.CheckConstraint(
            "status in ('occurred', 'ongoing', 'planned', 'claimed', 'denied', 'cancelled', 'hypothetical')",
            name=op.f("ck_claims_status"),
        ),
        sa.CheckConstraint(
            "date_start like '____-__-__' and date_end like '____-__-__'", name=op.f("ck_claims_date_form")
        ),
        sa.CheckConstraint("date_start <= date_end", name=op.f("ck_claims_date_order")),
        sa.CheckConstraint(
            "(date_precision = 'unknown') = (date_start is null and date_end is null)",
            name=op.f("ck_claims_date_known"),
        ),
        sa.CheckConstraint(
            "date_precision in ('day', 'days', 'week', 'month', 'year', 'range', 'unknown')",
            name=op.f("ck_claims_date_precision"),
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_claims_claimant_id", "claims", ["claimant_id"])
    op.create_index("ix_claims_event_id", "claims", ["event_id"])
    op.create_index("ix_claims_report_id", "claims", ["report_id"])
    op.create_index("ix_claims_status", "claims", ["status"])


def create_event_links() -> None:
    op.create_table(
        "event_links",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "other_id", "kind", name="pk_event_links"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_links_event_id"),
        sa.ForeignKeyConstraint(["other_id"], ["events.id"], name="fk_event_links_other_id"),
        sa.CheckConstraint(
            "kind in ('follows', 'part_of', 'pursuant_to', 'contradicts', 'planned_as', 'candidate_same')",
            name=op.f("ck_event_links_kind"),
        ),
        sa.CheckConstraint("event_id <> other_id", name=op.f("ck_event_links_two_events")),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_event_links_other_id", "event_links", ["other_id"])


def create_input_reports() -> None:
    op.create_table(
        "input_reports",
        sa.Column("input_id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("input_id", "report_id", name="pk_input_reports"),
        sa.ForeignKeyConstraint(["input_id"], ["inputs.id"], name="fk_input_reports_input_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_input_reports_report_id"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_input_reports_report_id", "input_reports", ["report_id"])


def create_participants() -> None:
    op.create_table(
        "participants",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text()),
        sa.Column("name_as_written", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("kind", sa.Text()),
        sa.Column("sector", sa.Text()),
        sa.Column("side", sa.Text()),
        sa.Column("count_low", sa.Integer()),
        sa.Column("count_high", sa.Integer()),
        sa.PrimaryKeyConstraint("event_id", "position", name="pk_participants"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_participants_event_id"),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name="fk_participants_actor_id"),
        sa.CheckConstraint(
            "role in ("
            "'actor', 'recipient', 'side_a', 'side_b', 'mediator', 'host', 'claimant', 'victim', "
            "'associated'"
            ")",
            name=op.f("ck_participants_role"),
        ),
        sa.CheckConstraint(
            "kind in ('country', 'government', 'body', 'person', 'armed_group', 'organisation', 'people')",
            name=op.f("ck_participants_kind"),
        ),
        sa.CheckConstraint(
            "sector in ("
            "'COP', 'GOV', 'JUD', 'LEG', 'MIL', 'PRM', 'PTY', 'REB', 'SPY', 'UAF', 'UNK', 'AGR', "
            "'BUS', 'CRM', 'CVL', 'EDU', 'ELI', 'JRN', 'LAB', 'MED', 'REF', 'OPP', 'PRE', 'REL', 'SOC'"
            ")",
            name=op.f("ck_participants_sector"),
        ),
        sa.CheckConstraint(
            "length(country) = 3 and country = upper(country)", name=op.f("ck_participants_country")
        ),
        sa.CheckConstraint(
            "count_low >= 0 and count_high >= 0 and count_low <= count_high",
            name=op.f("ck_participants_count"),
        ),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_participants_actor_id_event_id", "participants", ["actor_id", "event_id"])
    op.create_index("ix_participants_role", "participants", ["role"])


def create_stated_entities() -> None:
    op.create_table(
        "stated_entities",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "entity", "entity_id", "value", name="pk_stated_entities"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_stated_entities_report_id"),
        sa.CheckConstraint("entity in ('actor', 'place', 'source')", name=op.f("ck_stated_entities_entity")),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "position", name="pk_evidence"),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name="fk_evidence_claim_id"),
        sa.CheckConstraint("span_start >= 0 and span_start < span_end", name=op.f("ck_evidence_span_order")),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def create_quantities() -> None:
    op.create_table(
        "quantities",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("side", sa.Text()),
        sa.Column("low", sa.Integer()),
        sa.Column("best", sa.Integer()),
        sa.Column("high", sa.Integer()),
        sa.Column("as_written", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "position", name="pk_quantities"),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name="fk_quantities_claim_id"),
        sa.CheckConstraint(
            "kind in ("
            "'killed', 'injured', 'captured', 'released', 'exchanged', 'missing', 'displaced', "
            "'arrested', 'protesters', 'remains_returned', 'launched', 'shot_down'"
            ")",
            name=op.f("ck_quantities_kind"),
        ),
        sa.CheckConstraint(
            "low >= 0 and best >= 0 and high >= 0 and low <= best and low <= high and best <= high",
            name=op.f("ck_quantities_range"),
        ),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_quantities_kind", "quantities", ["kind"])


def downgrade() -> None:
    raise NotImplementedError("migrations go forward only: the way back is a copy of the file")
