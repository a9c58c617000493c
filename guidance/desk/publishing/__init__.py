"""The pages that say what changes, publish, and show what was published."""
