import pytest

from tests.guidance.excerpt import excerpt


@pytest.fixture
def desk(client, supervisor, edition):
    """A test client in which a supervisor has logged in; the built-in guidance is published."""
    client.force_login(supervisor)
    return client


@pytest.fixture(scope="session")
def short_pack(built_in_pack) -> dict:
    """A few stages and steps of the built-in guidance."""
    return excerpt(built_in_pack)
