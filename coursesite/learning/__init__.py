"""What learners do: enrolment, answers, progress; the course and lesson pages."""
