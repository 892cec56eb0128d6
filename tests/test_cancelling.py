"""The token that stops work: any thread sets it, loops look at it, and it counts as Ctrl-C."""

from threading import Thread

import numpy as np
import pytest

from servsim.cancelling import Cancelled, CancelToken


def test_a_token_is_set_once_and_from_any_thread() -> None:
    token = CancelToken()
    token.check()
    assert not token.cancelled
    for _ in range(2):
        thread = Thread(target=token.cancel)
        thread.start()
        thread.join()
        assert token.cancelled
    with pytest.raises(Cancelled):
        token.check()


def test_loops_that_cannot_call_methods_see_it_in_an_array() -> None:
    token = CancelToken()
    flag = token.flag
    assert (flag.shape, flag.dtype, flag[0]) == ((1,), np.uint8, 0)
    token.cancel()
    assert flag[0] == 1


def test_who_handles_ctrl_c_handles_it_too() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(KeyboardInterrupt):
        token.check()
    assert not issubclass(Cancelled, Exception), "no except Exception takes it for a fault"
