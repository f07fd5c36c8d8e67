"""Between a draft and its readers: approval, the hour it comes out, what it replaces, and what is taken off again."""
