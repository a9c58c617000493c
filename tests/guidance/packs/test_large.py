"""With 40 checks, 200 signs and 300 steps a page costs no more queries than with the built-in pack."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.draft import read_draft, write_draft
from guidance.publishing.editions import publish
from interview.models import Interview
from tests.guidance.large import CHECKS, SIGNS, STEPS, large_pack


@pytest.fixture
def queries_of(worker_client):
    def queries_of(page: str) -> int:
        worker_client.post("/i/")
        address = f"/i/{Interview.objects.latest('began_at').pk}/{page}/"
        assert worker_client.get(address).status_code == 200  # the edition is read once a process
        with CaptureQueriesContext(connection) as captured:
            worker_client.get(address)
        return len(captured)

    return queries_of


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize("page", ["2", "signs", "summary"])
def test_a_page_takes_no_more_queries_than_with_the_built_in_pack(edition, queries_of, page):
    with_built_in = queries_of(page)
    write_draft(large_pack(read_draft()))
    large = publish().content
    assert sum(len(stage["checks"]) for stage in large["stages"]) == CHECKS
    assert sum(len(checklist["signs"]) for checklist in large["checklists"]) == SIGNS
    assert len(large["steps"]) == STEPS
    assert queries_of(page) <= with_built_in
