"""Poisson regression of counts, by statsmodels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from statsmodels.genmod.generalized_linear_model import GLM


def model(counts: np.ndarray, columns: np.ndarray, offset: np.ndarray | None = None) -> GLM:
    """Return the model of counts whose logarithm is expected to be linear in some columns, not fitted yet.

    Parameters
    ----------
    counts : numpy.ndarray
        Acts, one value a period.
    columns : numpy.ndarray
        One row a period; the level has a column of ones.
    offset : numpy.ndarray, optional
        Logarithm of what the rate is taken of.

    Examples
    --------
    >>> import numpy as np
    >>> fit = model(np.array([1.0, 3.0, 5.0, 7.0]), np.array([[1, 0], [1, 0], [1, 1], [1, 1]])).fit()
    >>> np.exp(fit.params).round(3).tolist()
    [2.0, 3.0]
    """
    # Half a second to import, in every chapter; most show what was fitted before.
    import statsmodels.api as sm

    return sm.GLM(counts, columns, family=sm.families.Poisson(), offset=offset)
