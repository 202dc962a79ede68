"""`python -m bot` and the `footnote` command."""

from bot.terminal.cli import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
