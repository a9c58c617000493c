"""Whom a file goes out to: everybody, and so nothing lies there but what pages load."""

from django.http import HttpResponse

from config.traffic.files import OurFiles


def test_what_collecting_has_noted_beside_the_files_does_not_go_out(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    for name in (".collected-from", "staticfiles.json", "page.0123456789ab.css", "js/.hidden.js"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    served = OurFiles(lambda request: HttpResponse()).files
    assert [*served] == ["/static/page.0123456789ab.css"]
