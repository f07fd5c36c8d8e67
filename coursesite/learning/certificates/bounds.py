"""How long a name on a certificate may be, and how often one is printed."""

from datetime import timedelta

from coursesite.web.limits import Limit

LONGEST_NAME = 200
PDFS = Limit("certificate_pdfs", 30, timedelta(hours=1))
"""Counted in each process by itself, as fetching one is a GET, which writes nothing."""
