import pytest

from interview.traces.backups import in_use
from interview.traces.backups.in_use import by_nobody_else, by_the_service
from interview.traces.backups.refused import Refused

pytestmark = pytest.mark.sqlite


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_a_restore_waits_for_no_service_that_runs():
    with by_the_service(), pytest.raises(Refused, match="The service is running"), by_nobody_else():
        pass
    with by_nobody_else():
        pass


def test_a_service_does_not_start_beside_a_restore():
    with by_nobody_else(), pytest.raises(Refused, match="A restore is under way"), by_the_service():
        pass
    with by_the_service():
        pass


def test_two_services_of_one_folder_do_not_mind_each_other():
    with by_the_service(), by_the_service():
        pass


def test_a_service_does_not_start_on_a_restore_that_was_cut_short(monkeypatch):
    monkeypatch.setattr(in_use.kind(), "was_cut_short", lambda: True)
    with pytest.raises(Refused, match="--take-back"), by_the_service():
        pass
