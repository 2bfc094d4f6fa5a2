"""Compile the core of the package while its wheel is built, where there is a compiler.

The modules to compile stand in pyproject.toml. The wheel holds their sources too, so the
same code runs where compiled modules cannot. ``CERTAINTY_PURE=1`` leaves the compiling
out; an editable install is never compiled, so that what is edited is what runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "certainty"
#: Holds the code of all compiled modules.
GROUP = f"{PACKAGE}.core"
#: What is written in C.
NATIVE = f"{PACKAGE}/csrc/native.c"
#: What makes code smaller: no tables for debuggers, no names of functions for other code.
COMPACT = ["-fno-asynchronous-unwind-tables", "-fvisibility=hidden", "-ffunction-sections"]


def compile_modules(folder: str, modules: list[str]) -> None:
    """Write the compiled modules into ``folder``, laid out as the package is."""
    from mypyc.build import mypycify
    from setuptools import Distribution, Extension

    work = Path(folder) / "work"
    options = ["--ignore-missing-imports", "--cache-dir", str(work / "cache")]
    # The same wherever the wheel is built: of other modules nothing but the names counts.
    options += ["--no-site-packages", "--follow-imports=silent"]
    extensions = mypycify(
        [*options, *modules],
        opt_level="2",
        debug_level="0",
        multi_file=True,
        group_name=GROUP,
        target_dir=str(work / "c"),
    )
    for extension in extensions:
        extension.include_dirs.append(str(work / "c" / PACKAGE))
        # Another compiler's warnings are no reason to do without.
        arguments = extension.extra_compile_args
        extension.extra_compile_args = [each for each in arguments if each != "-Werror"]
        if sys.platform == "linux":  # smaller by a fifth, and no slower
            extension.extra_compile_args += COMPACT
            extension.extra_link_args = ["-Wl,--strip-all,--gc-sections"]
    native = ["-O2", *COMPACT] if sys.platform == "linux" else []
    extensions.append(Extension(f"{PACKAGE}._native", [NATIVE], extra_compile_args=native))
    extensions[-1].extra_link_args = extensions[0].extra_link_args
    distribution = Distribution({"name": PACKAGE, "ext_modules": extensions})
    build = distribution.get_command_obj("build_ext")
    build.build_lib, build.build_temp = folder, str(work / "o")
    build.ensure_finalized()
    build.run()


if __name__ == "__main__":
    compile_modules(sys.argv[1], sys.argv[2:])
else:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class CompileHook(BuildHookInterface[Any]):
        """What hatchling runs before it writes a wheel."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Add the compiled modules to the wheel, or say why there are none."""
            if version == "editable" or os.environ.get("CERTAINTY_PURE", "") not in ("", "0"):
                return
            self._folder = tempfile.TemporaryDirectory()
            command = [sys.executable, __file__, self._folder.name, *self.config["modules"]]
            done = subprocess.run(
                command, cwd=self.root, capture_output=True, text=True, check=False
            )
            if done.returncode:
                self.app.display_warning(
                    f"not compiled, the wheel is pure Python:\n{done.stdout}{done.stderr}"
                )
                return
            built = Path(self._folder.name) / PACKAGE
            for path in sorted(built.rglob("*.so")) + sorted(built.rglob("*.pyd")):
                name = path.relative_to(built.parent).as_posix()
                build_data["force_include"][str(path)] = name
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
