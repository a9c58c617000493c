"""The command line as someone at a shell has it."""

import io

from django.core.management import call_command


def run(*args, **options) -> str:
    """What a command prints."""
    out = io.StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()
