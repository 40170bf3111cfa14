"""The one cast of the tests."""
