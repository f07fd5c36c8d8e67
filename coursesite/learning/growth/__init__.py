"""How somebody sees themselves grow: self-ratings, feelings, and pictures of both."""
