"""What follows from what: the guidance as plain values, and the next steps that answers lead to.

Plain Python. Here live the shapes of the content (`shapes`), its strict reading (`readers`, `reading`),
what answers make true (`conditions`), the engine (`next_steps`), the content without its additions
(`additions`), the editors' example cases (`expectations`) and how two guidances differ for the same answers
(`side_by_side`). Whether a guidance may be published is asked one floor up, in `proof`.

Nothing here may import Django, read a file, a clock or a database, know who is at the screen, or word
a sentence for a person: what is wrong is a `Problem` of a named kind, worded in `guidance/wording`.
"""
