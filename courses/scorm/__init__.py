"""Learning packages read without trusting them: what they say they are, and whether they can be launched."""

from courses.scorm.inspection import Inspection, inspect

__all__ = ["Inspection", "inspect"]
