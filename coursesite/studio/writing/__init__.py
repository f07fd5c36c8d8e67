"""The writing room: one piece's text, beside the page that a learner will see."""
