"""Certificates of completion, and the page at which anybody verifies one."""
