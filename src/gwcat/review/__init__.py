"""Who confirmed which state of an item when, and what has to be looked at again."""
