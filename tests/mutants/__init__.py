"""Mutation testing: `python -m tests.mutants analysis/skills --sample 40`."""
