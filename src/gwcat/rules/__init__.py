"""The rules: one small function per rule with frozen metadata, families by module."""
