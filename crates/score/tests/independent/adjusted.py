#!/usr/bin/env python3
"""Fits the model of adjusted approval to a small invented record in two independent ways.

usage: adjusted.py > adjusted.json   (needs numpy, scipy and statsmodels)

The record: 24 films, 15 critics of different leniency, about half of all pairs reviewed. Fits:
- `laplace`: maximum of the Laplace approximation of the marginal likelihood, the estimate that
  lme4's `glmer` gives, with dense matrices and scipy's optimiser;
- `statsmodels`: BinomialBayesMixedGLM.fit_vb (mean-field variational Bayes; the scales have its
  priors, normal on the logarithm).
Our own fit shares no code with either; `crates/score/tests/it/adjusted.rs` compares.
"""
import json
import warnings

import numpy as np
import statsmodels
from scipy.optimize import minimize
from scipy.special import expit
from statsmodels.genmod.bayes_mixed_glm import BinomialBayesMixedGLM

FILMS, CRITICS = 24, 15
chance = np.random.default_rng(20261122)
goodness = chance.normal(0.6, 1.2, FILMS)
leniency = chance.normal(0.0, 0.9, CRITICS)
film, critic, stands = [], [], []
for f in range(FILMS):
    for c in range(CRITICS):
        if chance.random() < 0.55:
            film.append(f)
            critic.append(c)
            stands.append(int(chance.random() < expit(goodness[f] + leniency[c])))
film, critic, stands = np.array(film), np.array(critic), np.array(stands, float)
design = np.zeros((len(stands), FILMS + CRITICS))
design[np.arange(len(stands)), film] = 1
design[np.arange(len(stands)), FILMS + critic] = 1


def laplace(theta):
    """The negative Laplace log-likelihood, the mode and its covariance."""
    mean, scales = theta[0], np.exp(theta[1:])
    precision = np.concatenate([np.full(FILMS, scales[0] ** -2), np.full(CRITICS, scales[1] ** -2)])
    u = np.zeros(FILMS + CRITICS)
    for _ in range(100):
        share = expit(mean + design @ u)
        hessian = design.T @ (design * (share * (1 - share))[:, None]) + np.diag(precision)
        step = np.linalg.solve(hessian, design.T @ (stands - share) - precision * u)
        u += step
        if np.abs(step).max() < 1e-12:
            break
    eta = mean + design @ u
    likelihood = np.sum(stands * eta - np.logaddexp(0, eta)) - 0.5 * precision @ u**2
    value = likelihood + 0.5 * np.log(precision).sum() - 0.5 * np.linalg.slogdet(hessian)[1]
    return -value, u, np.linalg.inv(hessian)


best = minimize(lambda t: laplace(t)[0], [0.5, 0.0, 0.0], method="Nelder-Mead",
                options={"xatol": 1e-8, "fatol": 1e-10, "maxiter": 5000})
_, u, covariance = laplace(best.x)
sd = np.sqrt(np.diag(covariance))[:FILMS]
level = best.x[0] + u[:FILMS]

exog_vc = np.zeros((len(stands), FILMS + CRITICS))
exog_vc[:] = design
model = BinomialBayesMixedGLM(stands, np.ones((len(stands), 1)), exog_vc,
                              np.array([0] * FILMS + [1] * CRITICS), vcp_p=1.0, fe_p=2.0)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    np.random.seed(1)
    bayes = model.fit_vb()
bayes_level = bayes.fe_mean[0] + bayes.vc_mean[:FILMS]

rounded = lambda values: [round(float(v), 6) for v in values]
print(json.dumps({
    "versions": {"numpy": np.__version__, "statsmodels": statsmodels.__version__},
    "reviews": [[int(f) + 1, int(c) + 1, int(s)] for f, c, s in zip(film, critic, stands)],
    "laplace": {
        "mean": round(float(best.x[0]), 6),
        "film_scale": round(float(np.exp(best.x[1])), 6),
        "critic_scale": round(float(np.exp(best.x[2])), 6),
        "percent": rounded(100 * expit(level)),
        "low": rounded(100 * expit(level - 1.6448536 * sd)),
        "high": rounded(100 * expit(level + 1.6448536 * sd)),
        "leniency": rounded(u[FILMS:]),
    },
    "statsmodels": {
        "mean": round(float(bayes.fe_mean[0]), 6),
        "film_scale": round(float(np.exp(bayes.vcp_mean[0])), 6),
        "critic_scale": round(float(np.exp(bayes.vcp_mean[1])), 6),
        "percent": rounded(100 * expit(bayes_level)),
    },
}))
