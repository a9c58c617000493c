"""The editor's desk: the draft as plain Django admin pages, and publishing it. No interview is here.

``entries`` has a page for each kind of content; ``kit`` is what the pages are made of: forms, rules and
answers as fields, order, what happens when two edit one row, and the way from a place to its form.
``overview`` shows the guidance as a whole, ``what_if`` what follows from made-up answers, ``translating`` has
all texts side by side, ``packs`` takes whole packs in and out, ``publishing`` says what changes and
publishes, ``remarks`` is what workers said.
"""
