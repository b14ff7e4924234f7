"""Findings to text, renderables and bytes; nothing here prints."""
