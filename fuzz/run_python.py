"""Run one target of python_targets.py by atheris.

fuzz/run_python.py TARGET [-option=value ...] [FOLDER ...]     (those of libFuzzer)
"""

import importlib
import pkgutil
import sys

import atheris

# What a page becomes is decided in trafilatura.  Where the others go on in C atheris sees
# nothing; fuzz_*.c are for that.
_BESIDES = {"html": ["trafilatura", "htmldate", "justext"]}


def main() -> None:
    """Import the package instrumented, and fuzz until libFuzzer ends the process."""
    target = sys.argv[1]
    besides = _BESIDES.get(target, [])
    with atheris.instrument_imports(include=["nutgraf", *besides]):
        import nutgraf

        # All at once: what is imported when it is first needed would not be instrumented.
        for module in pkgutil.iter_modules(nutgraf.__path__, "nutgraf."):
            if module.name.startswith("nutgraf._") and module.name != "nutgraf.__main__":
                importlib.import_module(module.name)
        for name in besides:
            importlib.import_module(name)
        import python_targets
    atheris.Setup([sys.argv[0], *sys.argv[2:]], python_targets.TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
