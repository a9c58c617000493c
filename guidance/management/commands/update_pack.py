"""Merges a newer pack with the draft: what was changed here stays, what they changed comes, both is asked."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from guidance.draft import look_through_a_file, read_draft, rows_for_update
from guidance.packs.files import BUILT_IN, PackUnreadable, read_pack_file
from guidance.packs.merging import OURS, THEIRS, Question
from guidance.packs.taking import carry_out
from guidance.packs.updating import Update, remember, update
from guidance.publishing.changes import changes
from guidance.rules.problems import PackRefused
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.reading import read_guidance
from guidance.wording.problems import say_all, where

LONGEST_SAID = 300  # letters of a wording


class Command(BaseCommand):
    help = (
        "Merge a newer pack with the draft, all or nothing. What only the pack changed since the last update"
        " comes, what only the draft changed stays; where both did, say which of the two stands. Publishing"
        " is a step of its own."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", nargs="?", default=BUILT_IN, help="a pack file; the built-in one by default"
        )
        parser.add_argument(
            "--ours", action="append", default=[], metavar="PLACE", help="keep what the draft says there"
        )
        parser.add_argument(
            "--theirs", action="append", default=[], metavar="PLACE", help="take what the pack says there"
        )
        parser.add_argument("--all-ours", action="store_true", help="keep the draft's wherever both changed")
        parser.add_argument("--dry-run", action="store_true", help="say what would change; change nothing")

    @transaction.atomic
    def handle(self, *args, file, ours, theirs, all_ours, dry_run, **options):
        chosen = dict.fromkeys(ours, OURS) | dict.fromkeys(theirs, THEIRS)
        draft = read_draft(rows_for_update())
        pack, found = self._merged(file, draft, chosen)
        if found.open_questions and not all_ours:
            raise CommandError(_asked(found))
        for change in changes(draft, found.to_take.pack):
            self.stdout.write(where(change.place) or "*")
        if dry_run:
            self.stdout.write("Nothing was changed.")
            return
        carry_out(found.to_take)
        remember(pack)
        self.stdout.write("The draft is up to date with the pack, and keeps what was changed here.")
        if problems := publish_problems(read_guidance(read_draft())):
            self.stdout.write(f"Before it can be published:\n{say_all(problems)}")

    def _merged(self, file, draft, chosen) -> tuple[dict, Update]:
        try:
            pack = read_pack_file(file)
            look_through_a_file(pack)
            found = update(pack, draft, chosen)
        except PackUnreadable as refusal:
            raise CommandError(str(refusal)) from refusal
        except PackRefused as refusal:
            raise CommandError(say_all(refusal.problems)) from refusal
        if found.to_take.refused:
            raise CommandError(say_all(found.to_take.refused))
        return pack, found


def _asked(found: Update) -> str:
    asked = "\n".join(map(_in_words, found.open_questions))
    return (
        f"{asked}\nBoth sides changed these {len(found.open_questions)}, so nothing was changed. Say for each"
        " which stands, with --ours PLACE or --theirs PLACE, or keep all of the draft's with --all-ours."
    )


def _in_words(question: Question) -> str:
    sides = {"before": question.before, "ours": question.ours, "theirs": question.theirs}
    said = "".join(f"\n  {name}: {_shortly(value)}" for name, value in sides.items())
    return f"{question.place} ({where(question.place)}){said}"


def _shortly(value: object) -> str:
    words = "–" if value is None else " ".join(str(value).split())
    return words if len(words) <= LONGEST_SAID else f"{words[:LONGEST_SAID]} …"
