"""Row 22: what people upload and write, opened in a real browser by those who would suffer it."""
