"""Which incidents have a claim of a kind, without reading claims: a record of a million has three million of them."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_claim_stance", "claim", ["until", "stance", "field", "incident"])
