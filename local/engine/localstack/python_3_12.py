"""LocalStack 4.14.0 was written for Python 3.13; with this, imported before any of it, it runs on 3.12 as well."""

import sys
import threading
import warnings

if sys.version_info < (3, 13):
    from typing_extensions import deprecated

    new_lock = threading.Lock

    class Lock:
        """A class, as from 3.13 on: LocalStack has it in annotations such as `Lock | None`."""

        def __new__(cls):
            return new_lock()

    threading.Lock = Lock
    warnings.deprecated = deprecated
