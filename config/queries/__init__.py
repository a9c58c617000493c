"""How the database is asked where each request asks the same."""
