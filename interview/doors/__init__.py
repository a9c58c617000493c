"""Who gets in: passwords, failed log-ins, sessions, second factors, and the gate that asks for them.

What is kept of it stands in ``interview/accounts.py``; log-in itself in ``interview/log_in.py``. Who may open
an interview is another question (``interview/access.py``).
"""
