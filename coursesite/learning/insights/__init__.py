"""What a coach learns from what learners did: where they go on and where they stop, how long it takes, what is hard."""
