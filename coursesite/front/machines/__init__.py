"""Addresses that programs ask for: health, the list of addresses, the rules for robots."""
