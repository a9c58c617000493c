"""The table of rights: what every address answers to every role, asked in every way."""

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# The worker owns the interview, and invited somebody to it; the colleague is neither.
ROLES = ("stranger", "worker", "invited", "colleague", "supervisor", "officer", "administrator")


# --- How an answer is written down -------------------------------------------------------------------------


def alike(status: int, post: int | None = None) -> tuple[int, ...]:
    """The same however it is asked, but perhaps for a form; Django's own pages ask nothing of the method."""
    return tuple(post if post and method == "POST" else status for method in METHODS)


def page(status: int, post: int = 405, options: int = 405) -> tuple[int, ...]:
    """Read in one way, perhaps sent to in another, and nothing else."""
    return (status, status, post, 405, 405, 405, options)


def to(everybody: tuple[int, ...], **others: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    return dict.fromkeys(ROLES, everybody) | others


def of_workers(answers: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """Of each worker's own, whoever it is."""
    workers = dict.fromkeys(("worker", "colleague", "invited"), answers)
    return to(page(403, 403), stranger=page(302, 302), **workers)


def at_the_desk(supervisor, officer=None, administrator=None) -> dict[str, tuple[int, ...]]:
    """Whoever is no staff is asked to log in; an administrator may what a supervisor may."""
    officer, administrator = officer or alike(403), administrator or supervisor
    away = alike(302)
    return to(away, supervisor=supervisor, officer=officer, administrator=administrator)


# --- The table --------------------------------------------------------------------------------------------

DOES_NOT_EXIST, AWAY, REFUSED = page(404, 404), alike(302), alike(403)

RIGHTS = {
    "open to all": to(page(200)),
    "health": to(alike(200)),
    "a choice of language": to(alike(302)),
    "the log-in": to(AWAY, stranger=(200, 200, 200, 200, 405, 405, 200)),
    "the log-out": to(page(200, 302, options=200), stranger=page(302, 302, options=200)),
    "a closed account": to(page(200, options=200)),
    "one's own account": to(alike(200), stranger=AWAY),
    "one's own password": to((200, 200, 200, 200, 405, 405, 200), stranger=AWAY),
    "one's own sessions": to(page(200, 302), stranger=AWAY),
    "one's own second factor": to(page(200, options=200), stranger=AWAY),
    "one that is not there": to(alike(404), stranger=AWAY),
    "codes that are not there": to(page(404, options=200), stranger=AWAY),
    "a passkey that is not there": to((404, 404, 404, 405, 405, 404, 200), stranger=AWAY),
    "a step of the log-in": to(AWAY),
    "the way on from a lock": to(page(302, 302)),
    "what a passkey is to sign": to(page(404), stranger=page(401)),  # for a locked session's script alone
    "a touch": to(page(204), stranger=page(401)),
    "my interviews": of_workers(page(200, 302)),
    "a page of an interview": to(
        DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 400), invited=page(200, 400)
    ),
    "whom an interview is shared with": to(
        DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 422), invited=page(200, 404)
    ),
    "the plan on paper": to(
        DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 200), invited=page(200, 200)
    ),
    "the answers for a call": to(
        DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 200), invited=page(200, 200)
    ),
    "the numbers for a client": to(
        DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 200), invited=page(200, 200)
    ),
    "a text for the record": to(
        DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 200), invited=page(200, 200)
    ),
    "the meeting for a calendar": to(  # on to the summary: none is agreed
        DOES_NOT_EXIST, stranger=page(302, 401), worker=page(302, 302), invited=page(302, 302)
    ),
    "what one is told": to(page(302, 302)),
    "the name of an interview": to(DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 400)),
    "keeping an interview longer": to(DOES_NOT_EXIST, stranger=page(302, 401), worker=page(302, 302)),
    "following an interview up": to(DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 302)),
    "deleting an interview": to(DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 302)),
    "who has used an interview": to(page(404), stranger=page(302), worker=page(200)),
    "all that is held about an interview": to(DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 200)),
    "the plan beside an interview": to(
        alike(404),
        stranger=alike(302, 401),
        worker=page(302),  # on to the summary
        invited=page(302),
    ),
    "a remark": of_workers(page(200, 422)) | {"stranger": page(302, 401)},
    "thanks for a remark": to(page(403), **dict.fromkeys(("worker", "colleague", "invited"), page(200)))
    | {"stranger": page(302)},
    "practice": to(page(200, 200), stranger=page(302, 401), officer=page(403, 403)),
    "the meetings to practise": to(page(200), stranger=page(302), officer=page(403)),
    # The desk.
    "the desk's first page": at_the_desk(alike(200), officer=alike(200)),
    "the desk's log-in": to(AWAY, worker=REFUSED, invited=REFUSED, colleague=REFUSED),
    "the desk's log-out": at_the_desk(*[(405, 405, 200, 405, 405, 405, 200)] * 2),
    "a password at the desk": to(AWAY),
    "what follows it": at_the_desk(*[page(200, options=200)] * 2),
    "a search for scripts": at_the_desk(*[page(403, options=200)] * 2),
    "an address of old": to(AWAY),
    "no address at the desk": at_the_desk(*[alike(404)] * 2),
    "all lists of an app": at_the_desk(alike(200), officer=alike(404)),
    "a page of the guidance": at_the_desk(alike(200)),
    "a page that takes a form": at_the_desk(alike(200, 422)),
    "a page that leads on": at_the_desk(alike(302)),
    "a page that leads on after a form": at_the_desk(alike(200, 302)),
    "an order": at_the_desk(alike(200, 400)),
    "an order of what has none": at_the_desk(*[alike(404)] * 2),
    "to be read": at_the_desk(alike(200, 403)),
    "to be read alone": at_the_desk((200, 200, 403, 403, 403, 403, 403)),
    "for nobody": at_the_desk(REFUSED),
    "for administrators": at_the_desk(REFUSED, administrator=alike(200)),
    "the log of use": at_the_desk(REFUSED, officer=page(200)),
    "the log of use as a file": at_the_desk(REFUSED, officer=page(405, 200)),
    "an administrator's choice": at_the_desk(*[page(403, 403)] * 2, administrator=page(200, 422)),
    "an administrator's form": at_the_desk(REFUSED, administrator=alike(200)),
    "a second factor taken away": at_the_desk(*[page(403, 403)] * 2, administrator=page(200, 422)),
}

