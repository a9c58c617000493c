"""The addresses of the walk and of the pages that are open to all."""

from django.urls import path

from .doors.notices import notices
from .doors.sharing import colleagues
from .doors.unlock import ask_passkey, told, unlock
from .gallery import views as components
from .organisation import statements
from .outputs import export
from .outputs.card import card as card_on_paper
from .outputs.client_card import client_card
from .outputs.consult import consult
from .outputs.meeting import meeting_for_calendar
from .outputs.plan import plan_on_paper
from .outputs.record import record
from .practice import views as practice
from .public import help as help_pages
from .public import remarks, telling
from .public import views as public
from .walk import my_interviews, views
from .walk.follow_up import follow_up
from .walk.log_of_use import log_of_use

urlpatterns = [
    path("", public.start, name="start"),
    path("card/", public.card, name="card"),
    path("card/pdf/", card_on_paper, name="card_on_paper"),
    path("contacts/", public.contacts, name="contacts"),
    path("kept/<str:language>/<str:page>/", public.kept, name="kept"),
    path("tell/", telling.tell, name="tell"),
    path("afterwards/", telling.afterwards, name="afterwards"),
    path("break/", public.on_a_break, name="break"),
    path("help/", help_pages.help_page, name="help"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path("remarks/new/", remarks.new_remark, name="new_remark"),
    path("remarks/kept/", remarks.remark_kept, name="remark_kept"),
    path("components/", components.components, name="components"),
    path("unlock/", unlock, name="unlock"),
    path("unlock/passkey/", ask_passkey, name="unlock_passkey"),
    path("touch/", told, name="touch"),
    path("try/", practice.practice, name="try"),
    path("try/meetings/", practice.meetings, name="practice_meetings"),
    path("i/", my_interviews.interviews, name="interviews"),
    path("i/<uuid:interview_id>/name/", my_interviews.name, name="name_interview"),
    path("i/<uuid:interview_id>/keep/", my_interviews.keep_longer, name="keep_interview"),
    path("i/<uuid:interview_id>/delete/", my_interviews.delete, name="delete_interview"),
    path("i/<uuid:interview_id>/export/", export.export, name="export"),
    path("i/<uuid:interview_id>/<int:number>/", views.stage, name="stage"),
    path("i/<uuid:interview_id>/signs/", views.signs, name="signs"),
    path("i/<uuid:interview_id>/summary/", views.summary, name="summary"),
    path("i/<uuid:interview_id>/plan/", views.plan, name="plan"),
    path("i/<uuid:interview_id>/follow-up/", follow_up, name="follow_up"),
    path("i/<uuid:interview_id>/meeting/", meeting_for_calendar, name="meeting_for_calendar"),
    path("i/<uuid:interview_id>/consult/", consult, name="consult"),
    path("i/<uuid:interview_id>/pdf/", plan_on_paper, name="plan_on_paper"),
    path("i/<uuid:interview_id>/client-card/", client_card, name="client_card"),
    path("i/<uuid:interview_id>/record/", record, name="record"),
    path("i/<uuid:interview_id>/log/", log_of_use, name="log_of_use"),
    path("i/<uuid:interview_id>/colleagues/", colleagues, name="colleagues"),
    path("notices/", notices, name="notices"),
]
