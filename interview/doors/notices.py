"""What a person is told stands above their list of interviews; here it is put away."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from interview.access import WorkersRequest, for_workers
from interview.colleagues import Notice


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def notices(request: WorkersRequest) -> HttpResponse:
    """A press puts away what its page showed, and nothing that came since. They have no page of their own."""
    shown = {*request.POST.getlist("notice")}
    for notice in Notice.objects.to(request.user) if shown else ():
        if str(notice.pk) in shown:
            notice.delete()
    return redirect("interviews")
