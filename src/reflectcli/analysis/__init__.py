"""Records in, findings out: pure functions, no files, no clock."""
