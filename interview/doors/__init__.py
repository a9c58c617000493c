"""Who gets in: log-in, passwords, failed tries, and the gate that asks for one's own; the lock, and after how
long (`clocks`).

What is kept of it stands in ``interview/accounts.py``. Who may open an interview is another question
(``interview/access.py``); inviting a colleague to one is here, and so is what people are told of it.
"""
