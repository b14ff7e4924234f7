"""Journals of other programs: jrnl, Day One, Daylio, Markdown dailies; and our own export."""
