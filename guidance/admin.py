"""Where Django looks for pages of the admin. They are in ``desk``, and register themselves."""

from .desk import card_texts, contacts, entries, expectations, recording, remarks, telling  # noqa: F401
from .desk.publishing import editions  # noqa: F401
