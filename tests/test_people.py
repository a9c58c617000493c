"""docs/people.md has a line for every column about a person, and each says what brings its end about.

A new column has its line there, or a place below among those that say nothing of anybody.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import CASCADE, Field, Model
from django.utils import timezone

from config.sessions import SessionStore
from guidance.desk import remarks
from guidance.models import Edition
from guidance.publishing import editions, proposals
from interview.accounts import Anchor, Attempt, Event, Session
from interview.colleagues import Notice
from interview.doors import tries
from interview.models import Interview
from interview.organisation.accounts import Accounts
from interview.organisation.admin import OrganisationAdmin
from interview.presses import Press
from interview.sheet.answers import AnswerSheet
from interview.stubs import Stub
from interview.traces import old_lines, purge

PEOPLE = (Path(__file__).parents[1] / "docs" / "people.md").read_text(encoding="utf-8")

# What the last cell of a line can say -> the code that brings that end about.
ENDS: dict[str, list[Callable]] = {
    "clock": [purge.purge, Interview.delete],
    "log's clock": [old_lines.forget_old_lines, purge.purge],
    "interview": [Interview.delete],  # a reference to it takes the row along
    "account": [Accounts.delete_model],  # the same
    "12 hours": [SessionStore.get_expiry_date, purge.purge],
    "15 minutes": [tries.begin, purge.purge],
    "a day": [purge.purge],
    "half a year": [purge.purge],
    "edition": [Edition.delete],  # which refuses: an edition stays
    "publishing": [editions.publish, proposals.withdraw],
    "remark": [remarks.RemarkAdmin.changelist_view],
    "organisation": [OrganisationAdmin.save_model],
}
BY_TIME = ["clock", "log's clock", "12 hours", "15 minutes", "a day", "half a year"]
# With these words a row goes because it refers to what goes.
GOES_WITH: dict[str, type[Model]] = {"account": User, "interview": Interview}

GUIDANCE = "a text or a rule of the guidance, which everybody reads"
NOT_ABOUT_A_PERSON = {
    **dict.fromkeys(
        [
            *["Draft", "Stage", "Point", "Area", "Question", "Check", "Answer", "Checklist", "Sign"],
            *["Contact", "Phone", "Step", "StepContact", "Expectation", "Preparation", "ClosedNumber"],
            *["Passage", "RecordingPoint", "Milestone", "Recipient", "CardText"],
            "PackTaken",
            *(
                f"Disclosure.{name}"
                for name in (
                    *["position", "identifier", "retired", "made_from", "recipient", "matter", "case"],
                    *["duty", "ground", "first", "note"],
                )
            ),
            *["Edition.number", "Edition.content", "Edition.content_hash", "Proposal.content_hash"],
        ],
        GUIDANCE,
    ),
    **dict.fromkeys(["Group", "Permission", "Group_permissions", "ContentType"], "what roles there are"),
    "Anchor.number": "counts anchors",
    "Upkeep": "when the service took old things away",
    **dict.fromkeys(
        [
            f"Organisation.{name}"
            for name in (
                *["name", "accessibility", "privacy", "cover_after", "cover_when_hidden", "lock_after"],
                *["unfinished_days", "finished_days", "log_years"],
            )
        ],
        "of the organisation",
    ),
    **dict.fromkeys(["User.email", "EmailAddress", "EmailConfirmation"], "empty: no account has an address"),
}
A_NUMBER_OF_A_ROW = "id"

A_LINE = re.compile(r"^\| (`[A-Z]\w+\.[^|\n]*) \|[^|\n]+\|[^|\n]+\|(?:([^|\n]*)\|)?$", re.MULTILINE)
A_COLUMN = re.compile(r"`(?:(\w+)\.)?(\w+)`")


def lines() -> list[tuple[list[str], str]]:
    """Of each line of the table its columns, and the word for their end."""
    return [(columns_in(cell), end.strip()) for cell, end in A_LINE.findall(PEOPLE)]


def columns_in(cell: str) -> list[str]:
    """A bare name is a column of the model that was named last."""
    columns, model = [], ""
    for named, column in A_COLUMN.findall(cell):
        model = named or model
        columns.append(f"{model}.{column}")
    return columns


def columns() -> dict[str, Field]:
    """Every column of every table, by its model and its name, but for the numbers of rows."""
    models = apps.get_models(include_auto_created=True)
    named = {
        f"{model.__name__}.{field.name}": field for model in models for field in model._meta.concrete_fields
    }
    return {name: field for name, field in named.items() if field.name != A_NUMBER_OF_A_ROW}


def test_every_column_has_a_line_or_says_nothing_of_anybody():
    told = {column for line, _end in lines() for column in line}
    missing = [
        f"docs/people.md has no line for {column}: write why it is there, until when and what ends it, "
        "or say in NOT_ABOUT_A_PERSON of tests/test_people.py why it is about nobody."
        for column in columns()
        if column not in told and not {column, column.split(".")[0]} & NOT_ABOUT_A_PERSON.keys()
    ]
    assert missing == []


def test_every_line_has_its_columns():
    told = [column for line, _end in lines() for column in line]
    gone = [name for name in told if name not in columns()]
    assert [f"docs/people.md tells of {name}, which is in no table." for name in gone] == []
    assert len(told) == len({*told})
    models = {name.split(".")[0] for name in columns()}
    assert [name for name in NOT_ABOUT_A_PERSON if name not in models | columns().keys()] == []
    assert {*told} & NOT_ABOUT_A_PERSON.keys() == set()


def test_every_line_names_an_end_that_code_brings_about():
    unknown = [
        f"docs/people.md says that {line[0]} ends by “{end}”: ENDS in tests/test_people.py has no code."
        for line, end in lines()
        if end not in ENDS
    ]
    assert unknown == []
    assert {end for _line, end in lines()} == ENDS.keys()


@pytest.mark.parametrize(("end", "gone"), GOES_WITH.items())
def test_what_goes_with_something_refers_to_it(end, gone):
    of_columns = columns()
    models = {of_columns[name].model for line, word in lines() if word == end for name in line}
    assert models
    assert [model for model in models if model is not gone and not refers_to(model, gone)] == []


def refers_to(model: type[Model], gone: type[Model]) -> bool:
    """Whether a row goes along: one of its references says so to the database's own cleaning."""
    references = [field for field in model._meta.concrete_fields if field.remote_field]
    return any(
        field.related_model is gone and field.remote_field.on_delete is CASCADE for field in references
    )


