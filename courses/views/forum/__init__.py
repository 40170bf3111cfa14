"""Questions and answers of an edition."""
