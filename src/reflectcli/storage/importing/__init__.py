"""Rows of other programs' exports to records: the mapping, the rows, the whole file."""
