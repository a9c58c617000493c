import pytest

from interview.doors.admission import password_is_own


@pytest.fixture
def in_earnest(settings):
    """Not in a demo: the gate stands."""
    settings.DEMO = False


@pytest.fixture
def own_password():
    """own_password(user): as after the person's own password page."""
    return password_is_own
