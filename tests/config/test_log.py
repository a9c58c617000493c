import logging
import re
import sys
from decimal import Decimal

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
    assert formatted("oh", error=first).count("\nbuiltins.") == 2


@pytest.mark.parametrize(
    ("message", "values", "told"),
    [
        ("Error handling request %s", ("/i/?label=secret",), "Error handling request …"),
        ("Worker (pid:%s) was sent %s!", (17, "SIGKILL"), "Worker (pid:17) was sent …!"),
        ("%(path)s is gone", ({"path": "/secret/"},), "%(path)s is gone"),
        ("Took %d s", (Decimal(3),), "Took %d s"),
    ],
)
def test_of_other_peoples_lines_only_the_pattern_and_numbers_are_told(message, values, told):
    line = formatted(message, *values)
    assert line.endswith(f" - - -: {told}")
    assert "secret" not in line


def test_our_own_lines_are_told_whole():
    record = logging.LogRecord("config.health", logging.ERROR, __file__, 1, "Not ready: %s", ("keys",), None)
    assert WithoutValues().format(record).endswith(": Not ready: keys")


BREAKS = ["\n", "\r\n", "\x0b", "\x1b[31m", "\x85", "\u2028", "\u202e", "\0"]


@pytest.mark.parametrize("sign", BREAKS, ids=ascii)
def test_nobody_adds_a_line_of_their_own(sign):
    record = logging.LogRecord("config.health", logging.ERROR, __file__, 1, f"a{sign}b", (), None)
    line = WithoutValues().format(record)
    assert all(each.isprintable() for each in line)


def test_a_line_says_when(settings):
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ERROR app ", formatted("oh"))


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
    first = printed.splitlines()[0]
    assert re.search(r" ERROR django.request [0-9a-f]{12} healthz builtins.ValueError: 500 Internal", first)
    assert CANARY not in printed
    assert "query" not in printed
    assert "/healthz" not in printed


class Kept(logging.Handler):
    """Keeps what would be printed."""

    def __init__(self):
        super().__init__()
        self.setFormatter(WithoutValues())
        self.lines = []

    def emit(self, record):
        self.lines += self.format(record).splitlines()


@pytest.fixture
def printed(client, db):
    """The lines of the log, as on the console."""
    client.raise_request_exception = False
    handler = Kept()
    logging.getLogger().addHandler(handler)
    yield handler.lines
    logging.getLogger().removeHandler(handler)


def test_lines_of_one_request_bear_one_number_and_of_another_another(client, printed):
    numbers = []
    for _ in range(2):
        printed.clear()
        client.get("/readyz")  # nothing is published: our own line, and then Django's
        lines = [line.split() for line in printed]
        assert [line[2] for line in lines] == ["config.health", "django.request"]
        assert len({line[3] for line in lines}) == 1
        numbers.append(lines[0][3])
    assert len(set(numbers)) == 2


def test_outside_any_request_a_line_has_no_number(client, printed):
    client.get("/healthz")
    logging.getLogger("app").error("oh")
    assert [line.split()[3:6] for line in printed] == [["-", "-", "-:"]]


@pytest.mark.variants
@pytest.mark.parametrize("canary", [CANARY, "a\u202eb"], ids=ascii)
def test_what_is_refused_is_logged_without_a_word_of_it(client, printed, canary):
    fields = {f"{canary}{number}": canary for number in range(9000)}
    assert client.post("/accounts/login/", fields).status_code == 400
    client.post("/accounts/login/", {canary: canary * 1_000_000})
    client.get(f"/i/{canary}/", {canary: canary}, headers={"X-Request-Id": "forged", "Referer": "elsewhere"})
    names = [line.split()[5] for line in printed if " ERROR " in line]
    assert names == [
        "django.core.exceptions.TooManyFieldsSent:",
        "django.core.exceptions.RequestDataTooBig:",
    ]
    assert [line for line in printed if canary in line or "forged" in line or "/i/" in line] == []


@pytest.mark.parametrize("name", ["django", "django.request", "django.server", "django.security", "allauth"])
def test_every_logger_speaks_through_that_format_alone(name):
    logger = logging.getLogger(name)
    assert logger.handlers == []
    assert logger.propagate


def test_what_strangers_ask_for_in_vain_is_not_logged(client, db, caplog):
    client.get(f"/{CANARY}/")
    assert caplog.records == []
