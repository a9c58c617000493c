import uuid
from datetime import date

import pytest

from interview.traces.backups.contents import Contents, parted
from interview.traces.backups.sealed_file import CannotRead

CONTENTS = Contents({"interview_interview": 3}, {uuid.uuid4(): date(2026, 11, 28)})
WHOLE = CONTENTS.to_bytes() + b"the database"


@pytest.mark.parametrize("size", [1, 5, 8, 9, 1000])
def test_what_is_known_of_it_and_the_database_come_apart_again(size):
    contents, database = parted(WHOLE[start : start + size] for start in range(0, len(WHOLE), size))
    assert contents == CONTENTS
    assert b"".join(database) == b"the database"


@pytest.mark.parametrize(
    "plain",
    [b"", b"\0\0", WHOLE[:20], bytes(7) + b"\2{}the database", bytes(7) + b"\2[]", bytes(7) + b"\1{"],
)
def test_what_is_not_written_so_is_refused(plain):
    with pytest.raises(CannotRead, match="not as a backup is written"):
        parted(iter([plain]))
