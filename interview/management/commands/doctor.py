"""What is not as it should be, in sentences; exit 1 where a person has to do something."""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from interview.checkup import machine, upkeep
from interview.checkup.findings import looked_at

LOOKS = (
    machine.the_settings,
    machine.the_folder,
    machine.the_disk,
    machine.the_languages,
    upkeep.the_database,
    upkeep.the_guidance,
    upkeep.the_keys,
    upkeep.the_backups,
    upkeep.the_purge,
    machine.the_way_in,
)


class Command(BaseCommand):
    help = "Say in sentences what is not as it should be; exit 1 where a person has to do something."
    requires_migrations_checks = False
    requires_system_checks = []  # they are among what is looked at

    def handle(self, *args, **options):
        found = [*looked_at(LOOKS, timezone.now())]
        for finding in found:
            self.stdout.write(f"{'!!' if finding.for_a_person else 'ok'}  {finding.sentence}")
        amiss = sum(finding.for_a_person for finding in found)
        if amiss:
            self.stdout.write(f"\n{amiss} of {len(found)} need somebody.")
            sys.exit(1)
