"""Fuzz targets: `python -m tests.fuzz.codec --minutes 10`, and so for every module here.

A target takes a source of choices and does one thing with what it makes of them; whatever it
raises is a finding. Every case has a number, from which `--case` makes the same case again.
"""
