"""The command line: parse, call, render, print; one module a command group."""
