"""What becomes of a comment: the rule, its reasons, the queue's decisions."""
