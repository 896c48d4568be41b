"""What goes into a filing package, and putting it in place whole."""
