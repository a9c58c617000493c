"""What the figures of the house have to keep."""

from tools.figures import mirrored, modules


def test_nine_tests_in_ten_stand_at_the_path_of_what_they_test():
    at_home, tests = mirrored(modules())
    assert at_home / tests > 0.9
