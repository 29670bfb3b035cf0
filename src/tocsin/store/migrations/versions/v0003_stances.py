"""Which incidents have a claim of a kind, without reading claims: a record of a million has three million of them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the index, of the claims that still hold."""
    holds = text("until IS NULL")
    columns = ["incident", "stance", "field", "until"]
    op.create_index("ix_claim_stance_now", "claim", columns, sqlite_where=holds, postgresql_where=holds)
