import pytest


@pytest.fixture
def published_pack(request, built_in_pack, short_pack) -> dict:
    """A page of the desk does the same with a few stages and steps, in a third of the time.

    `@pytest.mark.whole_guidance` is for what looks at the built-in guidance itself.
    """
    return built_in_pack if request.node.get_closest_marker("whole_guidance") else short_pack
