"""What the learner's pages show: each page is an object that its template reads."""
