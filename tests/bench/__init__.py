"""Figures of the product, each with its reference measured in the same run."""
