"""How Alembic reaches the store: by the connection, and in the transaction, that the opener holds."""

from alembic import context

from tocsin.store.migrate import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
