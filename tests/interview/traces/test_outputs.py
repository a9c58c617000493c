"""So many files a minute, counted in the log of use."""

from interview.traces import events, outputs


def test_twenty_a_minute_are_each_accounts_own(worker, colleague):
    for _ in range(outputs.MOST_A_MINUTE - 1):
        events.keep("exported", worker)
    events.keep("opened", worker)
    assert not outputs.is_too_many(worker)
    events.keep("exported", worker)
    assert outputs.is_too_many(worker)
    assert not outputs.is_too_many(colleague)
    assert outputs.MOST_A_MINUTE == 20
