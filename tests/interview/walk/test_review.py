"""Every answer on the summary, with the way to change it; also what a newer edition no longer asks."""

from guidance.models import Edition, Expectation, Passage, Sign, Step
from guidance.publishing.editions import publish


def test_moving_to_a_newer_edition_loses_no_answer(save, summary, interview, sheet):
    save("signs", {"sign-clothing": "noticed", "note-clothing": "Ohut takki"})
    Sign.objects.filter(identifier="clothing").update(retired=True)
    for each in (*Step.objects.all(), *Passage.objects.all()):
        each.show = [row for row in each.show if "clothing" not in row]
        each.save()
    Expectation.objects.all().delete()  # one names it
    publish()
    assert 'name="edition" value="newest"' in summary()
    save("summary", {"edition": "newest"})
    page = summary()
    assert sheet().value("sign-clothing") == "noticed"
    assert "Ei enää ohjeistossa" in page
    assert "Ohut takki" in page
    assert 'name="edition" value="newest"' not in page
    interview.refresh_from_db()
    assert interview.edition == Edition.objects.live()


def test_the_answers_stand_on_the_summary_with_the_way_to_change_them(save, summary, at):
    save(3, {"check-meeting": "yes", "meeting-place": "Kirjasto", "note-follow-up": "Oma muistiinpano"})
    page = summary()
    assert "Kirjasto" in page
    assert "Oma muistiinpano" in page
    assert f'href="{at(3)}#q' in page


def test_the_agreed_meeting_is_said_as_people_say_it(save, summary):
    save(3, {"meeting-date": "2099-12-01", "meeting-time": "10:00", "meeting-place": "Kirjasto"})
    page = summary()
    assert "1.12.2099" in page
    assert "10.00" in page
    assert "2099-12-01" not in page
