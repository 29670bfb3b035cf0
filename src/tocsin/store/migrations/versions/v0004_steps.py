"""Steps by country, by the name of a place, and by the names of the parties: a large record has hundreds of thousands."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0004"
down_revision = "0003"
INDEXES = {
    "ix_step_area_now": ["country", "admin1", "kind"],
    "ix_step_place_key_now": ["place_key", "kind"],
    "ix_step_subject_key_now": ["subject_key", "kind"],
    "ix_step_object_key_now": ["object_key", "kind"],
}


def upgrade() -> None:
    """Add the indexes, of the steps that still hold."""
    holds = text("until IS NULL")
    for name, columns in INDEXES.items():
        op.create_index(name, "step", columns, sqlite_where=holds, postgresql_where=holds)
