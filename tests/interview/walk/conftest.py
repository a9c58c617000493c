import pytest


@pytest.fixture
def save(worker_client, at, sheet):
    def save(page, fields):
        response = worker_client.post(at(page), {"version": sheet().version, **fields})
        assert response.status_code == 302, response.content.decode()
        return response

    return save


@pytest.fixture
def summary(worker_client, at):
    return lambda: worker_client.get(at("summary")).content.decode()
