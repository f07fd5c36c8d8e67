"""Playing a conversation: runs, steps, the debrief, what coaches see of it."""