IN_ORDER = ("stage", "area", "check", "checklist", "step", "contact", "recipient")
BESIDE = ("preparation", "passage", "recordingpoint", "milestone", "cardtext", "closednumber")
WHAT_IF = ("draft", *IN_ORDER, *BESIDE)
ENTRIES = (*IN_ORDER, *BESIDE, "expectation")
LISTS = (*ENTRIES, "remark", "edition")
ALL = (
    *(f"guidance/{model}" for model in ("draft", *LISTS)),
    "auth/user",
    "auth/group",
    "interview/organisation",
)
ROW = "<path:object_id>"
SECOND_FACTOR = "accounts/second-factor/"
WALK = "i/<uuid:interview_id>"


def each(pattern: str, *models: str) -> list[str]:
    return [f"admin/{pattern.format(model)}" for model in models]


ADDRESSES = {
    "open to all": [
        *(
            "",
            "card/",
            "card/pdf/",
            "contacts/",
            "tell/",
            "afterwards/",
            "break/",
            "help/",
            "accessibility/",
            "privacy/",
            "components/",
        ),
        *("kept/<str:language>/<str:page>/", "manifest.webmanifest", "sw.js"),
    ],
    "health": ["healthz", "readyz"],
    "a choice of language": ["i18n/language/"],
    "the log-in": ["accounts/login/"],
    "the log-out": ["accounts/logout/"],
    "a closed account": ["accounts/inactive/"],
    "one's own account": ["accounts/"],
    "one's own password": [
        *("accounts/password/", "accounts/confirm/"),
        *(f"{SECOND_FACTOR}{form}/" for form in ("app", "codes/new", "passkeys/new")),
    ],
    "one's own second factor": [SECOND_FACTOR, f"{SECOND_FACTOR}passkeys/"],
    "one that is not there": [f"{SECOND_FACTOR}app/remove/"],
    "codes that are not there": [f"{SECOND_FACTOR}codes/"],
    "a passkey that is not there": [f"{SECOND_FACTOR}passkeys/<int:pk>/remove/"],
    "a step of the log-in": ["accounts/login/code/", "accounts/confirm/code/", "accounts/confirm/passkey/"],
    "one's own sessions": ["accounts/sessions/"],
    "the way on from a lock": ["unlock/"],
    "what a passkey is to sign": ["unlock/passkey/"],
    "a touch": ["touch/"],
    "my interviews": ["i/"],
    "a page of an interview": [
        f"{WALK}/<int:number>/",
        f"{WALK}/signs/",
        f"{WALK}/summary/",
    ],
    "the plan on paper": [f"{WALK}/pdf/"],
    "the answers for a call": [f"{WALK}/consult/"],
    "the numbers for a client": [f"{WALK}/client-card/"],
    "a text for the record": [f"{WALK}/record/"],
    "the meeting for a calendar": [f"{WALK}/meeting/"],
    "whom an interview is shared with": [f"{WALK}/colleagues/"],
    "what one is told": ["notices/"],
    "the name of an interview": [f"{WALK}/name/"],
    "keeping an interview longer": [f"{WALK}/keep/"],
    "following an interview up": [f"{WALK}/follow-up/"],
    "deleting an interview": [f"{WALK}/delete/"],
    "who has used an interview": [f"{WALK}/log/"],
    "all that is held about an interview": [f"{WALK}/export/"],
    "the plan beside an interview": [f"{WALK}/plan/"],
    "a remark": ["remarks/new/"],
    "thanks for a remark": ["remarks/kept/"],
    "practice": ["try/"],
    "the meetings to practise": ["try/meetings/"],
    "the desk's first page": ["admin/"],
    "the desk's log-in": ["admin/login/"],
    "the desk's log-out": ["admin/logout/"],
    "a password at the desk": ["admin/password_change/"],
    "what follows it": ["admin/password_change/done/", "admin/jsi18n/"],
    "a search for scripts": ["admin/autocomplete/"],
    "an address of old": each(f"{{}}/{ROW}/", *ALL),
    "no address at the desk": ["admin/(?P<url>.*)$"],
    "all lists of an app": ["admin/^(?P<app_label>auth|interview|guidance)/$"],
    "a page of the guidance": [
        *each("guidance/edition/{}", "publish/", "changes/", "draft.yaml", "built-in.yaml", "import/"),
        *("admin/guidance/edition/update/", "admin/guidance/draft/search/"),
        *each("guidance/edition/<int:number>/{}/", "pack", "restore"),
        *each("guidance/draft/translations/files/{}", "", "<slug:language>.po"),
        *("admin/guidance/step/leads/", "admin/guidance/expectation/try/"),
        *each("guidance/{}/", *ENTRIES, "edition"),
        *each(f"guidance/{{}}/{ROW}/history/", "draft", *LISTS),
        *each(
            f"guidance/{{}}/{ROW}/change/",
            "draft",
            *BESIDE,
            "expectation",
        ),
        *each("guidance/{}/add/", *BESIDE, "expectation"),
        f"admin/guidance/expectation/{ROW}/delete/",
    ],
    "a page that takes a form": [
        *each("guidance/{}/add/", *IN_ORDER),
        *each(f"guidance/{{}}/{ROW}/change/", *IN_ORDER),
    ],
    "a page that leads on": [
        *each("guidance/{}/<int:key>/try/", *WHAT_IF, "expectation"),
        *("admin/guidance/edition/place/<path:place>/", "admin/guidance/draft/"),
    ],
    "a page that leads on after a form": ["admin/guidance/draft/translations/"],
    "an order": [*each("guidance/{}/<int:key>/order/<slug:kind>/", *IN_ORDER), "admin/guidance/remark/"],
    "an order of what has none": each(
        "guidance/{}/<int:key>/order/<slug:kind>/",
        *BESIDE,
        "expectation",
    ),
    "to be read": [f"admin/guidance/remark/{ROW}/change/"],
    "to be read alone": [f"admin/guidance/edition/{ROW}/change/"],
    "for nobody": [
        *each(
            f"guidance/{{}}/{ROW}/delete/",
            "draft",
            *IN_ORDER,
            *BESIDE,
            "remark",
            "edition",
        ),
        *each("guidance/{}/add/", "draft", "remark", "edition"),
        *each("interview/organisation/{}", "add/", f"{ROW}/delete/"),
    ],
    "for administrators": [
        *each("auth/{}/", "user", "group"),
        *each("auth/{}/add/", "user", "group"),
        *each(f"auth/{{}}/{ROW}/history/", "user", "group"),
        *each(f"auth/{{}}/{ROW}/delete/", "user", "group"),
        *each(f"auth/{{}}/{ROW}/change/", "user", "group"),
        *each("interview/organisation/{}", "", f"{ROW}/history/"),
        "admin/auth/user/<id>/password/",
    ],
    "the log of use": ["admin/interview/event/"],
    "the log of use as a file": ["admin/interview/event/csv/"],
    "an administrator's choice": ["admin/auth/user/<id>/hand-over/"],
    "a second factor taken away": ["admin/auth/user/<id>/second-factor/"],
    "an administrator's form": [f"admin/interview/organisation/{ROW}/change/"],
}
