"""Question banks: GIFT, Moodle XML and Aiken read and written, with no database at hand."""
