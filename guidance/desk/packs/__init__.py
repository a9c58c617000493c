"""The pages that take packs in and out."""
