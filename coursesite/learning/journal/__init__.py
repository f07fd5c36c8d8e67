"""What people wrote for themselves, in one place: read, searched, shared one by one, taken along."""
