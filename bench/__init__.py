"""Measurements: the site beside bare Flask pages of the same size, in the same run, as ratios."""
