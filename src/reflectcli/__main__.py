"""Where the program starts: `reflect` and `python -m reflectcli`."""

import sys


def main() -> int:
    """Run the command line that the process was started with and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        from reflectcli import __version__

        sys.stdout.write(f"reflectcli {__version__}\n")
        return 0
    from reflectcli.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
