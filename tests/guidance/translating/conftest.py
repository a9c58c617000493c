import pytest


@pytest.fixture
def published_pack(request, built_in_pack, short_pack) -> dict:
    """A file of a few texts is written and read like one of all, in a quarter of the time."""
    return built_in_pack if request.node.get_closest_marker("whole_guidance") else short_pack
