"""`gwcat rule`: what a rule asks for, why, and how it looks."""

from __future__ import annotations

import click

from gwcat.base.errors import GwcatError
from gwcat.cli.chinese import command as command_line


@command_line
@click.argument("code", required=False, metavar="[规则编号]")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="输出格式；缺省 text。")
def command(code: str | None, form: str) -> int:
    """解释一条规则：是什么、为什么、错的和对的写法；不写编号就列出所有规则。

    例：gwcat rule GW204
    """
    from gwcat.base.names import nearest_few
    from gwcat.report.rules import rule_json, rule_list, rule_page, rules_markdown
    from gwcat.rules.engine import all_rules

    rules = all_rules()
    if code:
        wanted = code.strip().upper()
        chosen = [rule for rule in rules if wanted in (rule.code, rule.name)]
        if not chosen:
            known = {name: rule for rule in rules for name in (rule.code, rule.name)}
            near = dict.fromkeys(f"{known[name].code} {known[name].name}" for name in nearest_few(wanted, known))
            raise GwcatError(f"没有编号为“{code}”的规则。", hint=f"相近的有：{'、'.join(near)}；不写编号可列出全部。")
        rules = tuple(chosen)
    if form == "json":
        text = rule_json(rules)
    elif form == "markdown":
        text = rules_markdown(rules)
    else:
        text = rule_page(rules[0]) if code else rule_list(rules)
    click.echo(text, nl=False)
    return 0
