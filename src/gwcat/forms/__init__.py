"""Official sample forms as data, and laying items out in them."""
