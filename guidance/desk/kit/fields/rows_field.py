"""The rows of a rule as a form: pick a question or a sign, tick its answers. Nobody types an id.

Without JavaScript the boxes of a newly picked question come with the next save, which asks for them;
``static/js/rule-rows.js`` shows them at once. What is wrong with a row is said beside it, and what was
picked stays. What the rows mean is not known here but in ``rules``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count, groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guidance.rules.limits import MOST_TERMS, too_many_terms
from guidance.rules.places import Place
from guidance.rules.shapes import ALWAYS, NO_SIGN
from guidance.wording.problems import say
from guidance.wording.rules import PickedRow, PickedTerm, answers_to, picked_in, subject_in, term_in_words
from guidance.wording.subjects import Subject, Subjects, subjects_of_draft

from .settles_field import SettlesField


def stored(rows: Iterable[PickedRow], subjects: Subjects) -> list[dict]:
    """Picked rows in the shape of a pack: answers in the order of their question."""
    return [
        {term.subject: _stored_answers(term, subjects) for term in row.terms}
        for row in rows
        if not row.removed
    ]


def _stored_answers(term: PickedTerm, subjects: Subjects):
    if term.subject in (ALWAYS, NO_SIGN):
        return True
    known = subjects[term.subject].known_answers if term.subject in subjects else {}
    order = {answer: number for number, answer in enumerate(known)}
    return sorted(term.answers, key=lambda answer: order.get(answer, len(order)))


def faults(row: PickedRow, subjects: Subjects) -> list[str]:
    """What is wrong with a row, a sentence each."""
    if row.removed:
        return []
    sentences = [fault for term in row.terms if (fault := _fault(term, subjects))]
    if len(row.terms) > MOST_TERMS:
        sentences.append(say(too_many_terms(len(row.terms), Place())))
    terms_by_subject = Counter(term.subject for term in row.terms)
    for doubled in (subject for subject, times in terms_by_subject.items() if times > 1):
        phrase = subjects[doubled].phrase if doubled in subjects else doubled
        sentences.append(
            _("”%(phrase)s” on rivillä kahdesti. Rastita vastaukset yhteen ehtoon, tai tee toinen rivi.")
            % {"phrase": phrase}
        )
    return sentences


def _fault(term: PickedTerm, subjects: Subjects) -> str:
    if term.subject not in subjects:
        return _("Kysymystä tai merkkiä ”%(id)s” ei ole. Valitse toinen tai tyhjennä ehto.") % {
            "id": term.subject
        }
    subject = subjects[term.subject]
    known = subject.known_answers
    unknown = [answer for answer in term.answers if answer not in known]
    if unknown:
        return _("Kohdassa ”%(phrase)s” ei ole vastausta ”%(answer)s”. Poista rasti siitä.") % {
            "phrase": subject.phrase,
            "answer": ", ".join(unknown),
        }
    if subject.answers and not term.answers:
        return _("Rastita ne vastaukset, joilla ehto ”%(phrase)s” pitää paikkansa.") % {
            "phrase": subject.phrase
        }
    return ""


# --- The form field --------------------------------------------------------------------------------------


class RowsWidget(forms.Widget):
    """A row is folded to a sentence; opened, it is a select and tick boxes for each of its terms.

    A box sends its subject along with its answer (``threat:yes``), so that answers never slip over to
    another question picked in their place.
    """

    template_name = "guidance/rows_widget.html"
    use_fieldset = True

    class Media:
        css = {"all": ["css/guidance-admin.css"]}
        js = ["js/rule-rows.js"]

    def __init__(self, begins: str = "", when_empty: str = "", attrs=None):
        super().__init__(attrs)
        self.begins, self.when_empty = begins, when_empty
        self.led_to = ""  # the name of the row that an address leads to
        self.subjects: Subjects = {}

    def id_for_label(self, id_):
        return ""  # a group of fields: none of them is the field itself

    def value_from_datadict(self, data, files, name) -> list[PickedRow]:
        rows = (_posted_row(data, f"{name}-{number}") for number in count())
        picked = []
        for row in rows:
            if row is None:
                return picked
            if row.terms:
                picked.append(row)
        return picked

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-0-0-subject" not in data

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        picked = value if _is_picked(value) else picked_in(value)
        rows = [*picked, PickedRow(())]
        context["widget"].update(
            rows=[self._row(f"{name}-{number}", number, row) for number, row in enumerate(rows)],
            has_rows=bool(picked),
            begins=self.begins,
            when_empty=self.when_empty,
            boxes_id=f"{(attrs or {}).get('id', name)}-boxes",
            groups=self._groups(),
            boxes={
                subject.identifier: [
                    [_box(subject.identifier, answer), words] for answer, words in subject.answers
                ]
                for subject in self.subjects.values()
            },
        )
        return context

    def _row(self, name: str, number: int, row: PickedRow) -> dict:
        faults_of_row = faults(row, self.subjects)
        terms = [*row.terms, PickedTerm("")]
        if not row.terms:
            terms.append(PickedTerm(""))
        return {
            "name": name,
            "label": _("Rivi %(number)s") % {"number": number + 1},
            "removed": row.removed,
            "faults": faults_of_row,
            "is_led_to": name == self.led_to,
            "open": bool(faults_of_row) or row.removed or name == self.led_to,
            "terms": [
                self._term(f"{name}-{place}", {"row": number + 1, "term": place + 1}, term)
                for place, term in enumerate(terms)
            ],
        }

    def _term(self, name: str, numbers: dict[str, int], term: PickedTerm) -> dict:
        picked = {*term.answers}
        boxes = [
            {"value": _box(term.subject, answer), "words": words, "ticked": answer in picked}
            for answer, words in answers_to(term, subject_in(term, self.subjects))
        ]
        return term_in_words(term, self.subjects) | {
            "name": name,
            "label": _("Rivi %(row)s, ehto %(term)s") % numbers,
            "label_of_subject": _("Rivi %(row)s, ehto %(term)s: kysymys tai merkki") % numbers,
            "is_unknown": bool(term.subject) and term.subject not in self.subjects,
            "boxes": boxes,
        }

    def _groups(self) -> list[tuple[str, list[Subject]]]:
        offered = [subject for subject in self.subjects.values() if not subject.retired]
        return [(group, list(those)) for group, those in groupby(offered, lambda subject: subject.group)]


class RowsField(forms.Field):
    """Cleans to rows exactly as packs have them: mappings of ids to lists of answers, or to True.

    The label is how a row begins ("Näytä, kun"); ``when_empty`` says what having no rows means.
    """

    def __init__(self, label: str, when_empty: str, **kwargs):
        widget = RowsWidget(label, when_empty)
        super().__init__(required=False, label=label, widget=widget, **kwargs)
        self.subjects: Subjects = {}

    def use(self, subjects: Subjects) -> None:
        """Say what can be picked. Asked of the database once a form, not once a field."""
        self.subjects = self.widget.subjects = subjects

    def in_words(self, rows: list[dict] | None) -> str:
        """Stored rows in a sentence, for saying what stands."""
        also, otherwise = " {} ".format(_("ja")), "; {} ".format(_("tai kun"))
        rows_in_words = [
            also.join(self._term_in_words(term) for term in row.terms) for row in picked_in(rows)
        ]
        return otherwise.join(rows_in_words) or _("ei rivejä")

    def _term_in_words(self, term: PickedTerm) -> str:
        subject = self.subjects.get(term.subject) or Subject(term.subject, term.subject)
        words = dict(subject.answers)
        answers = [words.get(answer, answer) for answer in term.answers]
        either = " {} ".format(_("tai"))
        return f"{subject.phrase}: {either.join(answers)}" if answers else subject.phrase

    def to_python(self, value: list[PickedRow]) -> list[dict]:
        wrong = [str(number) for number, row in enumerate(value, start=1) if faults(row, self.subjects)]
        if wrong:
            raise ValidationError(
                _("Korjaa rivi %(rows)s: syy on rivin kohdalla.")
                if len(wrong) == 1
                else _("Korjaa rivit %(rows)s: syy on rivin kohdalla."),
                params={"rows": ", ".join(wrong)},
            )
        return stored(value, self.subjects)

    def has_changed(self, initial, data):
        return stored(data, self.subjects) != (initial or [])


def let_pick(form: forms.BaseForm, subjects: Subjects | None = None) -> None:
    """Give every field of a form that speaks of checks or signs what can be picked now.

    ``subjects`` where they were asked for already: rows of one page pick of the same.
    """
    of_subjects = [field for field in form.fields.values() if isinstance(field, RowsField | SettlesField)]
    if of_subjects:
        subjects = subjects_of_draft() if subjects is None else subjects
        for field in of_subjects:
            field.use(subjects)


def _posted_row(data, name: str) -> PickedRow | None:
    """The row of that name, without its empty terms; None when nothing of it was sent."""
    if f"{name}-0-subject" not in data:
        return None
    return PickedRow(tuple(_posted_terms(data, name)), removed=f"{name}-remove" in data)


def _posted_terms(data, name: str) -> Iterator[PickedTerm]:
    for number in count():
        subject = data.get(f"{name}-{number}-subject")
        if subject is None:
            return
        if subject:
            boxes = data.getlist(f"{name}-{number}-answers")
            own = [box.removeprefix(f"{subject}:") for box in boxes if box.startswith(f"{subject}:")]
            yield PickedTerm(subject, tuple(dict.fromkeys(own)))


def _box(subject: str, answer: str) -> str:
    return f"{subject}:{answer}"


def _is_picked(value) -> bool:
    return bool(value) and isinstance(value[0], PickedRow)
