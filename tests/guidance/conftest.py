import pytest


@pytest.fixture
def desk(client, supervisor, edition):
    """A test client in which a supervisor has logged in; the built-in guidance is published."""
    client.force_login(supervisor)
    return client
