"""The language server: what is known of a workspace, told to an editor while somebody is typing."""
