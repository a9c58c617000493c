"""What stops a backup or a restore."""


class Refused(Exception):
    """Nothing was made or replaced. Its text is a sentence or two: why, and what to do."""
