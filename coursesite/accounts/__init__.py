"""People: signing up and in, sessions, roles, settings."""
