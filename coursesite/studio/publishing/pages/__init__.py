"""What the pages about publishing show."""
