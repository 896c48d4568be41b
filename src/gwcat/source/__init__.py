"""YAML text to trees with positions: reading rules, the schema gate, workspaces."""
