"""SCORM packages: launched, served and reported."""
