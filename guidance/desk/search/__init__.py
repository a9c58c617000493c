"""One search over everything at the desk."""
