"""What a grading looks like. Each module takes the same record, ``records.Results``, and makes one kind of output."""
