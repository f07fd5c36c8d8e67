"""People who learn together: groups, how one joins them, and what their leads may know."""
