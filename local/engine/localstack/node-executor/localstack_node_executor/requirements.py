"""What a function must be, and what this machine must have, to be run as a process of Node."""

import functools
import shutil
import subprocess

from localstack.aws.api.lambda_ import PackageType
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion
from localstack.services.lambda_.invocation.runtime_executor import LambdaRuntimeException


@functools.cache
def find_node() -> str:
    """The program itself, since what stands on PATH may be a shim that needs more of the environment than a function has."""
    node = shutil.which("node")
    if not node:
        raise LambdaRuntimeException("There is no node on PATH: install Node 20 or newer.")
    asked = subprocess.run([node, "-p", "process.execPath"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if asked.returncode != 0:
        raise LambdaRuntimeException(f"{node} does not start: install Node 20 or newer.")
    return asked.stdout.strip()


def refuse_unless_fit(version: FunctionVersion) -> None:
    name, config = version.id.function_name, version.config
    if config.package_type != PackageType.Zip:
        raise LambdaRuntimeException(f"Function {name} is an image: the node executor runs zip archives only.")
    if not (config.runtime or "").startswith("nodejs"):
        raise LambdaRuntimeException(f"Function {name} needs {config.runtime}: the node executor runs nodejs only.")
    if config.layers:
        raise LambdaRuntimeException(f"Function {name} has layers: bundle them, the node executor unpacks none.")
    find_node()
