"""LocalStack's plugin: each execution environment of a function is one process of Node."""

import json
import logging
import time

from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import LambdaRuntimeException, RuntimeExecutor

from .environment import localstack_host, variables_of
from .process import NodeProcess, ProcessEnded
from .report import heading, summary, tell_failure
from .requirements import find_node, refuse_unless_fit

LOG = logging.getLogger(__name__)


class NodeExecutorPlugin(RuntimeExecutorPlugin):
    name = "node"

    def load(self, *args, **kwargs):
        return NodeExecutor


def failed(kind: str, message: str, **more) -> dict:
    body = json.dumps({"errorType": kind, "errorMessage": message}, separators=(",", ":"))
    return {"kind": "error", "body": body, "ends": True, **more}


class NodeExecutor(RuntimeExecutor):
    """One environment; its process is replaced, as Lambda does, when a time-out or a crash has ended it."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id=id, function_version=function_version)
        self.name = function_version.id.function_name
        self.variables: dict[str, str] = {}
        self.process: NodeProcess | None = None
        self.stopped = False

    def start(self, env_vars: dict[str, object]) -> None:
        self.variables = variables_of(self.function_version, env_vars)
        # Who waits too long for this calls stop().
        self.launch(float("inf"))

    def launch(self, deadline: float) -> None:
        process = self.process = NodeProcess(find_node(), self.variables, self.variables["LAMBDA_TASK_ROOT"])
        if self.stopped:
            process.end()
        try:
            answer = process.ask(None, deadline)
        except ProcessEnded as ended:
            answer = failed("Runtime.ExitError", f"Error: {ended}")
        if answer["kind"] == "error":
            process.end()
            tell_failure(self.name, "anything, since its code does not load", answer["body"])
            raise StatusErrorException("The function's code does not load", payload=answer["body"].encode())

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        id, version = payload["invoke-id"], self.function_version
        begun = time.monotonic()
        answer = self.answer(payload, begun + version.config.timeout)
        if self.stopped:
            raise LambdaRuntimeException(f"The execution environment was stopped while it ran {id}.")
        logs = [heading(id, version.id.qualifier), self.process.take_printed(), answer.get("log", "")]
        logs.append(summary(id, time.monotonic() - begun, version.config.memory_size, answer))
        is_error = answer["kind"] == "error"
        if is_error:
            tell_failure(self.name, id, answer["body"])
        if answer["ends"]:
            self.process.end()
        return InvocationResult(id, answer["body"].encode(), is_error=is_error, logs="".join(logs))

    def answer(self, payload: dict[str, str], deadline: float) -> dict:
        id, seconds = payload["invoke-id"], self.function_version.config.timeout
        asked = {
            "id": id,
            "arn": payload["invoked-function-arn"],
            "deadline": round((time.time() + seconds) * 1000),
            "trace": payload["trace-id"],
            "event": payload["payload"],
        }
        try:
            if self.process.ended:
                self.process.end()
                self.launch(deadline)
            return self.within_size(self.process.ask(asked, deadline))
        except TimeoutError:
            why = f"Task timed out after {seconds:.2f} seconds"
            log = f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {id} {why}\n"
            return failed("Sandbox.Timedout", f"RequestId: {id} Error: {why}", status="timeout", log=log)
        except ProcessEnded as ended:
            return failed("Runtime.ExitError", f"RequestId: {id} Error: {ended}")

    def within_size(self, answer: dict) -> dict:
        limit = config.LAMBDA_LIMITS_MAX_FUNCTION_PAYLOAD_SIZE_BYTES
        if len(answer["body"].encode()) <= limit:
            return answer
        why = f"Response payload size exceeded maximum allowed payload size ({limit} bytes)."
        return failed("Function.ResponseSizeTooLarge", why, ends=False)

    def stop(self) -> None:
        self.stopped = True
        if self.process:
            self.process.end()

    def get_address(self) -> str:
        return localstack_host()

    def get_endpoint_from_executor(self) -> str:
        return localstack_host()

    def get_runtime_endpoint(self) -> str:
        # Nothing is called back: the process answers on the line it is asked by.
        return ""

    def get_logs(self) -> str:
        return self.process.take_printed() if self.process else ""

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        try:
            refuse_unless_fit(function_version)
        except LambdaRuntimeException as refusal:
            # LocalStack keeps it for those who ask for the function's state.
            LOG.error("%s", refusal)
            raise
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """LocalStack itself removes the code."""

    @classmethod
    def validate_environment(cls) -> bool:
        try:
            find_node()
        except LambdaRuntimeException as missing:
            LOG.warning("%s", missing)
            return False
        return True
