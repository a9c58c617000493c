"""Backups expire, by the time that is sealed into them; what is no backup of ours is never touched."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from . import folder as folders
from .folder import Backup

SHORTEST, LONGEST, DEFAULT = 1, 365, 30  # days; what was deleted is remembered for a year at least


@dataclass
class Pruned:
    gone: list[Backup] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # sentences


def prune(all_folders: Iterable[Path], keep_days: int, now: datetime) -> Pruned:
    """Take away the backups that are older; none is kept for being the last one."""
    pruned = Pruned()
    oldest = now - timedelta(days=keep_days)
    for folder in dict.fromkeys(all_folders):
        ours, others = folders.found(folder, settings.BACKUP_KEYS)
        expired = [backup for backup in ours if backup.head.time < oldest]
        for backup in expired:
            backup.path.unlink()
        if expired:
            folders.keep_names(folder)
        pruned.gone += expired
        pruned.others += others
    return pruned
