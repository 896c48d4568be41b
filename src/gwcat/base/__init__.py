"""What every room may use: errors, display width, name matching, where the data files are."""
