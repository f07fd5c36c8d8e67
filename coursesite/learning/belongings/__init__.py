"""A person's rows as a whole: how they move to an account, are exported, and are let go."""
