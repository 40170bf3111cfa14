"""The mark of a session that came in by the demo's door; it counts as a second factor in demo mode only."""

DEMO_SESSION_FLAG = "demo_door"
