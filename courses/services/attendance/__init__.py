"""Who came: computed from the room, written down, corrected by hand, reported."""
