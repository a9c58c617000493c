"""What the forms of all entries keep right: ids, one-line texts, and what each translation was made from."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import count, islice, takewhile
from math import ceil

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest
from django.db import models
from django.forms.formsets import (
    INITIAL_FORM_COUNT,
    MAX_NUM_FORM_COUNT,
    MIN_NUM_FORM_COUNT,
    TOTAL_FORM_COUNT,
    ManagementForm,
)
from django.forms.models import BaseInlineFormSet
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from guidance.draft import closed_numbers_in
from guidance.models import MODELS, Answer, Check, Contact, Draft, Placed, Stage, Step
from guidance.publishing.retired import published_places, was_published
from guidance.rules.limits import MOST_ROWS, too_many_rows
from guidance.rules.numbers import without_hidden
from guidance.rules.places import Place
from guidance.rules.proof.letters import text_amiss
from guidance.rules.proof.numbers import number_amiss
from guidance.rules.schema import KINDS
from guidance.texts import (
    FORMATTED,
    SOURCE_LANGUAGE,
    TextField,
    TextFormField,
    TextWidget,
    fault_in,
    sources_of,
    tidied,
)
from guidance.translating.texts import LACKS, DraftText
from guidance.wording.problems import say
from guidance.wording.subjects import Subjects, subjects_of_draft

from .fields.rows_field import RowsField, let_pick
from .finding.keys import FROM_NO_PAGE, PicksRows, key_in
from .order import put_last
from .saving.meanwhile import LockedWhileSaved, SeenField, TellsOfOthers
from .saving.retiring import AsksBeforeRetiring
from .saving.seen import box_name

LETTERS_IN_A_LINE = 34
MOST_ROWS_SENT = 500  # below one row; as many more again would take seconds to look through
LONGEST_ID_OF_A_TEXT = 50
# Letters of a text that its id is made of: a run of accents takes long to put in order.
READ_FOR_AN_ID = 20 * LONGEST_ID_OF_A_TEXT
KEPT_BY_ID = _("Tämä tunniste on jo käytössä. Vaiheilla, merkeillä ja askelilla ei voi olla samaa.")
TAKEN = {
    Check: _("Tämä tunniste on jo käytössä. Kysymyksillä ja merkeillä ei voi olla samaa."),
    Stage: KEPT_BY_ID,
    Step: KEPT_BY_ID,
}


class LabelledTextWidget(TextWidget):
    """The boxes of a text, each named after it and its language, and tall enough for what stands in it."""

    template_name = "guidance/labelled_text_widget.html"

    class Media:
        css = {"all": ["css/guidance-admin.css"]}

    def __init__(self, rows: int, label: str, one_line: bool):
        super().__init__(rows or 1, {"data-one-line": True} if one_line else None)
        for box, (_code, language) in zip(self.widgets, settings.LANGUAGES, strict=True):
            box.attrs["aria-label"] = f"{label}: {language}"
        self.lacking: dict[str, str] = {}  # language -> what it lacks

    def use_required_attribute(self, initial):
        return False  # it would go to every box, and only the source has to be filled in

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for box in context["widget"]["subwidgets"]:
            lines = (box["value"] or "").split("\n")
            needed = sum(max(1, ceil(len(line) / LETTERS_IN_A_LINE)) for line in lines)
            box["attrs"]["rows"] = max(int(box["attrs"]["rows"]), needed)
            if lack := self.lacking.get(box["code"]):
                box |= {"lack": lack, "lack_in_words": LACKS[lack]}
                describing = [box["attrs"].get("aria-describedby"), f"{box['attrs']['id']}_lack"]
                box["attrs"]["aria-describedby"] = " ".join(filter(None, describing))
            box["flat_attributes"] = flatatt(box["attrs"])
        return context


class PlainFields(PicksRows, LockedWhileSaved):
    """For admins and inlines: text boxes as above, related rows as plain selects without pop-up windows."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, TextField):
            field.widget = LabelledTextWidget(db_field.rows, field.label, db_field.name not in FORMATTED)
            missing = _("Kirjoita ainakin suomenkielinen teksti.")
            field.error_messages["required"] = missing
            for box in field.fields:
                box.error_messages["incomplete"] = missing
        elif field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class EntryForm(TellsOfOthers, AsksBeforeRetiring, forms.ModelForm):
    """A form for any row that editors write. ``subjects``: what its rows can pick of, where that was read."""

    def __init__(self, *args, subjects: Subjects | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        let_pick(self, subjects)
        if self.instance.pk:
            for name in self._texts():
                self._mark_what_lacks(name)
        if identifier := self.fields.get("identifier"):
            if self.instance.pk:
                identifier.disabled = True
            else:
                identifier.required = False
                identifier.help_text = _(
                    "Pysyvä: sitä ei voi muuttaa myöhemmin."
                    " Jos jätät tyhjäksi, se tehdään suomenkielisestä tekstistä."
                )

    def clean(self):
        cleaned = super().clean()
        for name in self._texts():
            self._clean_text(name)
        self._count_rows()
        self.ask_before_retiring()
        is_new = not (self.instance.pk or self.gone)
        if is_new and "identifier" in self.fields and "identifier" not in self.errors:
            self._clean_new_identifier()
        return cleaned

    def save(self, commit=True):
        if self._knows_sources and not self.left_alone:
            for name in self._texts():
                self._note_sources(name)
        return super().save(commit)

    @property
    def _knows_sources(self) -> bool:
        return isinstance(self.instance, Placed | Draft) and self.instance.KIND.knows_sources

    def _texts(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, TextFormField)]

    def _mark_what_lacks(self, name: str) -> None:
        text = DraftText("", self.instance, self.instance._meta.get_field(name))
        lacking = {code: text.lacks(code) for code, _language in settings.LANGUAGES}
        self.fields[name].widget.lacking = {code: lack for code, lack in lacking.items() if lack}

    def _clean_text(self, name: str) -> None:
        text = self.cleaned_data.get(name)
        if text is None:
            return
        text = {code: tidied(name, words) for code, words in text.items()}
        faults = (fault_in(type(self.instance), name, words) for words in text.values())
        if fault := next(filter(None, faults), ""):
            self.add_error(name, fault)
        boxes = dict(settings.LANGUAGES)
        self._refuse_unseen_letters(name, text)
        self._refuse_closed_numbers(name, text)
        # A pack may bring languages that have no box here; they stay.
        others = {code: words for code, words in self._before(name).items() if code not in boxes}
        self.cleaned_data[name] = text | others

    def _refuse_closed_numbers(self, name: str, text: dict[str, str]) -> None:
        """In words that are new; whoever changed none of them has nothing to mend here."""
        before = self._before(name)
        new = "\n".join(words for code, words in text.items() if words != before.get(code))
        for problem in closed_numbers_in(new, self.instance):
            self.add_error(name, say(problem))

    def _refuse_unseen_letters(self, name: str, text: dict[str, str]) -> None:
        """And texts that nobody reads to the end; likewise in words that are new."""
        before, languages = self._before(name), dict(settings.LANGUAGES)
        for code, words in text.items():
            if words != before.get(code) and (amiss := text_amiss(words, Place())):
                self.add_error(name, f"{languages[code]}: {say(amiss)}")

    def _clean_new_identifier(self) -> None:
        identifier = self.cleaned_data.get("identifier") or self._free_identifier()
        self.cleaned_data["identifier"] = identifier
        if identifier in self.instance.KIND.reserved:
            self.add_error("identifier", _("Tämä tunniste on varattu. Valitse toinen."))
        elif other := self._other_kind_with(identifier):
            self.add_error("identifier", TAKEN.get(other) or TAKEN[type(self.instance)])

    def _free_identifier(self) -> str:
        """An id made of the Finnish text, with a number when somebody has it; "" without a text."""
        title = self.cleaned_data.get(self.instance.KIND.title) or {}
        words = title.get(SOURCE_LANGUAGE, "")[:READ_FOR_AN_ID]
        stem = slugify(words)[:LONGEST_ID_OF_A_TEXT].replace("_", "-").strip("-")
        if not stem or isinstance(self.instance, Answer):
            return stem
        candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        return next(each for each in candidates if not self._is_taken(each))

    def _is_taken(self, identifier: str) -> bool:
        own = type(self.instance).objects.filter(identifier=identifier).exists()
        return own or self._other_kind_with(identifier) is not None

    def _other_kind_with(self, identifier: str) -> type[models.Model] | None:
        """The kind that has an id already which it would share with this row."""
        own = self.instance.KIND
        others = (MODELS[kind.name] for kind in KINDS.values() if kind.shares_ids_with(own))
        taken = (model for model in others if model.objects.filter(identifier=identifier).exists())
        return next(taken, None)

    def _count_rows(self) -> None:
        """The rows of all rules together; an editor who leaves the rules alone has nothing to mend there."""
        rules = [name for name, field in self.fields.items() if isinstance(field, RowsField)]
        number = sum(len(self.cleaned_data.get(name) or ()) for name in rules)
        if number > MOST_ROWS and not {*rules}.isdisjoint(self.changed_data):
            self.add_error(None, say(too_many_rows(number, Place())))

    def _before(self, name: str) -> dict[str, str]:
        return self.initial.get(name) or {}

    def _note_sources(self, name: str) -> None:
        known = self.instance.made_from.get(name, {})
        before, now = self._before(name), self.cleaned_data[name]
        sources = sources_of(before, now, known)
        if box_name(name, SOURCE_LANGUAGE) in self.taken:  # made from the source that the page still showed
            mine = (code for code in sources if now[code] != before.get(code))
            sources |= dict.fromkeys(mine, self.seen_in(name, SOURCE_LANGUAGE))
        rest = {other: hashes for other, hashes in self.instance.made_from.items() if other != name}
        self.instance.made_from = rest | ({name: sources} if sources else {})


