"""The whole database copied away, sealed with a key of its own, and put back.

What is sealed in a row stays sealed in the copy; the sealing keys are not in it. Sessions, tries and presses
stay out.
"""
