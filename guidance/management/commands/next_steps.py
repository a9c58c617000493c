import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from guidance.models import Edition
from guidance.publishing.editions import draft_guidance, guidance_of
from guidance.rules.conditions import read_case
from guidance.rules.next_steps import as_json, next_steps
from guidance.rules.problems import CaseRefused, PackRefused
from guidance.wording.problems import say_all

LARGEST_CASE = 1_000_000


class Command(BaseCommand):
    help = "Answers in, next steps with their reasons out. Nothing is stored."

    def add_arguments(self, parser):
        parser.add_argument("case", help="a JSON file, or - for one case a line on standard input")
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument("--draft", action="store_true", help="use the draft and not the live edition")

    def handle(self, *args, case, draft, **options):
        number, guidance = self._guidance(draft)
        say = self._as_json if options["json"] else self._as_words
        if case != "-":
            self.stdout.write(say(number, guidance, self._answers(guidance, self._file(case), case)))
            return
        lines = sys.stdin
        for line_number, line in enumerate(lines, start=1):
            if line.strip():
                answers = self._answers(guidance, line, f"line {line_number}")
                self.stdout.write(say(number, guidance, answers))

    def _guidance(self, draft):
        if draft:
            try:
                return None, draft_guidance()
            except PackRefused as refusal:
                raise CommandError(say_all(refusal.problems)) from refusal
        edition = Edition.objects.live()
        if edition is None:
            raise CommandError("There is no published edition yet. Publish one, or use --draft.")
        return edition.number, guidance_of(edition)

    def _file(self, name):
        path = Path(name)
        try:
            if path.stat().st_size > LARGEST_CASE:
                raise CommandError(f"{name}: larger than a case can be.")
            return path.read_text(encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{name}: not UTF-8 text.") from error

    def _answers(self, guidance, text, place):
        try:
            return read_case(guidance, json.loads(text))
        except (ValueError, RecursionError) as error:
            raise CommandError(f"{place}: not JSON.") from error
        except CaseRefused as refusal:
            raise CommandError(f"{place}: {say_all(refusal.problems)}") from refusal

    def _as_json(self, number, guidance, answers):
        return json.dumps(
            {"edition": number, "steps": as_json(next_steps(guidance, answers))}, ensure_ascii=False
        )

    def _as_words(self, number, guidance, answers):
        lines = []
        for step in next_steps(guidance, answers):
            marks = [mark for mark, is_so in (("stressed", step.stressed), ("held", step.held)) if is_so]
            because = ", ".join(step.because) or "always"
            lines.append(" ".join([f"{step.urgency:15}", f"{step.id:18}", *marks, f"because: {because}"]))
        return "\n".join(lines)
