"""The verbs that explain findings and list rules."""

from __future__ import annotations

import click

from tanshin.cli.common import LANG, guarded


@click.command()
@click.argument("code")
@LANG
@guarded
def explain(code: str, lang: str) -> None:
    """Explain a finding by its CODE: what it means, why it matters, what to do.

    Example: tanshin explain TNS101
    """
    from tanshin import api

    click.echo(api.explain(code, lang), nl=False)


@click.command()
@LANG
@guarded
def rules(lang: str) -> None:
    """List every rule with its code, severity and one sentence.

    Example: tanshin rules
    """
    from tanshin import api

    for line in api.rule_lines(lang):
        click.echo(line)
