import logging
import sys

import pytest

from config.log import WithoutValues

CANARY = "äiti lukitsi oven"


def formatted(message: str, *values, error: Exception | None = None) -> str:
    found = (type(error), error, error.__traceback__) if error else None
    return WithoutValues().format(
        logging.LogRecord("app", logging.ERROR, __file__, 1, message, values, found)
    )


def caught(fault) -> Exception:
    try:
        fault()
    except Exception as error:
        return error
    raise AssertionError


def test_an_error_is_told_by_its_type_and_place():
    def fault():
        raise ValueError(CANARY)

    line = formatted("Internal Server Error: %s", "/i/", error=caught(fault))
    assert "builtins.ValueError" in line
    assert "test_log.py" in line
    assert "in fault" in line
    assert CANARY not in line


def test_the_error_behind_an_error_is_told_the_same_way():
    def fault():
        try:
            {}[CANARY]
        except KeyError as error:
            raise RuntimeError(CANARY) from error

    line = formatted("oh", error=caught(fault))
    assert "builtins.KeyError" in line
    assert "builtins.RuntimeError" in line
    assert CANARY not in line


def test_a_chain_of_errors_that_comes_round_to_its_beginning_ends():
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert formatted("oh", error=first).count("builtins.") == 2


def test_what_follows_a_question_mark_in_an_address_is_left_out():
    assert "secret" not in formatted("Error handling request %s", "/i/?label=secret")


def test_a_failing_page_leaves_no_word_of_the_form_in_the_log(client, db, settings, capsys, monkeypatch):
    """Through the whole of Django, from a view that fails to the line on the console."""
    monkeypatch.setattr("config.health._answer", lambda fine: (_ for _ in ()).throw(ValueError(CANARY)))
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(WithoutValues())
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    client.raise_request_exception = False
    response = client.post(f"/healthz?query={CANARY}", {"note": CANARY})
    assert response.status_code == 500
    assert CANARY not in response.content.decode()
    printed = capsys.readouterr().out
    assert "Internal Server Error: /healthz" in printed
    assert "builtins.ValueError" in printed
    assert CANARY not in printed
    assert "query" not in printed


@pytest.mark.parametrize("name", ["django", "django.request", "django.server", "django.security", "allauth"])
def test_every_logger_speaks_through_that_format_alone(name):
    logger = logging.getLogger(name)
    assert logger.handlers == []
    assert logger.propagate


def test_what_strangers_ask_for_in_vain_is_not_logged(client, db, caplog):
    client.get(f"/{CANARY}/")
    assert caplog.records == []
