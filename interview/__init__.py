"""ONE MEETING. Interviews, sealed answers, the walk, the summary. Takes a Guidance value; rules live in guidance/rules."""
