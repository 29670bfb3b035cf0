"""News reporting in; a sourced record of who did what to whom, who says so and who denies it, out.

The path itself is in :mod:`tocsin.pipeline` (``load_tools``, ``run``), which loads models only when called.
"""

from tocsin.base.model import Document, EventMention, Skipped
from tocsin.base.reading import Reading

__all__ = ["Document", "EventMention", "Reading", "Skipped"]
