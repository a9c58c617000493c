"""WHAT WE KNOW: what editors write, their desk, editions and packs. It never imports interview."""
