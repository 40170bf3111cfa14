"""What a learner has at hand."""
