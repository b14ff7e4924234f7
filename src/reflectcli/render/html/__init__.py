"""The mentor's letter as one HTML file that asks for nothing from anywhere."""
