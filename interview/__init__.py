"""ONE MEETING: interviews, sealed answers, the walk, the summary, outputs. It may import guidance."""
