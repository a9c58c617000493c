#!/usr/bin/env python
"""The command line: `manage.py help` lists what can be done."""

import os
import signal
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config.environment import Unsafe
    from config.management import environment_file

    try:
        if sys.argv[1:2] == ["init"]:
            environment_file.take(sys.argv[2:], os.environ)
        import config.settings  # noqa: F401 (read here, so that what is missing is one sentence and not a stack trace)
    except Unsafe as refusal:
        sys.exit(str(refusal))

    from django.core.management import execute_from_command_line

    from config.faults.starting import sentence_of

    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read what it says has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if sentence := sentence_of(error, config.settings.DATABASES["default"]):
            sys.exit(sentence)
        raise


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Ended.", file=sys.stderr)
        sys.exit(128 + signal.SIGINT)
