"""Search in words, search on the map, and views that any SQL tool can read."""

from __future__ import annotations

from collections.abc import Iterator

from alembic import op

revision = "0002"
down_revision = "0001"

# Table, its columns of words, in the order of their weight.
WORDS = {"document": ("title", "text"), "incident": ("words",)}
# PostgreSQL takes at most a megabyte of lexemes; the rest of a longer text is not searched.
LONGEST = 400_000


def upgrade() -> None:
    """Add the search tables with what keeps them true, and the views."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for statement in (*(_postgres() if postgres else _sqlite()), *_views("string_agg" if postgres else "group_concat")):
        op.execute(statement)


def _postgres() -> Iterator[str]:
    for table, columns in WORDS.items():
        parts = (
            f"setweight(to_tsvector('english', left(coalesce({c}, ''), {LONGEST})), '{w}')"
            for c, w in zip(columns, "AD" if len(columns) > 1 else "D", strict=True)
        )
        yield f"ALTER TABLE {table} ADD COLUMN lexemes tsvector GENERATED ALWAYS AS ({' || '.join(parts)}) STORED"
        yield f"CREATE INDEX ix_{table}_lexemes ON {table} USING gin (lexemes)"
    yield "CREATE INDEX ix_incident_lat_lon ON incident (lat, lon)"


def _sqlite() -> Iterator[str]:
    """Yield search tables without text of their own, and triggers that keep them true, whoever writes the tables."""
    for table, columns in WORDS.items():
        names, search = ", ".join(columns), f"{table}_search"
        new, old = (", ".join(f"{side}.{c}" for c in columns) for side in ("new", "old"))
        insert = f"INSERT INTO {search}(rowid, {names}) VALUES (new.n, {new});"
        remove = f"INSERT INTO {search}({search}, rowid, {names}) VALUES ('delete', old.n, {old});"
        changed = " OR ".join(f"old.{c} IS NOT new.{c}" for c in columns)
        yield (
            f"CREATE VIRTUAL TABLE {search} USING fts5({names}, content='{table}', content_rowid='n', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        yield f"CREATE TRIGGER {search}_added AFTER INSERT ON {table} BEGIN {insert} END"
        yield f"CREATE TRIGGER {search}_deleted AFTER DELETE ON {table} BEGIN {remove} END"
        yield (
            f"CREATE TRIGGER {search}_changed AFTER UPDATE OF {names} ON {table} WHEN {changed} "
            f"BEGIN {remove} {insert} END"
        )
        yield f"INSERT INTO {search}({search}) VALUES ('rebuild')"
    yield from _area()


def _area() -> Iterator[str]:
    put = "INSERT INTO incident_area VALUES (new.n, new.lon, new.lon, new.lat, new.lat);"
    yield "CREATE VIRTUAL TABLE incident_area USING rtree(n, min_lon, max_lon, min_lat, max_lat)"
    yield f"CREATE TRIGGER incident_area_added AFTER INSERT ON incident WHEN new.lat IS NOT NULL BEGIN {put} END"
    yield (
        "CREATE TRIGGER incident_area_deleted AFTER DELETE ON incident WHEN old.lat IS NOT NULL "
        "BEGIN DELETE FROM incident_area WHERE n = old.n; END"
    )
    yield (
        "CREATE TRIGGER incident_area_changed AFTER UPDATE OF lat, lon ON incident "
        "WHEN old.lat IS NOT new.lat OR old.lon IS NOT new.lon "
        "BEGIN DELETE FROM incident_area WHERE n = old.n; "
        "INSERT INTO incident_area SELECT new.n, new.lon, new.lon, new.lat, new.lat WHERE new.lat IS NOT NULL; END"
    )
    yield "INSERT INTO incident_area SELECT n, lon, lon, lat, lat FROM incident WHERE lat IS NOT NULL"


def _views(join: str) -> Iterator[str]:
    def names(table: str, owner: str, role: str) -> str:
        """Return the names of who has a role, in order, in one cell."""
        chosen = f"SELECT name FROM {table} WHERE {owner} AND role = '{role}' ORDER BY position"
        return f"(SELECT {join}(name, '; ') FROM ({chosen}) AS parties)"

    yield f"""CREATE VIEW v_incidents AS SELECT id, start_day, end_day, type, mode, status, told, place, admin1, country,
        {names("incident_actor", "incident = incident.id", "actor")} AS actors,
        {names("incident_actor", "incident = incident.id", "recipient")} AS recipients,
        origins, documents, first_reported, last_reported, score, lat, lon, revision, changed FROM incident"""
    yield """CREATE VIEW v_claims AS SELECT incident.start_day, incident.type, incident.place, claim.field, claim.value,
        claim.low, claim.best, claim.high, claim.stance, claim.speaker_name AS speaker, claim.said_on, claim.words,
        claim.told, claim.origin, document.outlet, document.title, document.url, document.file,
        claim.superseded_by, claim.id, claim.incident
        FROM claim JOIN incident ON incident.id = claim.incident LEFT JOIN document ON document.id = claim.document
        WHERE claim.until IS NULL"""
    yield """CREATE VIEW v_documents AS SELECT id, published, outlet, title, language, provider, copy_of, origin, url,
        file, length(text) AS characters, revision, added FROM document"""
    yield f"""CREATE VIEW v_mentions AS SELECT mention.id, mention.start_day, mention.type, mention.mode, mention.status,
        mention.place, mention.admin1, mention.country,
        {names("participant", "mention = mention.id", "actor")} AS actors,
        {names("participant", "mention = mention.id", "recipient")} AS recipients,
        mention.trigger_text, mention.evidence_text, document.published, document.outlet, document.title, document.url,
        membership.incident, mention.document, mention.score
        FROM mention JOIN document ON document.id = mention.document
        LEFT JOIN membership ON membership.mention = mention.id AND membership.until IS NULL"""
