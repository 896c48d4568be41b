"""The little languages of the field, each with its data table."""
