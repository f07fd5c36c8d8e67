"""What learners ask a coach from a lesson, and what they are answered."""
