"""Rules, places and faults in words. Nothing is decided here."""
