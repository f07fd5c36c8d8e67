"""The blog: posts' pages and feeds, comments under them, their moderation, and blogs that come from elsewhere."""
