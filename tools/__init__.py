"""For developers only; nothing imports what is here."""
