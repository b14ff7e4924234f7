"""Guided asking on a terminal, full screen; the only part that imports prompt_toolkit."""
