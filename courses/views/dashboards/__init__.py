"""Panels of whoever runs the service."""
