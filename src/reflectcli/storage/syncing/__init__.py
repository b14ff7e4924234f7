"""The journal on several devices: commits, the other side, and what becomes of both."""
