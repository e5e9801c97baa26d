"""Changes of the store's tables, one file a version, carried out by Alembic."""
