"""A class in parts, which are graded wherever there is a machine, without a service or a name. What comes back is merged."""
