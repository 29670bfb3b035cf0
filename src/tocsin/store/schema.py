"""The tables as the code of today reads and writes them; ``migrations/`` makes them, and a test holds the two together.

There are no foreign keys: what is known of a deleted document or of a merged incident outlives its row.
Columns are named so that no SQL tool has to quote them. Rows with ``since`` and ``until`` are never changed: what no
longer holds gets an ``until``, so that the store can say what it knew at a moment.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, LargeBinary, MetaData, Table, Text, text

from tocsin.store.types import Body, Moment, Number

metadata = MetaData()


def _numbered() -> Column[Any]:
    return Column("n", Number, primary_key=True, autoincrement=True)


def _place() -> list[Column[Any]]:
    """Return the columns of a place; ``place_key`` is its name in one spelling, for equal names."""
    texts = [Column(name, Text) for name in ("place", "place_key", "admin1", "country")]
    return [Column("place_id", Integer), *texts, Column("lat", Float), Column("lon", Float)]


def _facts() -> list[Column[Any]]:
    """Return the columns of an incident that filters ask for.

    ``first_day`` and ``last_day`` (inclusive) are never empty: the time told, else the day first reported, else the
    last day of all, so that an order by them is total.
    """
    return [
        Column("type", Text, nullable=False),
        Column("mode", Text),
        Column("told", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("start_day", Date),
        Column("end_day", Date),
        Column("first_day", Date, nullable=False),
        Column("last_day", Date, nullable=False),
        *_place(),
        Column("origins", Integer, nullable=False),
        Column("documents", Integer, nullable=False),
        Column("first_reported", Date),
        Column("last_reported", Date),
        Column("score", Float, nullable=False),
        Column("about", Text),
    ]


def _spell() -> list[Column[Any]]:
    """Return the columns of a row that holds from a moment until another."""
    return [
        Column("digest", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("body", Body, nullable=False),
        Column("since", Moment, nullable=False),
        Column("until", Moment),
    ]


def _now(name: str, table: Table, *columns: str) -> None:
    """Index the rows that still hold."""
    holds = text("until IS NULL")
    Index(name, *(table.c[c] for c in columns), sqlite_where=holds, postgresql_where=holds)


run = Table(
    "run",
    metadata,
    Column("id", Text, primary_key=True),
    Column("command", Text, nullable=False),
    Column("started", Moment, nullable=False),
    Column("ended", Moment),
    *(Column(name, Text, nullable=False) for name in ("code", "model", "tables", "settings")),
    *(Column(name, Integer, nullable=False) for name in ("documents", "mentions", "incidents", "skipped")),
)
skipped = Table(
    "skipped",
    metadata,
    _numbered(),
    Column("run", Text, nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

document = Table(
    "document",
    metadata,
    _numbered(),
    Column("id", Text, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("title", Text),
    Column("published", Date, index=True),
    Column("url", Text),
    Column("outlet", Text),
    Column("language", Text),
    Column("file", Text),
    Column("provider", Text),
    Column("copy_of", Text, index=True),
    Column("origin", Text),
    Column("text", Text, nullable=False),
    Column("body", Body, nullable=False),
    Column("signature", LargeBinary),
    Column("run", Text, nullable=False),
    Column("added", Moment, nullable=False),
    Column("changed", Moment, nullable=False, index=True),
)
document_revision = Table(
    "document_revision",
    metadata,
    Column("document", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("body", Body, nullable=False),
    Column("run", Text, nullable=False),
    Column("since", Moment, nullable=False, index=True),
    Column("until", Moment, nullable=False),
)
band = Table(
    "band",
    metadata,
    Column("band", Text, primary_key=True),
    Column("document", Text, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

mention = Table(
    "mention",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("start_day", Date),
    Column("end_day", Date),
    *_place(),
    Column("trigger_text", Text, nullable=False),
    Column("evidence_text", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("digest", Text, nullable=False),
    Column("body", Body, nullable=False),
    Column("run", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
participant = Table(
    "participant",
    metadata,
    Column("mention", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor", Text, index=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    Column("country", Text),
    Column("sector", Text),
    sqlite_with_rowid=False,
)
relation_mention = Table(
    "relation_mention",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("object", Text),
    Column("place", Text),
    Column("evidence_text", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("body", Body, nullable=False),
    Column("run", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

incident = Table(
    "incident",
    metadata,
    _numbered(),
    Column("id", Text, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    *_facts(),
    Column("words", Text, nullable=False),
    Column("run", Text, nullable=False),
    Column("added", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
)
Index("ix_incident_day", incident.c.first_day, incident.c.id, incident.c.last_day)
Index("ix_incident_start", incident.c.start_day)
Index("ix_incident_place", incident.c.place_id)
Index("ix_incident_place_key", incident.c.place_key)
Index("ix_incident_country", incident.c.country, incident.c.first_day)
Index("ix_incident_admin1", incident.c.admin1, incident.c.first_day)
Index("ix_incident_type", incident.c.type, incident.c.first_day, incident.c.mode)
Index("ix_incident_changed", incident.c.changed)
incident_actor = Table(
    "incident_actor",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor", Text),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("country", Text),
    Column("sector", Text),
    sqlite_with_rowid=False,
)
Index("ix_incident_actor_actor", incident_actor.c.actor, incident_actor.c.incident)
Index("ix_incident_actor_name", incident_actor.c.name_key, incident_actor.c.incident)
incident_revision = Table(
    "incident_revision",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    *_facts(),
    Column("parties", Text, nullable=False),  # "|id|name in one spelling|...|", to ask who took part as it was known
    Column("body", Body, nullable=False),
    Column("since", Moment, nullable=False, index=True),
    Column("until", Moment),
    Column("by_whom", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("run", Text, nullable=False),
)
# In the order of the answers, with all that a question for days at a moment needs, so that it reads no rows in vain.
Index(
    "ix_incident_revision_day",
    *(incident_revision.c[n] for n in ("first_day", "incident", "last_day", "since", "until")),
)
Index("ix_incident_revision_place", incident_revision.c.place_id)
Index("ix_incident_revision_country", incident_revision.c.country, incident_revision.c.first_day)
membership = Table(
    "membership",
    metadata,
    _numbered(),
    Column("incident", Text, nullable=False),
    Column("mention", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("is_copy", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    *_spell(),
)
Index("ix_membership_incident", membership.c.incident)
_now("ix_membership_mention_now", membership, "mention")
_now("ix_membership_document_now", membership, "document")
alias = Table(
    "alias",
    metadata,
    _numbered(),
    Column("alias", Text, nullable=False, index=True),
    Column("incident", Text, nullable=False, index=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Column("by_whom", Text, nullable=False),
    Column("why", Text, nullable=False),
)
tombstone = Table(
    "tombstone",
    metadata,
    _numbered(),
    Column("id", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("merged_into", Text),
    Column("revision", Integer, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("by_whom", Text, nullable=False),
    Column("why", Text, nullable=False),
)
claim = Table(
    "claim",
    metadata,
    _numbered(),
    Column("id", Text, nullable=False, index=True),
    Column("incident", Text, nullable=False, index=True),
    Column("field", Text, nullable=False),
    Column("value", Text),
    Column("low", Integer),
    Column("best", Integer),
    Column("high", Integer),
    Column("stance", Text, nullable=False),
    Column("speaker", Text),
    Column("speaker_name", Text),
    Column("speaker_key", Text),
    Column("said_on", Date),
    Column("document", Text, nullable=False),
    Column("mention", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("superseded_by", Text),
    *_spell(),
)
_now("ix_claim_speaker_now", claim, "speaker", "incident")
_now("ix_claim_speaker_key_now", claim, "speaker_key", "incident")
_now("ix_claim_document_now", claim, "document")
_now("ix_claim_said_now", claim, "said_on", "id")
# All that stances and fields of claims are asked for, so that no claim is read; by incident, so that no question for
# other things is led to it.
_now("ix_claim_stance_now", claim, "incident", "stance", "field", "until")
block = Table(
    "block",
    metadata,
    Column("block", Text, primary_key=True),
    Column("incident", Text, primary_key=True, index=True),
    Column("changed", Moment, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_block_recent", block.c.block, block.c.changed, block.c.incident)
step = Table(
    "step",
    metadata,
    _numbered(),
    Column("source", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Column("subject", Text),
    Column("subject_name", Text, nullable=False),
    Column("subject_key", Text, nullable=False),
    Column("object", Text),
    Column("object_name", Text),
    Column("object_key", Text),
    *_place(),
    Column("earliest", Date),
    Column("latest", Date),
    Column("status", Text, nullable=False),
    *_spell(),
)
_now("ix_step_kind_now", step, "kind", "earliest")
_now("ix_step_subject_now", step, "subject", "kind")
_now("ix_step_object_now", step, "object", "kind")
_now("ix_step_place_now", step, "place_id", "kind")
_now("ix_step_area_now", step, "country", "admin1", "kind")
_now("ix_step_place_key_now", step, "place_key", "kind")
_now("ix_step_subject_key_now", step, "subject_key", "kind")
_now("ix_step_object_key_now", step, "object_key", "kind")
judgement = Table(
    "judgement",
    metadata,
    _numbered(),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("by_whom", Text, nullable=False),
    Column("verdict", Text),  # empty in a row that undoes another
    Column("left_id", Text, index=True),
    Column("right_id", Text, index=True),
    Column("field", Text),
    Column("value", Text),
    Column("why", Text),
    Column("undoes", Text, index=True),
)
