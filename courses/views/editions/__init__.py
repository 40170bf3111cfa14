"""An edition as whoever runs it sees it."""
