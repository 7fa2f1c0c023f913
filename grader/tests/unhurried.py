"""Lets Hypothesis take its time: how fast this machine is today decides no test. Import it where ``given`` is used."""

from hypothesis import HealthCheck, settings

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
