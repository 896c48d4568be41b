"""A region's items along the axes that people look along: what each item is, and how many there are."""
