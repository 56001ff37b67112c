from __future__ import annotations

import gc

import pytest

from officeapp.bulk import many_records


def test_the_collector_rests_and_is_as_it_was_before_whatever_happens():
    """Seen red without `finally`: after a refused import nothing would be collected any more."""
    with pytest.raises(KeyError), many_records():
        with many_records():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_a_rest_within_a_rest_of_somebody_else_does_not_end_it():
    gc.disable()
    try:
        with many_records():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
