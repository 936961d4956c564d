"""The extension module; everything else stands in pyproject.toml.

NUTGRAF_SANITIZE=1 builds with AddressSanitizer and UndefinedBehaviorSanitizer,
NUTGRAF_COVERAGE=1 with gcov, NUTGRAF_STATIC=1 with utf8proc inside, for a wheel
that other machines can use.
"""

import glob
import os
import shlex
import subprocess
import sys

from setuptools import Extension, setup

NO_UTF8PROC = """
nutgraf needs libutf8proc and its header to build, and pkg-config to find them:
  Debian, Ubuntu:  apt-get install libutf8proc-dev pkg-config
  Fedora:          dnf install utf8proc-devel pkgconf
  Alpine:          apk add utf8proc-dev pkgconf
  macOS:           brew install utf8proc pkg-config
Or set UTF8PROC_CFLAGS and UTF8PROC_LIBS.
"""


def utf8proc(what: str) -> list[str]:
    """What pkg-config or the environment says of utf8proc: flags, or a variable."""
    variable = {"--cflags": "UTF8PROC_CFLAGS", "--libs": "UTF8PROC_LIBS"}.get(what, "")
    if variable in os.environ:
        return shlex.split(os.environ[variable])
    command = [os.environ.get("PKG_CONFIG", "pkg-config"), what, "libutf8proc"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", "") or str(error)
        sys.exit(f"{shlex.join(command)}: {detail.strip()}\n{NO_UTF8PROC}")
    return shlex.split(run.stdout)


def utf8proc_archive() -> list[str]:
    """The static library of utf8proc; none of its names are exported by ours."""
    (folder,) = utf8proc("--variable=libdir")
    archive = os.path.join(folder, "libutf8proc.a")
    if not os.path.exists(archive):
        sys.exit(f"NUTGRAF_STATIC=1 needs {archive}, which is not there.")
    return [archive, "-Wl,--exclude-libs,ALL"] if sys.platform == "linux" else [archive]


compile_args = ["-std=c11", "-O3", "-fvisibility=hidden", "-Wall", "-Wextra", "-Wshadow"]
link_args: list[str] = [] if sys.platform == "win32" else ["-lm"]
if os.environ.get("NUTGRAF_SANITIZE") == "1":
    sanitize = ["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined", "-g", "-O1"]
    compile_args += sanitize
    link_args += sanitize
if os.environ.get("NUTGRAF_STATIC") == "1" and sys.platform != "win32":
    compile_args += ["-g0"]  # debug information holds the folder of the build
if os.environ.get("NUTGRAF_COVERAGE") == "1":
    compile_args += ["--coverage", "-O0"]
    link_args += ["--coverage"]

setup(
    ext_modules=[
        Extension(
            "nutgraf._core",
            sources=sorted(glob.glob("csrc/src/*.c") + glob.glob("python/binding/*.c")),
            depends=sorted(
                glob.glob("csrc/include/*.h")
                + glob.glob("csrc/src/*.h")
                + glob.glob("csrc/src/*.inc")
                + glob.glob("python/binding/*.h")
            ),
            include_dirs=["csrc/include", "csrc/src"],
            define_macros=[("NG_API", "")],  # only PyInit__core is to be seen
            extra_compile_args=compile_args + utf8proc("--cflags"),
            extra_link_args=link_args
            + (
                utf8proc_archive()
                if os.environ.get("NUTGRAF_STATIC") == "1"
                else utf8proc("--libs")
            ),
            py_limited_api=True,
        )
    ],
)
