"""What the writing room's pages show."""
