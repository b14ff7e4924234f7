"""The mentor's page in a real browser."""
