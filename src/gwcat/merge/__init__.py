"""Three-way merge of YAML sources: entry by entry, key by key; what nobody changed stays to the byte."""
