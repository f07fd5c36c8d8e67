"""What quizzes know about one person: handed out, emptied, removed."""
