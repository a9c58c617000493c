import pytest
from django.core.management import CommandError, call_command
from django.db import connection

COMMANDS = {
    "check_log": [],
    "make_accounts": ["accounts.csv"],
    "purge": [],
    "reset_second_factor": ["worker", "--reason", "lost"],
    "rotate_keys": [],
}


@pytest.mark.django_db
@pytest.mark.parametrize("command", COMMANDS)
def test_on_an_older_database_a_command_says_what_to_do_first_and_does_nothing(command):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'interview'")
    with pytest.raises(CommandError, match="older than this version: run `manage.py migrate` first"):
        call_command(command, *COMMANDS[command])
