"""The pages of all texts side by side, and of translators' files."""
