"""Addresses of contents that are not pages of the tree."""
