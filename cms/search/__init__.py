"""Search that answers alike on SQLite and PostgreSQL."""
