"""The page of components: the pages' own parts in every state, for whoever builds, and for nobody else."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, edition) -> str:
    return client.get("/components/").content.decode()


def test_it_is_there_in_the_demo_only(client, edition, settings):
    assert client.get("/components/").status_code == 200
    settings.DEMO = False
    assert client.get("/components/").status_code == 404


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize(
    "part",
    [
        'class="question"',
        'aria-invalid="true"',
        'class="notice conflict"',
        'class="sign"',
        'class="step folded"',
        'class="step done"',
        "data-stressed",
        "data-held",
        'class="call"',
        'class="calls-in-words"',
        'data-state="unsaved"',
        'class="fault"',
        'name="password"',
    ],
)
def test_every_part_and_state_is_drawn_by_the_partials_of_the_pages(page, part):
    assert part in page


def test_a_worker_stores_nothing_there(worker_client, edition):
    assert worker_client.post("/components/").status_code == 405
