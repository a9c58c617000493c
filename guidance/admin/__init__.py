"""The editor's desk: the draft as plain Django admin pages, and publishing it.

``entries`` has a page for each kind of content, ``forms`` what all their forms keep right, ``meanwhile`` what
happens when two edit one row, ``order`` how rows are put in order, ``deleting`` what may be deleted rather
than retired. ``start`` says what waits; ``leads``, ``translations`` and ``changes`` show the guidance as a
whole; ``trying`` is where answers are tried out, ``expectations`` has the example cases and ``outcomes`` how
they come out. ``editions`` is what was published, ``publishing`` publishes, ``packs`` takes whole packs in
and out, ``places`` leads from a place to its form, ``remarks`` is what workers said. No interview is here.
"""

from . import editions, entries, expectations, remarks, start  # noqa: F401 -- they register themselves
