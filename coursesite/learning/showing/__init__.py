"""An exercise as its page shows it: what can be entered before, what came of it after."""
