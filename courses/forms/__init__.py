"""What people type into the pages of training, one file for each subject."""
