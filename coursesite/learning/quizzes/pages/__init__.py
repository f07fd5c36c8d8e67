"""What a learner sees of a quiz, as values for templates."""
