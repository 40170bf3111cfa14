"""What the tests stand on: databases, servers, needs of the machine."""
