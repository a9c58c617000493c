"""Open to all: start, card, contacts, help, and the pages that refuse something."""