A_WHILE = timedelta(days=11 * 365)  # longer than any clock


@pytest.mark.parametrize("end", BY_TIME)
def test_what_ends_by_time_is_gone_after_a_while(end, one_of_each):
    for whiles in (1, 2):  # the log's lines go with their anchor, and that with the next one
        purge.purge(timezone.now() + whiles * A_WHILE, rest=lambda seconds: None)
    of_columns = columns()
    models = {of_columns[name].model for line, word in lines() if word == end for name in line}
    assert [model for model in models if model not in one_of_each] == []
    assert [row for model in models if (row := model.objects.filter(pk=one_of_each[model].pk).first())] == []


@pytest.fixture
def one_of_each(worker_client, worker, edition) -> dict[type[Model], Model]:
    """A row of each model that goes by itself."""
    begun, deleted = (Interview(owner=worker, edition=edition) for _ in range(2))
    for interview in (begun, deleted):
        interview.keep(AnswerSheet())
        interview.save()
    deleted.delete()
    purge.purge(timezone.now())  # nothing is due yet, and the log is anchored
    return {
        Interview: begun,
        Stub: Stub.objects.get(),
        Session: Session.objects.get(),
        Event: Event.objects.first(),
        Anchor: Anchor.objects.get(),
        Attempt: Attempt.objects.create(account="a", address="b"),
        Press: Press.objects.create(key="a", leads_to="/i/"),
        Notice: Notice.objects.create(person=worker, kind="deleted"),
    }


def test_the_test_would_notice():
    assert columns_in("`Interview.code`, `began_at`; `User.username`") == [
        *["Interview.code", "Interview.began_at", "User.username"]
    ]
    assert len(lines()) > 20
    assert not refers_to(Interview, User)  # an owner is protected, not followed
