"""Scripts by which shells complete the command line, made from its parser."""

import argparse
import shlex
from collections.abc import Iterator
from typing import Any, NamedTuple


class _Option(NamedTuple):
    names: list[str]
    takes_value: bool
    choices: list[str]
    help: str


class _Command(NamedTuple):
    name: str
    help: str
    options: list[_Option]
    words: list[str]
    """What may stand there that is no file."""


def _commands(parser: argparse.ArgumentParser) -> Iterator[_Command]:
    subparsers: Any
    (subparsers,) = (action for action in parser._actions if hasattr(action, "_choices_actions"))
    helps = {choice.dest: choice.help or "" for choice in subparsers._choices_actions}
    for name, command in subparsers.choices.items():
        options = [
            _Option(
                list(action.option_strings),
                action.nargs != 0,
                [str(choice) for choice in action.choices or ()],
                (action.help or "").replace("%%", "%"),
            )
            for action in command._actions
            if action.option_strings
        ]
        words = [
            str(choice)
            for action in command._actions
            if not action.option_strings
            for choice in action.choices or ()
        ]
        yield _Command(name, helps.get(name, ""), options, words)


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """The script for "bash", "zsh" or "fish"."""
    commands = list(_commands(parser))
    if shell == "fish":
        return "".join(_fish(commands))
    body = "".join(_bash(commands))
    if shell == "zsh":
        return f"#compdef nutgraf\nautoload -U +X bashcompinit && bashcompinit\n{body}"
    return body


def _bash(commands: list[_Command]) -> Iterator[str]:
    yield """_nutgraf() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words= files=yes
    if [ "$COMP_CWORD" -eq 1 ]; then
"""
    yield f"        words={shlex.quote(' '.join(c.name for c in commands) + ' --help --version')} files=\n"
    yield "    else\n        case ${COMP_WORDS[1]} in\n"
    for command in commands:
        yield f"        {command.name})\n            case $before in\n"
        for option in command.options:
            if option.choices:
                yield f"            {'|'.join(option.names)}) words={shlex.quote(' '.join(option.choices))} files= ;;\n"
        names = " ".join(name for option in command.options for name in option.names)
        plain = " ".join(command.words)
        yield f"""            *)
                case $word in
                -*) words={shlex.quote(names)} files= ;;
                *) words={shlex.quote(plain)} ;;
                esac ;;
            esac ;;
"""
    yield """        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    local IFS=$'\\n'
    [ -z "$files" ] || COMPREPLY+=($(compgen -f -- "$word"))
}
complete -o filenames -F _nutgraf nutgraf
"""


def _fish(commands: list[_Command]) -> Iterator[str]:
    for command in commands:
        yield (
            "complete -c nutgraf -n __fish_use_subcommand -f "
            f"-a {command.name} -d {shlex.quote(command.help)}\n"
        )
        where = f"-n {shlex.quote('__fish_seen_subcommand_from ' + command.name)}"
        for option in command.options:
            line = f"complete -c nutgraf {where}"
            for name in option.names:
                line += f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}"
            if option.takes_value:
                line += " -r"
            if option.choices:
                line += f" -f -a {shlex.quote(' '.join(option.choices))}"
            yield f"{line} -d {shlex.quote(option.help)}\n"
        if command.words:
            yield f"complete -c nutgraf {where} -f -a {shlex.quote(' '.join(command.words))}\n"
