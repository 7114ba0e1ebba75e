"""What goes to stderr: one line for each thing that somebody should know."""

import click


def complain(level: str, message: str) -> None:
    """Print one line on stderr, whatever is in the message."""
    click.echo(f"{level}: " + message.replace("\n", "\\n").replace("\r", "\\r"), err=True)
