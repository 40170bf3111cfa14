"""Learning packages: bringing them, opening them, and keeping what they say."""
