"""What the pages about people and groups show."""
