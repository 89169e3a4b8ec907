"""The variables that a function sees: Lambda's own, the function's, and of this machine the path alone."""

import os
import tempfile

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion

# For the process that stands between LocalStack and a function in a container.
NOT_FOR_FUNCTIONS = {
    "AWS_LAMBDA_FUNCTION_TIMEOUT",
    "LAMBDA_RUNTIME_DIR",
    "LOCALSTACK_FUNCTION_ACCOUNT_ID",
    "LOCALSTACK_INIT_LOG_LEVEL",
    "LOCALSTACK_MAX_PAYLOAD_SIZE",
    "LOCALSTACK_POST_INVOKE_WAIT_MS",
    "LOCALSTACK_RUNTIME_ENDPOINT",
    "LOCALSTACK_RUNTIME_ID",
    "LOCALSTACK_USER",
}
ANY_ADDRESS = {"", "0.0.0.0", "::"}


def localstack_host() -> str:
    """Where a process of this machine finds LocalStack."""
    host = config.HOSTNAME_FROM_LAMBDA or config.GATEWAY_LISTEN[0].host
    return "127.0.0.1" if host in ANY_ADDRESS else host


def variables_of(version: FunctionVersion, given: dict[str, object]) -> dict[str, str]:
    lambdas = {name: str(value) for name, value in given.items() if name not in NOT_FOR_FUNCTIONS}
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        # Not the developer's, whose ~/.aws would be read.
        "HOME": tempfile.gettempdir(),
        "LANG": "en_US.UTF-8",
        **lambdas,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{version.config.runtime}",
        "LAMBDA_TASK_ROOT": str(version.config.code.get_unzipped_code_location()),
        **(version.config.environment or {}),
    }
