"""Certificates: issued, held and checked."""
