"""What the quick commands do, apart from how their arguments are read."""
