"""The WSGI application, for `manage.py serve` and for any other server."""

import os
import sys

from .environment import Unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

try:
    import config.settings  # noqa: F401 (what is missing is one sentence and not a stack trace)
except Unsafe as refusal:
    sys.exit(str(refusal))

from django.core.wsgi import get_wsgi_application  # noqa: E402

from .traffic.limits import in_known_letters  # noqa: E402

application = in_known_letters(get_wsgi_application())
