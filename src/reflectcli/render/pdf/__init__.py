"""The mentor's letter on paper: a tagged PDF, set by typst from the letter's words as data."""
