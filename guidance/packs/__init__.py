"""Packs: the whole guidance as one file, and taking one into the draft. No page is here."""
