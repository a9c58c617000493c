"""What follows from what: the guidance as plain values, and the next steps that answers lead to.

Plain Python. Here live the shapes of the content (`shapes`), its strict reading (`fields`, `content`),
what answers make true (`conditions`), the engine (`next_steps`), the content without its additions
(`additions`), the safety rules with their proof (`proof`), and what stands in the way of publishing
(`publishing`). Nothing here may import Django, read a file, a clock or a database, know who is at the
screen, or word a sentence for a person: what is wrong is a `Problem` of a named kind, worded in
`guidance/wording.py`.
"""
