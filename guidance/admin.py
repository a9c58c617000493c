"""Where Django looks for pages of the admin. They are in ``desk``, and register themselves."""

from .desk import contacts, entries, expectations, recording, remarks  # noqa: F401
from .desk.publishing import editions  # noqa: F401
