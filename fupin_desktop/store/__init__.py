"""The book on the disk: the only importer of SQLAlchemy, Alembic and the SQLCipher driver."""
