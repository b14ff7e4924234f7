"""Quick ways of doing what the actions do, for the plainest cases; None says: do the action."""
