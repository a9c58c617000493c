"""The guidance as a whole: what waits, what leads to what, where a thing is used."""
