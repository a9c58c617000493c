"""What the pages of the desk are made of. No page of its own is here."""
