"""For people between jobs: a day's frame, a look back at the week, the story in five sentences."""
