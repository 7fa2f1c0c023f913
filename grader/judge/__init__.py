"""The trusted side: it never imports a submission and never unpickles anything from a stage."""
