"""What Alembic runs: the changes that are due, on the connection that it was given.

The transaction is begun and ended by whoever gave the connection.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
