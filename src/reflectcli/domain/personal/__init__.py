"""Customers' personal data in what an agent writes: found, warned about, replaced by stand-ins."""
