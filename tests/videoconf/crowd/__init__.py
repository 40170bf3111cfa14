"""Many people in rooms of real processes; their sockets by hand, so that the server is what is measured."""
