"""Writing what readers and machines get: each module prints what is given, none decides what is said."""
