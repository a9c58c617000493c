"""The next meeting: which question asks for it, which answer says that it is agreed, and when it is."""

import datetime

from guidance.rules.shapes import Guidance

from .answers import AnswerSheet
from .names import Field

DATE, TIME, PLACE, CHANNEL = (Field("meeting", part).name for part in ("date", "time", "place", "channel"))


def agreed_by(guidance: Guidance) -> tuple[str, str] | None:
    """The check that asks for the meeting, and the answer that agrees on it: what a step settles.

    Where no step settles it, as in older editions, it is the first answer.
    """
    check = next((check for check in guidance.checks.values() if check.asks_for_meeting), None)
    if check is None:
        return None
    settled = dict(pair for step in guidance.steps for pair in step.settles)
    return check.id, settled.get(check.id, check.answers[0].id)


def agreed_day(guidance: Guidance, sheet: AnswerSheet) -> datetime.date | None:
    """The day of the agreed meeting; None while it is not agreed on or has no day."""
    agreed = agreed_by(guidance)
    if not agreed or sheet.value(Field("check", agreed[0]).name) != agreed[1]:
        return None
    return written_day(sheet)


def written_day(sheet: AnswerSheet) -> datetime.date | None:
    """The day that stands in its field, agreed on or not."""
    day = sheet.value(DATE)
    return datetime.date.fromisoformat(day) if day else None


def agreed_time(sheet: AnswerSheet) -> datetime.time | None:
    written = sheet.value(TIME)
    return datetime.time.fromisoformat(written) if written else None
