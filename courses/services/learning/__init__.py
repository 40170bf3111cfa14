"""What one person reads and how far she has come."""
