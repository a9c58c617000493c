"""Django's SQLite, in which writers take turns."""
