"""The design system: every part in every state, and the colours. In a demo only."""
