"""Questions, conversations and plans that come back when they are due."""
