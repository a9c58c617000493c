"""The editor's desk: the draft as plain Django admin pages, and publishing it.

``entries`` has a page for each kind of content, ``forms`` what all their forms keep right, ``deleting``
what may be deleted rather than retired, ``editions`` what was published; ``changes`` says what changes,
``publishing`` publishes, ``packs`` takes whole packs in and out, ``places`` leads from a place to its form.
No interview has a page here.
"""

from . import editions, entries  # noqa: F401 -- they register themselves
