"""A database moved from SQLite into PostgreSQL, once and one way. Nothing is written where it comes from."""
