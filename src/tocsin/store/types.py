"""Column types that mean the same in SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator, TypeEngine

from tocsin.base.errors import BadInput

# SQLite numbers rows by itself only in a column that is declared INTEGER.
Number = BigInteger().with_variant(Integer(), "sqlite")
Body = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class NoZone(BadInput, DontWrapMixin):
    """A moment without a time zone; raised as it is, without SQLAlchemy's wrapping."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: TIMESTAMP with time zone in PostgreSQL, ISO text of one width in SQLite, so that it sorts."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the database has for it."""
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return a moment as the database keeps it.

        Raises:
            BadInput: the moment has no time zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise NoZone(f"The moment {value.isoformat()} has no time zone; give it in UTC, as in datetime.now(UTC).")
        at = value.astimezone(UTC)
        return at if dialect.name == "postgresql" else at.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return a moment in UTC as the database has kept it."""
        if value is None:
            return None
        kept = value if dialect.name == "postgresql" else datetime.fromisoformat(value)
        return kept.astimezone(UTC)
