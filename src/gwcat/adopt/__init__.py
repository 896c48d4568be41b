"""Taking items over from a region above: which ones, with which changes, and where each value came from."""
