"""A person's data as a whole: taken away as a file, or erased."""
