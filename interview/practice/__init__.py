"""The walk that stores nothing."""
