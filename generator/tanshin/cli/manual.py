"""The verbs that explain findings and list rules."""

from __future__ import annotations

import click

from tanshin.cli.common import guarded


@click.command()
@click.argument("code")
@guarded
def explain(code: str) -> None:
    """Explain a finding by its CODE: what it means, why it matters, what to do.

    Example: tanshin explain TNS101
    """
    from tanshin import api

    click.echo(api.explain(code), nl=False)


@click.command()
@guarded
def rules() -> None:
    """List every rule with its code, severity and one sentence.

    Example: tanshin rules
    """
    from tanshin import api

    for line in api.rule_lines():
        click.echo(line)
