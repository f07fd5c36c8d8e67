"""Quizzes: attempts at a set of questions, saved as one goes, graded as a whole, put right when the quiz was wrong."""
