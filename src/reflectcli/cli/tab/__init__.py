"""What a TAB press calls: answered before the program itself is imported.

Nothing here imports more than `sys` and `os`, which Python starts with; what looks into the journal
adds tomli. Everything slower would be felt at every TAB.
"""
