"""Encryption at rest: records as age files that anybody who has the key reads with any age."""
