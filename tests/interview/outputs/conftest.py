from tests.interview.walk.conftest import save, second_factor, summary  # noqa: F401 -- fixtures of this room too
