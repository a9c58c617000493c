"""What a browser may do with what is typed into a box: every box of ours takes its attributes from here.

A worker's words are about a client. A browser's spelling, its suggestions, its translator and the extensions
for writing well may each send them to somebody else, or put a better word in place of the client's own.
"""

from django import template
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.utils.safestring import SafeString

register = template.Library()

AS_IT_IS = {"autocomplete": "off", "translate": "no"}
OWN_WORDS = AS_IT_IS | {
    "spellcheck": "false",
    "writingsuggestions": "false",
    "autocorrect": "off",
    "autocapitalize": "sentences",
    "data-gramm": "false",
    "dir": "auto",  # letters that run the other way, and marks that say so, stay among themselves
}
PICKED = {"date": AS_IT_IS, "time": AS_IT_IS}  # no words: nothing to spell, to suggest or to begin large
OF_AN_ACCOUNT = {
    "username": {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    "off": OWN_WORDS | {"autocapitalize": "none"},  # somebody else's user name
    "current-password": {"autocomplete": "current-password", "spellcheck": "false"},
    "one-time-code": {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    "new-password": {"autocomplete": "new-password", "spellcheck": "false"},
}


@register.filter
def while_typing(bound) -> SafeString:
    """The attributes of a field's box, as they stand in its tag."""
    widget = bound.field.widget
    if account := widget.attrs.get("autocomplete"):
        return flatatt(OF_AN_ACCOUNT[account])
    picked = PICKED.get(widget.input_type) if isinstance(widget, Input) else None
    return flatatt(picked or OWN_WORDS)
