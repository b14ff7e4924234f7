"""The mentor's letter: a pack's data in plain words, laid out once for every format."""
