"""What stays in `make test` of tests that would go through much."""

import pytest


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("case", range(5))
def test_of_variants_those_that_are_to_stay_are_not_heavy_and_lie_wide_apart(request, case):
    assert bool(request.node.get_closest_marker("heavy")) == (case not in (0, 3))


@pytest.mark.variants
@pytest.mark.parametrize("case", range(3))
def test_of_variants_the_first_stays_where_no_number_is_given(request, case):
    assert bool(request.node.get_closest_marker("heavy")) == (case != 0)


@pytest.mark.variants(stay=0)
def test_a_test_of_which_none_is_to_stay_is_heavy(request):
    assert request.node.get_closest_marker("heavy")
