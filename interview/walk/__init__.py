"""How one goes through an interview: its pages, saving, and the plan."""