def name_as_in_code(form: forms.ModelForm) -> None:
    """Call the changed fields what their model calls them."""
    fields = {field.name: field for field in form._meta.model._meta.get_fields()}
    for name in form.changed_data:
        if name in fields:
            form.fields[name].label = str(fields[name].verbose_name)


class ContactForm(EntryForm):
    """A contact's stand-in is picked by its name, and its web address is kept as it is read aloud."""

    def clean_web(self):
        return self.cleaned_data["web"].removeprefix("https://").removeprefix("http://")

    def clean_stand_in(self):
        stand_in = self.cleaned_data["stand_in"]
        if stand_in and stand_in == self.instance.identifier:
            raise forms.ValidationError(_("Yhteystieto ei voi olla oma sijaisensa."))
        return stand_in


class PhoneForm(EntryForm):
    """A number is dialled as it is shown. A row that its editor left alone stands, as in every form.

    Where an older edition brought one that dials another, nobody but the editor knows which of the two is
    right: the box is empty, and asks.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        amiss = fault_of_number(self.instance.number, self.instance.tel) if self.instance.tel else ""
        self._asks_anew = bool(amiss)
        if amiss:
            self.initial["number"] = ""
            number = self.fields["number"]
            number.help_text = number.error_messages["required"] = amiss

    def clean_number(self):
        return without_hidden(self.cleaned_data["number"])

    def _was_left_alone(self) -> bool:
        return not self._asks_anew and super()._was_left_alone()

    def _post_clean(self):
        super()._post_clean()
        if not self.gone and "number" in self.changed_data and "number" in self.cleaned_data:
            self.instance.tel, number = "", self.cleaned_data["number"]
            closed = map(say, closed_numbers_in(number, self.instance))
            for fault in filter(None, [fault_of_number(number), *closed]):
                self.add_error("number", fault)


class ClosedNumberForm(EntryForm):
    """A number that is looked for in every text: it has to be one that could be dialled."""

    def clean_number(self):
        number = without_hidden(self.cleaned_data["number"])
        if fault := fault_of_number(number):
            raise forms.ValidationError(fault)
        return number


def fault_of_number(number: str, tel: str = "") -> str:
    """What is wrong with a number, for beside its box; "" when nothing is."""
    amiss = number_amiss(number, tel, Place())
    return say(replace(amiss, place=Place())) if amiss else ""


def contacts_to_pick() -> list[tuple[str, str]]:
    """Every contact by id and name, and none."""
    return [
        ("", _("ei sijaista")),
        *((contact.identifier, str(contact)) for contact in Contact.objects.all()),
    ]


class EntryFormSet(BaseInlineFormSet):
    """Rows below another: a new one comes last, and what an edition holds has no box for deleting.

    There are as many as came. What the form says of their number is only compared with it: who says a
    million gets no million rows, and who says none loses nothing of what was typed.
    """

    @cached_property
    def management_form(self):
        """The numbers of rows, counted: of all that came, and of those that had a row in the draft."""
        if not self.is_bound:
            return super().management_form
        keys = list(islice(self._keys_sent(), MOST_ROWS_SENT + 1))
        if len(keys) > MOST_ROWS_SENT:
            too_many = _("Lomakkeessa oli yli %(most)s riviä, joten mitään ei tallennettu.")
            raise BadRequest(too_many % {"most": MOST_ROWS_SENT})
        numbers = {
            TOTAL_FORM_COUNT: len(keys),
            INITIAL_FORM_COUNT: len(list(takewhile(bool, keys))),
            MIN_NUM_FORM_COUNT: self.min_num,
            MAX_NUM_FORM_COUNT: self.max_num,
        }
        counted = {f"{self.prefix}-{name}": str(number) for name, number in numbers.items()}
        form = ManagementForm(counted, auto_id=self.auto_id, prefix=self.prefix, renderer=self.renderer)
        form.full_clean()
        return form

    def _keys_sent(self) -> Iterator[str]:
        """The key of each row of which anything came, "" of a new one."""
        begins, name = f"{self.prefix}-", self.model._meta.pk.name
        came = {each.removeprefix(begins).split("-", 1)[0] for each in self.data if each.startswith(begins)}
        for number in takewhile(lambda number: str(number) in came, count()):
            yield self.data.get(f"{begins}{number}-{name}", "")

    def _came_whole(self) -> bool:
        counted = self.management_form
        names = (f"{self.prefix}-{name}" for name in (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT))
        keys = filter(None, self._keys_sent())
        as_counted = all(self.data.get(name) == counted.data[name] for name in names)
        return as_counted and None not in map(key_in, keys)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.is_empty_form = index is None  # the one that is copied for each row that is added
        key = self.model._meta.pk.name
        form.fields[key] = SeenField(initial=form.instance.pk)  # the rows were read with one query already
        if form.instance.pk is None:
            if self.is_bound and index is not None and index < self.initial_form_count():
                form.row_is_gone()
        elif "DELETE" in form.fields and was_published(form.instance, self._published):
            form.fields["DELETE"].disabled = True
            form.fields["DELETE"].widget = forms.HiddenInput()

    def full_clean(self):
        super().full_clean()
        if self.is_bound:  # shown again, each row stands beside its own form, whatever came or went meanwhile
            self._queryset = [form.instance for form in self.initial_forms]

    def clean(self):
        if not self._came_whole():
            raise forms.ValidationError(
                _(
                    "Lomake ei tullut perille kokonaisena, joten mitään ei tallennettu. Tarkista nämä rivit"
                    " ja tallenna uudelleen."
                ),
                code=FROM_NO_PAGE,
            )
        super().clean()
        if any(form.has_told for form in self.initial_forms if self._should_delete_form(form)):
            raise forms.ValidationError(
                _(
                    "Joku muu muutti sillä välin riviä, jonka merkitsit poistettavaksi."
                    " Tallenna uudelleen, jos se poistetaan silti."
                )
            )

    def save_new(self, form, commit=True):
        setattr(form.instance, self.fk.name, self.instance)  # on a new page it has only now been saved
        put_last(form.instance)
        return super().save_new(form, commit)

    @property
    def order_url(self) -> str:
        """Where these rows are put in order, once there is something to order."""
        if self.is_bound or self.initial_form_count() < 2:
            return ""
        name = f"admin:guidance_{self.instance._meta.model_name}_order"
        return reverse(name, args=[self.instance.pk, self.model._meta.model_name])

    @cached_property
    def _published(self):
        return published_places()


class WithRowsFormSet(EntryFormSet):
    """Rows below another that hold rows of a rule: what can be picked is read once for all of them."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"subjects": self._subjects}

    @cached_property
    def _subjects(self):
        return subjects_of_draft()
